using System.Globalization;
using B24App.Pages;
using B24App.Plan;
using B24App.Plan.Text;
using B24App.Portals;

namespace B24App.Notices;

/// <summary>A notice as the portal shows it: one sentence of what is the matter, one of what to do, and the way to the screen.</summary>
public static class NoticeWords
{
    /// <summary>The cause began.</summary>
    public static string Began(Portal portal, Cause cause, string code) => Text(portal, cause, code, Sentence(Texts.For(portal.Language), cause));

    /// <summary>The cause is over.</summary>
    public static string Over(Portal portal, Cause cause, string code) => Text(portal, cause, code, Texts.For(portal.Language).Say($"Notice.{cause.Kind}.over", Plain(cause.Subject)));

    /// <summary>What is the matter and what to do, for a page.</summary>
    public static string Sentence(Texts words, Cause cause)
    {
        if (cause is { Kind: Cause.Partner or Cause.Left, Reason: Links.LinksOfPortal.Uninstalled })
        {
            return words.Say(cause.Kind == Cause.Left ? "Notice.partnerErased" : "Notice.partnerLeft", Plain(cause.Subject));
        }

        var why = Enum.TryParse<Reason>(cause.Reason, out var reason) ? Reasons.In(words.Language == "ru" ? Language.Ru : Language.En).Of(reason) : "";
        return words.Say($"Notice.{cause.Kind}", Plain(cause.Subject), words.Count("Notice.count", cause.Count), why);
    }

    /// <summary>Path of a screen of the app (b24restdocs: api-reference/widgets/universal/app-url.md).</summary>
    public static string Path(string code, string screen, long id) => string.Create(
        CultureInfo.InvariantCulture, $"/marketplace/view/{Uri.EscapeDataString(code)}/?params[screen]={screen}{(id > 0 ? $"&params[id]={id}" : "")}");

    private static string Text(Portal portal, Cause cause, string code, string sentence)
    {
        var (screen, id) = cause.Screen;
        // Brackets in an address would end the tag.
        var path = Path(code, screen, id).Replace("[", "%5B", StringComparison.Ordinal).Replace("]", "%5D", StringComparison.Ordinal);
        return $"{sentence} [URL={portal.Origin}{path}]{Texts.For(portal.Language)["Notice.open"]}[/URL]";
    }

    // A name comes from people: nothing in it may be read as a tag of the portal.
    private static string Plain(string name) => PlainName.Of(name);
}
