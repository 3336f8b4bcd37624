using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary>Refusals in the portal's words; many methods of the CRM give an empty code and a text alone (crm.md §0).</summary>
internal static class CrmErrors
{
    public static RestError Text(string text) => new("", text);

    public static RestError Missing(string name) => new("100", $"Could not find value for parameter {{{name}}}");

    public static RestError NotFound(string text = "Element not found") => new("NOT_FOUND", text);

    public static RestError OwnerNotFound() => new("OWNER_NOT_FOUND", "Owner was not found");

    public static RestError AccessDenied() => new("ACCESS_DENIED", "Access denied");

    public static RestError WrongValue(string text) => new("INVALID_ARG_VALUE", text);
}
