namespace B24App.EmulatedPortal.Crm;

/// <summary>One record of the CRM: the number of its type and its id.</summary>
/// <param name="TypeId">Type (b24restdocs: api-reference/crm/data-types.md).</param>
/// <param name="Id">Id inside the type.</param>
public readonly record struct CrmKey(int TypeId, long Id);

/// <summary>A type of CRM objects.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Name in upper case, as enumerations print it.</param>
/// <param name="Short">Short code of custom fields and product rows.</param>
/// <param name="Title">What people call it.</param>
internal sealed record CrmType(int Id, string Name, string Short, string Title);

/// <summary>The types this portal has: the classic ones, quotes, smart invoices and one smart process.</summary>
public static class CrmTypes
{
    /// <summary>Lead.</summary>
    public const int Lead = 1;

    /// <summary>Deal.</summary>
    public const int Deal = 2;

    /// <summary>Contact.</summary>
    public const int Contact = 3;

    /// <summary>Company.</summary>
    public const int Company = 4;

    /// <summary>Invoice of old; <c>crm.item.*</c> refuses it.</summary>
    public const int OldInvoice = 5;

    /// <summary>Activity: owner type of files.</summary>
    public const int Activity = 6;

    /// <summary>Quote.</summary>
    public const int Quote = 7;

    /// <summary>Smart invoice.</summary>
    public const int SmartInvoice = 31;

    /// <summary>The one smart process of this portal.</summary>
    public const int Process = 128;

    internal static IReadOnlyList<CrmType> All { get; } =
    [
        new(Lead, "LEAD", "L", "Lead"),
        new(Deal, "DEAL", "D", "Deal"),
        new(Contact, "CONTACT", "C", "Contact"),
        new(Company, "COMPANY", "CO", "Company"),
        new(Quote, "QUOTE", "Q", "Estimate"),
        new(SmartInvoice, "SMART_INVOICE", "SI", "Invoice"),
        new(Process, "DYNAMIC_128", "T80", "Service"),
    ];

    internal static CrmType? Find(long id) => All.FirstOrDefault(type => type.Id == id);

    internal static CrmType? ByName(string? name) => All.FirstOrDefault(type => string.Equals(type.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The types with methods of their own: <c>crm.lead.*</c> and so on.</summary>
    internal static IReadOnlyList<CrmType> Classic { get; } = [.. All.Where(type => type.Id is Lead or Deal or Contact or Company)];
}
