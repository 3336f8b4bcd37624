using System.Globalization;
using B24App.Matching;

namespace B24App.Pages.Matching;

/// <summary>What was said about a person of the partner, as forms carry it along and as people read it.</summary>
public static class MatchWords
{
    private const string ByMail = "mail"; // a form's empty value would be read as none

    /// <summary>An administrator's word: a number, <c>0</c> for nobody, <c>mail</c> for "by e-mail".</summary>
    public static string Said(MetPerson met) => Said(met.ByHand ? met.LocalUser ?? 0 : null);

    /// <summary>The same of a choice.</summary>
    public static string Said(long? chosen) => chosen?.ToString(CultureInfo.InvariantCulture) ?? ByMail;

    /// <summary>It in words.</summary>
    public static string Word(string said, IReadOnlyDictionary<long, string> names, Texts words) => said switch
    {
        ByMail => words["Matching.who.email"],
        "0" => words["Matching.who.nobody"],
        _ => long.TryParse(said, out var user) ? names.GetValueOrDefault(user) ?? words.Of(user) : said,
    };
}
