using System.Globalization;
using System.Text;

namespace B24App.Plan.Text;

internal readonly record struct LinkTarget(string? Target, string? Shown);

internal readonly record struct MentionTarget(string Shown, long LocalId);

internal readonly record struct ImageTarget(bool Loadable, string Text);

/// <summary>Decides what links, people and files become. Without a crossing it gives what both portals would show alike.</summary>
internal sealed class Resolver(Crossing? crossing)
{
    public List<Loss> Losses { get; } = [];

    public void Lose(LossKind kind, string what) => Losses.Add(new Loss(kind, what));

    public LinkTarget Link(BbElement element)
    {
        var plain = new string([.. BbTree.PlainText(element.Children).Where(c => !Invisible.Is(c))]).Trim();
        var target = element.Value ?? plain;
        var safe = WebAddress.IsSafe(target);
        if (crossing is not null && MirrorOf(target) is { } local)
        {
            return safe && (plain.Length == 0 || plain == target) ? new LinkTarget(null, local) : new LinkTarget(local, null);
        }

        if (!safe)
        {
            Lose(LossKind.Link, target);
            return default;
        }

        if (plain.Length == 0)
        {
            return new LinkTarget(null, target);
        }

        // The mirror of a task has another address with the same meaning, so a task's address is not compared.
        return plain == target || (crossing is null && WebAddress.IsTask(target)) ? default : new LinkTarget(target, null);
    }

    public MentionTarget Mention(BbElement element)
    {
        var shown = Invisible.Decode(BbTree.PlainText(element.Children).Replace('\n', ' ').Trim());
        if (crossing is null)
        {
            return new MentionTarget(shown, 0);
        }

        if (shown.Length == 0)
        {
            Lose(LossKind.Mention, element.Value ?? "");
            return new MentionTarget("", 0); // a reader sees nothing there
        }

        var digits = new string([.. (element.Value ?? "").TakeWhile(char.IsAsciiDigit).Take(18)]);
        var local = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? crossing.MatchUser(id) : null;
        if (local is null)
        {
            Lose(LossKind.Mention, shown);
        }

        // The name stays as the author saw it: both sides then read the same, and the id leads to the right person.
        return new MentionTarget(shown, local?.Id ?? 0);
    }

    public ImageTarget Image(BbElement element)
    {
        var url = BbTree.PlainText(element.Children).Trim();
        if (crossing is not null && WebAddress.IsSafe(url) && !OnOrigin(url))
        {
            return new ImageTarget(true, url);
        }

        var name = NameIn(url);
        Lose(LossKind.File, name.Length > 0 ? name : url);
        return new ImageTarget(false, name);
    }

    /// <summary>The token of a file that crosses with its text, so that it keeps its place; null when it stays behind.</summary>
    public string? Slot(BbElement element) => crossing?.FileSlot(FileId(element));

    /// <summary>The same for a picture whose address only the origin's portal can open, when it is one of the files that cross.</summary>
    public string? Slot(string address) =>
        crossing is not null && (WebAddress.IsRelative(address) || (WebAddress.IsSafe(address) && OnOrigin(address))) && WebAddress.AttachmentIn(address) is { } attachment ? crossing.FileSlot(attachment) : null;

    public string File(BbElement element)
    {
        var id = FileId(element);
        var name = PlainName.Of(crossing?.FileName(id) ?? "");
        Lose(LossKind.File, name.Length > 0 ? name : id);
        return name;
    }

    private static string FileId(BbElement element)
    {
        var value = element.Value ?? "";
        var id = value[(value.LastIndexOf("id=", StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? at + 3 : 0)..].Trim('"', '\'', ' ');
        return new string([.. id.TakeWhile(char.IsAsciiLetterOrDigit).Take(20)]);
    }

    /// <summary>What stands in the text for a file that stays behind.</summary>
    public string FileText(string name)
    {
        var word = crossing?.Language == Language.En ? "file" : "файл";
        return name.Length == 0 ? $"[{word}]" : $"[{word}: {name}]";
    }

    /// <summary>A text with the addresses of mirrored tasks replaced.</summary>
    public string Plain(string text)
    {
        text = Invisible.Decode(text);
        if (crossing is null || !text.Contains("http", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        var mapped = new StringBuilder(text.Length);
        var done = 0;
        foreach (var (start, end) in WebAddress.Bare(text))
        {
            if (MirrorOf(text[start..end]) is { } local)
            {
                mapped.Append(text, done, start - done).Append(local);
                done = end;
            }
        }

        return mapped.Append(text, done, text.Length - done).ToString();
    }

    private string? MirrorOf(string address)
    {
        if (!WebAddress.IsTask(address))
        {
            return null;
        }

        var absolute = WebAddress.IsSafe(address) ? address
            : WebAddress.IsRelative(address) ? crossing!.OriginPortal.TrimEnd('/') + address
            : null;
        return absolute is not null && crossing!.MapTaskUrl(absolute) is { } local && WebAddress.IsSafe(local) ? local : null;
    }

    private bool OnOrigin(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && Uri.TryCreate(crossing!.OriginPortal, UriKind.Absolute, out var origin)
        && string.Equals(address.Host, origin.Host, StringComparison.OrdinalIgnoreCase);

    private static string NameIn(string url)
    {
        var path = url.Split('?', '#')[0];
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.Contains('.', StringComparison.Ordinal) && !path.Contains(".php", StringComparison.OrdinalIgnoreCase) ? PlainName.Of(name) : "";
    }
}
