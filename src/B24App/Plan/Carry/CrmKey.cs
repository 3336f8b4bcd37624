using System.Globalization;

namespace B24App.Plan.Carry;

/// <summary>A record of the CRM: a lead, deal, contact, company or element of a smart process.</summary>
/// <param name="Type">Number of its type.</param>
/// <param name="Id">Id inside the type.</param>
public readonly record struct CrmKey(int Type, long Id)
{
    /// <summary>Type of leads.</summary>
    public const int Lead = 1;

    /// <summary>Type of deals.</summary>
    public const int Deal = 2;

    /// <summary>Type of contacts.</summary>
    public const int Contact = 3;

    /// <summary>Type of companies.</summary>
    public const int Company = 4;

    /// <summary>As rows show it: <c>r3:12</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"r{Type}:{Id}");

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static CrmKey? Read(string text) => text.Length > 3 && text[0] == 'r' && text.Split(':') is [var type, var id]
        && int.TryParse(type.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var known)
        ? new CrmKey(number, known)
        : null;
}
