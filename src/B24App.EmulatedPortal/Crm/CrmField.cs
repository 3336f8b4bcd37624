namespace B24App.EmulatedPortal.Crm;

/// <summary>A field of a CRM object: its name in the two families of methods and what it holds.</summary>
/// <param name="Name">Upper-case name of the classic methods.</param>
/// <param name="Camel">Name in <c>crm.item.*</c>.</param>
/// <param name="Type">Documented type.</param>
internal sealed record CrmField(string Name, string Camel, string Type)
{
    public bool IsReadOnly { get; init; }

    public bool IsImmutable { get; init; }

    public bool IsRequired { get; init; }

    public bool IsMultiple { get; init; }

    public bool IsCustom => Name.StartsWith("UF_", StringComparison.Ordinal);

    /// <summary>Read-only for the classic methods, yet open to <c>crm.item.*</c>: LEAD_ID (crm.md §4.3).</summary>
    public bool IsOpenToItems { get; init; }
}
