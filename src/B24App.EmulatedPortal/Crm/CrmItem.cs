namespace B24App.EmulatedPortal.Crm;

/// <summary>A lead, deal, contact, company, quote, invoice or element of a smart process.</summary>
public sealed class CrmItem
{
    /// <summary>Type and id.</summary>
    public required CrmKey Key { get; init; }

    /// <summary>Values by upper-case name: text, whole number, fraction, moment, or a list of texts.</summary>
    internal Dictionary<string, object?> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Telephones, e-mails, messengers.</summary>
    internal List<CrmContactLine> Lines { get; } = [];

    /// <summary>Responsible.</summary>
    public long AssignedById => Number("ASSIGNED_BY_ID");

    /// <summary>Title, or the name of a person.</summary>
    public string Title => Text("TITLE") is { Length: > 0 } title ? title : $"{Text("NAME")} {Text("LAST_NAME")}".Trim();

    /// <summary>A value as text; empty when there is none.</summary>
    public string Text(string name) => Values.GetValueOrDefault(name) is { } value ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "" : "";

    /// <summary>A value as a whole number; 0 when there is none.</summary>
    public long Number(string name) => Values.GetValueOrDefault(name) is long number ? number : 0;
}

/// <summary>A telephone, e-mail or messenger of a record (<c>crm_multifield</c>).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">PHONE, EMAIL, WEB, IM or LINK.</param>
/// <param name="ValueType">WORK, MOBILE and so on.</param>
/// <param name="Value">The number or address.</param>
internal sealed record CrmContactLine(long Id, string Type, string ValueType, string Value);

/// <summary>A contact works for a company.</summary>
/// <param name="ContactId">Who.</param>
/// <param name="CompanyId">Where.</param>
/// <param name="Sort">Order.</param>
/// <param name="IsPrimary">It is the contact's first company.</param>
internal sealed record CompanyLink(long ContactId, long CompanyId, long Sort, bool IsPrimary);
