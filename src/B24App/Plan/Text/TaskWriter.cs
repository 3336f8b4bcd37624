using System.Globalization;

namespace B24App.Plan.Text;

/// <summary>Writes a tree the way descriptions and old comments show it, keeping lists, tables and paragraphs.</summary>
internal sealed class TaskWriter(Resolver resolver, Dialect from)
{
    private readonly Emitter emitter = new(Dialect.Task);

    public static string Write(BbTree tree, Dialect from, Resolver resolver)
    {
        var writer = new TaskWriter(resolver, from);
        writer.Walk(tree.Nodes, inList: false);
        return writer.emitter.ToString();
    }

    private void Walk(List<BbNode> nodes, bool inList, bool inLink = false)
    {
        foreach (var node in nodes)
        {
            if (node is BbText text)
            {
                emitter.Text(resolver.Plain(text.Text));
            }
            else
            {
                Walk((BbElement)node, inList, inLink);
            }
        }
    }

    private void Walk(BbElement element, bool inList, bool inLink)
    {
        switch (element.Name)
        {
            case "b" or "i" or "u" or "s" or "table" or "tr" or "td" or "th" or "p" or "left" or "center" or "right" or "justify":
                Tagged(element, "", inLink);
                break;
            case "color":
                TaggedIf(element, Allowed.TaskColor(element.Value), inLink);
                break;
            case "size":
                TaggedIf(element, Allowed.TaskSize(element.Value), inLink);
                break;
            case "font":
                TaggedIf(element, Allowed.Font(element.Value), inLink);
                break;
            case "quote":
                Quote(element, inLink);
                break;
            case "list":
                emitter.Markup(element.Value is null ? "[LIST]" : "[LIST=1]");
                Walk(element.Children, inList: true, inLink);
                emitter.Markup("[/LIST]");
                break;
            case "*":
                if (inList)
                {
                    emitter.Markup("[*]");
                }
                else
                {
                    emitter.Text("[*]");
                }

                break;
            case "spoiler":
                var title = (element.Value ?? "").Replace("#" + Invisible.Joiner, "#", StringComparison.Ordinal).Replace("#", "#" + Invisible.Joiner, StringComparison.Ordinal);
                Tagged(element, title.Length == 0 ? "" : "=" + title, inLink);
                break;
            case "code":
                emitter.Markup("[CODE]");
                emitter.Text(BbTree.PlainText(element.Children));
                emitter.Markup("[/CODE]");
                break;
            case "url":
                Link(element, inLink);
                break;
            case "user":
                Mention(element, inLink);
                break;
            case "img" when resolver.Slot(BbTree.PlainText(element.Children).Trim()) is { } picture:
                emitter.Markup(FileSlots.Tag(picture));
                break;
            case "img":
                var image = resolver.Image(element);
                if (image.Loadable)
                {
                    emitter.Markup($"[IMG]{image.Text}[/IMG]");
                }
                else
                {
                    emitter.Text(resolver.FileText(image.Text));
                }

                break;
            case "disk" or "attachment" when resolver.Slot(element) is { } token:
                emitter.Markup(FileSlots.Tag(token));
                break;
            case "disk" or "attachment":
                emitter.Text(resolver.FileText(resolver.File(element)));
                break;
            case "br":
                emitter.Text("\n");
                break;
            case "timestamp":
                emitter.Text(Allowed.Moment(element.Value));
                break;
            case "video":
                Walk(element.Children, inList: false, inLink);
                break;
            default:
                resolver.Lose(LossKind.Action, element.Name);
                Walk(element.Children, inList: false, inLink);
                break;
        }
    }

    private void Tagged(BbElement element, string value, bool inLink)
    {
        var name = element.Name.ToUpperInvariant();
        emitter.Markup($"[{name}{value}]");
        Walk(element.Children, inList: false, inLink);
        emitter.Markup($"[/{name}]");
    }

    private void TaggedIf(BbElement element, string? value, bool inLink)
    {
        if (value is null)
        {
            resolver.Lose(LossKind.Formatting, element.Name);
            Walk(element.Children, inList: false, inLink);
        }
        else
        {
            Tagged(element, "=" + value, inLink);
        }
    }

    // A chat's quote has its lines to itself and says so by its form; the tag needs the line ends written out.
    private void Quote(BbElement element, bool inLink)
    {
        if (from == Dialect.Chat)
        {
            emitter.Break();
        }

        Tagged(element, "", inLink);
        if (from == Dialect.Chat)
        {
            emitter.Break();
        }
    }

    private void Link(BbElement element, bool inLink)
    {
        var link = resolver.Link(element);
        if (link.Shown is { } shown)
        {
            emitter.Text(shown);
        }
        else if (link.Target is null || inLink)
        {
            Walk(element.Children, inList: false, inLink);
        }
        else
        {
            emitter.Markup($"[URL={link.Target}]");
            Walk(element.Children, inList: false, inLink: true);
            emitter.Markup("[/URL]");
        }
    }

    private void Mention(BbElement element, bool inLink)
    {
        var mention = resolver.Mention(element);
        if (mention.LocalId == 0 || inLink)
        {
            emitter.Text(mention.Shown);
            return;
        }

        emitter.Markup(string.Create(CultureInfo.InvariantCulture, $"[USER={mention.LocalId}]"));
        emitter.Text(mention.Shown);
        emitter.Markup("[/USER]");
    }
}
