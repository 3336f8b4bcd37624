using System.Net;

namespace B24App.Browser.Tests.Stage;

/// <summary>A portal's page that needs no script: the form stands there and a person presses the button.</summary>
internal static class PlainPortal
{
    public static string Html(Playground playground)
    {
        var form = playground.North.Install.Open(Playground.ClientId, 1);
        var fields = form.Fields.Select(field => $"""<input type="hidden" name="{WebUtility.HtmlEncode(field.Key)}" value="{WebUtility.HtmlEncode(field.Value)}">""");
        return $"""
            <!doctype html><meta charset="utf-8"><title>Portal</title><link rel="icon" href="data:,">
            <iframe name="app" title="app" width="1000" height="600"></iframe>
            <form method="post" target="app" action="{WebUtility.HtmlEncode(form.Url)}">{string.Concat(fields)}<button>Open</button></form>
            """;
    }
}
