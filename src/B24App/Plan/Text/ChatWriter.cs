namespace B24App.Plan.Text;

/// <summary>Writes runs the way a chat shows them.</summary>
internal static class ChatWriter
{
    public static string Write(IEnumerable<Run> runs, Resolver resolver)
    {
        var emitter = new Emitter(Dialect.Chat);
        var now = default(RunStyle);
        foreach (var run in runs)
        {
            if (run.Kind == RunKind.Break)
            {
                emitter.Break();
                continue;
            }

            if (run.Style != now)
            {
                emitter.CloseWith(Closing(now));
                emitter.Quote(run.Style.Quote);
                emitter.MarkupIfAny(Opening(run.Style));
                now = run.Style;
            }

            switch (run.Kind)
            {
                case RunKind.Image:
                    emitter.Markup($"[img size=medium]{run.Text} [/img]"); // the form the platform asks for (tasks.md 9.1)
                    break;
                case RunKind.File:
                    emitter.Text(resolver.FileText(run.Text));
                    break;
                default:
                    emitter.Text(run.Text);
                    break;
            }
        }

        emitter.CloseWith(Closing(now));
        return emitter.ToString();
    }

    // A mention shows plain text only, so it stands inside everything else.
    private static string Opening(RunStyle style) => string.Concat(
        style.Link is null ? "" : $"[url={style.Link}]",
        style.Color is null ? "" : $"[color={style.Color}]",
        style.Size is null ? "" : $"[size={style.Size}]",
        style.Bold ? "[b]" : "",
        style.Italic ? "[i]" : "",
        style.Underline ? "[u]" : "",
        style.Strike ? "[s]" : "",
        style.User == 0 ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[USER={style.User}]"),
        style.Code ? "[code]" : "");

    private static string Closing(RunStyle style) => string.Concat(
        style.Code ? "[/code]" : "",
        style.User == 0 ? "" : "[/USER]",
        style.Strike ? "[/s]" : "",
        style.Underline ? "[/u]" : "",
        style.Italic ? "[/i]" : "",
        style.Bold ? "[/b]" : "",
        style.Size is null ? "" : "[/size]",
        style.Color is null ? "" : "[/color]",
        style.Link is null ? "" : "[/url]");
}
