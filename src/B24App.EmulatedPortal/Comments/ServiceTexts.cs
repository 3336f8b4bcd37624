using System.Globalization;
using System.Text.Json;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Comments;

/// <summary>What a portal says by itself in a discussion, by language; the texts are data in <c>ServiceTexts.json</c>.</summary>
public static class ServiceTexts
{
    private static readonly Dictionary<string, Dictionary<string, string>> Tables = Load();

    /// <summary>Every template of a language, by its key.</summary>
    public static IReadOnlyDictionary<string, string> Of(string language) => Tables.GetValueOrDefault(language, Tables["en"]);

    /// <summary>A template in the portal's language, filled in.</summary>
    public static string Say(Portal portal, string key, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, Of(portal.Language)[key], values);

    /// <summary>A person as service texts name him.</summary>
    public static string Person(Portal portal, long userId) =>
        $"[USER={userId}]{portal.Users.GetValueOrDefault(userId)?.FullName ?? Kernel.Php.Text(userId)}[/USER]";

    private static Dictionary<string, Dictionary<string, string>> Load()
    {
        using var stream = typeof(ServiceTexts).Assembly.GetManifestResourceStream("B24App.EmulatedPortal.Comments.ServiceTexts.json")
            ?? throw new InvalidOperationException("ServiceTexts.json is not embedded.");
        return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(stream)!;
    }
}
