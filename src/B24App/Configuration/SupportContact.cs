namespace B24App.Configuration;

/// <summary>Where a person who is stuck writes.</summary>
/// <param name="Text">As it is shown.</param>
/// <param name="Url">What a press on it opens.</param>
public sealed record SupportContact(string Text, string Url)
{
    private const int Longest = 200;

    /// <summary>An e-mail or an https address; null for anything else, which never becomes a link.</summary>
    public static SupportContact? Of(string text)
    {
        var plain = text.Trim();
        if (plain.Length > Longest || plain.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || "<>\"'?&%".Contains(letter)))
        {
            return null;
        }

        if (Uri.TryCreate(plain, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps)
        {
            return new SupportContact(plain["https://".Length..].TrimEnd('/'), url.AbsoluteUri);
        }

        return plain.Split('@') is [{ Length: > 0 }, { Length: > 2 } host] && host.Contains('.') && !plain.Contains(':') ? new SupportContact(plain, "mailto:" + plain) : null;
    }
}
