using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Crm;

/// <summary>What a field of a record holds: read from the wire, and printed for the two families of methods.</summary>
internal static class CrmValues
{
    private static readonly string[] Ids = ["integer", "user", "crm_company", "crm_contact", "crm_deal", "crm_lead", "crm_quote", "crm_category", "crm_entity", "employee"];

    /// <summary>A sent value as it is kept; null for an empty one.</summary>
    public static object? Read(CrmField field, JsonNode? sent, PortalUser caller)
    {
        if (field.IsMultiple)
        {
            List<string> texts = [.. Php.AsList(sent).Select(item => Php.AsText(item) ?? "").Where(text => text.Length > 0 && text != "false")];
            return texts.Count == 0 ? null : texts;
        }

        var one = Php.AsText(sent);
        if (string.IsNullOrEmpty(one))
        {
            return null;
        }

        if (Ids.Contains(field.Type))
        {
            return Php.AsId(sent) is { } id and not 0 ? id : null;
        }

        return field.Type switch
        {
            "double" or "money" => double.TryParse(one, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
            "date" or "datetime" => PortalDates.Parse(one, caller),
            "char" => one is "Y" or "1" or "true" ? "Y" : "N",
            _ => one,
        };
    }

    /// <summary>The value of a record, links between contacts and companies counted in.</summary>
    public static object? Of(CrmBoard board, CrmItem item, CrmField field) => (item.Key.TypeId, field.Name) switch
    {
        (_, "ID") => item.Key.Id,
        (CrmTypes.Contact, "COMPANY_ID") => board.CompaniesOf(item.Key.Id) is [{ } first, ..] ? first.CompanyId : null,
        (CrmTypes.Contact, "COMPANY_IDS") => Texts(board.CompaniesOf(item.Key.Id).Select(link => link.CompanyId)),
        (CrmTypes.Company, "CONTACT_ID") => Texts(board.ContactsOf(item.Key.Id).Select(link => link.ContactId)),
        (_, "CONTACT_ID") => item.Values.GetValueOrDefault("CONTACT_IDS") is List<string> { Count: > 0 } contacts ? long.Parse(contacts[0], CultureInfo.InvariantCulture) : null,
        (_, "HAS_PHONE") => item.Lines.Exists(line => line.Type == "PHONE") ? "Y" : "N",
        (_, "HAS_EMAIL") => item.Lines.Exists(line => line.Type == "EMAIL") ? "Y" : "N",
        (_, "HAS_IMOL") => "N",
        _ => item.Values.GetValueOrDefault(field.Name),
    };

    /// <summary>For the classic methods: strings, a list of strings, <c>false</c> for an empty list.</summary>
    public static JsonNode? Classic(Portal portal, CrmField field, object? value, PortalUser caller) => value switch
    {
        null => field.IsMultiple ? false : null,
        List<string> texts => new JsonArray([.. texts.Select(text => (JsonNode)Reference(portal, field, text))]),
        long number => Php.Text(number),
        double number => number.ToString("0.00", CultureInfo.InvariantCulture),
        DateTimeOffset moment => PortalDates.Print(moment, caller),
        _ => Reference(portal, field, (string)value),
    };

    /// <summary>For <c>crm.item.*</c>: numbers are numbers.</summary>
    public static JsonNode? Typed(Portal portal, CrmField field, object? value, PortalUser caller) => value switch
    {
        null => field.IsMultiple ? new JsonArray() : null,
        long number => number,
        double number => number,
        List<string> texts when Ids.Contains(field.Type) => new JsonArray([.. texts.Select(text => (JsonNode)long.Parse(text, CultureInfo.InvariantCulture))]),
        _ => Classic(portal, field, value, caller),
    };

    private static List<string>? Texts(IEnumerable<long> ids) => ids.Select(Php.Text).ToList() is { Count: > 0 } texts ? texts : null;

    // A field that may name one type alone gives bare ids, whatever was written (crm.md §4.7).
    private static string Reference(Portal portal, CrmField field, string text)
    {
        if (field.Type != "crm" || portal.State<CrmBoard>().UserFields.Find(known => known.FieldName == field.Name) is not { Targets: [var target] })
        {
            return text;
        }

        return text.StartsWith(target.Short + "_", StringComparison.Ordinal) ? text[(target.Short.Length + 1)..] : text;
    }
}
