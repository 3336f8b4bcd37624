using System.Globalization;

namespace B24App.Plan.Text;

/// <summary>
/// A tree as plain runs of styled text: what is left when lists, tables and paragraphs become lines.
/// This is all a chat can show, and all that is compared. Tags that are not named here do not exist beyond this point (RULES 11).
/// </summary>
internal sealed class Flattener(Resolver resolver)
{
    private readonly List<Run> runs = [];

    public static List<Run> Flatten(BbTree tree, Resolver resolver)
    {
        var flattener = new Flattener(resolver);
        flattener.Walk(tree.Nodes, default);
        return flattener.runs;
    }

    private void Walk(List<BbNode> nodes, RunStyle style)
    {
        foreach (var node in nodes)
        {
            if (node is BbText text)
            {
                Add(style.Code ? text.Text : resolver.Plain(text.Text), style);
            }
            else
            {
                Walk((BbElement)node, style);
            }
        }
    }

    private void Walk(BbElement element, RunStyle style)
    {
        var inside = element.Children;
        switch (element.Name)
        {
            case "b":
                Walk(inside, style with { Bold = true });
                break;
            case "i":
                Walk(inside, style with { Italic = true });
                break;
            case "u":
                Walk(inside, style with { Underline = true });
                break;
            case "s":
                Walk(inside, style with { Strike = true });
                break;
            case "code":
                Walk(inside, style with { Code = true });
                break;
            case "color":
                Walk(inside, style with { Color = Allowed.Color(element.Value) ?? style.Color });
                break;
            case "size":
                Walk(inside, style with { Size = Allowed.ChatSize(element.Value) ?? style.Size });
                break;
            case "url":
                Link(element, style);
                break;
            case "user":
                var mention = resolver.Mention(element);
                Add(mention.Shown, style.Link is null ? style with { User = mention.LocalId } : style);
                break;
            case "img":
                var image = resolver.Image(element);
                runs.Add(new Run(image.Loadable ? RunKind.Image : RunKind.File, image.Text, style with { Cell = false }));
                break;
            case "disk" or "attachment":
                runs.Add(new Run(RunKind.File, resolver.File(element), style with { Cell = false }));
                break;
            case "timestamp":
                Add(Allowed.Moment(element.Value), style);
                break;
            case "icon":
                resolver.Lose(LossKind.Action, "icon");
                break;
            case "br":
                Add("\n", style);
                break;
            case "*":
                Add("[*]", style); // in no list
                break;
            case "quote":
                Block(inside, style with { Quote = style.Quote || !style.Cell });
                break;
            case "spoiler":
                Break(style);
                Add((element.Value ?? "") + "\n", style);
                Block(inside, style);
                break;
            case "p" or "left" or "center" or "right" or "justify" or "tr":
                Block(inside, style);
                break;
            case "list":
                List(element, style);
                break;
            case "table":
                Table(inside, style);
                break;
            case "project" or "department" or "chat" or "context" or "send" or "put" or "call":
                resolver.Lose(LossKind.Action, element.Name);
                Walk(inside, style);
                break;
            default:
                Walk(inside, style); // font, video, a cell without its table
                break;
        }
    }

    private void Link(BbElement element, RunStyle style)
    {
        var link = resolver.Link(element);
        if (link.Shown is { } shown)
        {
            Add(shown, style);
        }
        else
        {
            Walk(element.Children, style.Link is null && style.User == 0 ? style with { Link = link.Target } : style);
        }
    }

    private void Block(List<BbNode> inside, RunStyle style)
    {
        Break(style);
        Walk(inside, style);
        Break(style);
    }

    private void List(BbElement list, RunStyle style)
    {
        var number = 0;
        Break(style);
        foreach (var node in list.Children)
        {
            if (node is BbElement { Name: "*" })
            {
                Break(style);
                number++;
                Add(list.Value is null ? "- " : number.ToString(CultureInfo.InvariantCulture) + ". ", style);
            }
            else if (node is BbText text)
            {
                if (node != list.Children[0] || !string.IsNullOrWhiteSpace(text.Text)) // the line end after [LIST] is the editor's
                {
                    Add(resolver.Plain(text.Text), style);
                }
            }
            else
            {
                Walk((BbElement)node, style);
            }
        }

        Break(style);
    }

    private void Table(List<BbNode> rows, RunStyle style)
    {
        Break(style);
        foreach (var row in rows)
        {
            if (row is not BbElement { Name: "tr" } tr)
            {
                Walk([row], style);
                continue;
            }

            Break(style);
            var cell = style with { Cell = true };
            var first = true;
            foreach (var node in tr.Children)
            {
                if (node is BbElement { Name: "td" or "th" } td)
                {
                    if (!first)
                    {
                        Add(" | ", cell);
                    }

                    first = false;
                    Walk(td.Children, cell);
                }
                else
                {
                    Walk([node], cell);
                }
            }

            Break(style);
        }

        Break(style);
    }

    private void Break(RunStyle style)
    {
        if (style.Cell)
        {
            Add(" ", style);
        }
        else
        {
            runs.Add(new Run(RunKind.Break, "", style));
        }
    }

    private void Add(string text, RunStyle style)
    {
        if (style.Cell)
        {
            text = text.Replace('\n', ' ');
        }

        if (text.Length > 0)
        {
            runs.Add(new Run(RunKind.Text, text, style with { Cell = false }));
        }
    }
}
