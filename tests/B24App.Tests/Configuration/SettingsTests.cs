using B24App.Configuration;
using Microsoft.Extensions.Configuration;

namespace B24App.Tests.Configuration;

public class SettingsTests
{
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "b24app-settings-tests");

    private static readonly Dictionary<string, string?> Good = new()
    {
        ["B24App:DataFolder"] = Folder,
        ["B24App:PublicUrl"] = "https://app.example.com",
        ["B24App:Apps:0:ClientId"] = "app.1",
        ["B24App:Apps:0:ClientSecret"] = "secret",
    };

    public static TheoryData<string, string?, string> Mistakes() => new()
    {
        { "B24App:PublicUrl", null, "B24APP__PUBLICURL is not set" },
        { "B24App:PublicUrl", "app.example.com", "is not a web address" },
        { "B24App:PublicUrl", "http://app.example.com", "plain http is accepted only for this machine" },
        { "B24App:Apps:0:ClientSecret", null, "lacks a client id or secret" },
        { "B24App:Apps:1:ClientId", "app.2", "Registration 1 lacks a client id or secret" },
        { "B24App:Urls", "app.example.com:80", "cannot be listened on" },
        { "B24App:OAuthHosts:0", "https://oauth.evil.example", "is not on this machine" },
        { "B24App:OAuthHosts:0", "https://127.0.0.1.evil.example", "is not on this machine" },
        { "B24App:TrustedProxies:0", "proxy", "is not an IP address" },
        { "B24App:DataFolder", "/dev/null/data", "cannot be written" },
        { "B24App:Patience:UnknownOutcome", "soon", "is not a waiting time of up to a day" },
        { "B24App:Patience:UnknownOutcome", "-00:00:01", "is not a waiting time of up to a day" },
        { "B24App:Patience:Forgetting", "00:01:00", "B24APP__PATIENCE__FORGETTING is not a waiting time" },
        { "B24App:Rest:Call", "2.00:00:00", "B24APP__REST__CALL is '2.00:00:00'" },
    };

    [Fact]
    public void Good_settings_have_no_problems()
    {
        var (options, problems) = Read(Good);

        Assert.Empty(problems);
        Assert.Equal("https://app.example.com/", options!.PublicUrl.AbsoluteUri);
        Assert.Equal(new AppEntry("app.1", "secret"), Assert.Single(options.Apps));
    }

    [Theory, MemberData(nameof(Mistakes))]
    public void Rule35_each_mistake_is_one_sentence_with_a_way_out(string key, string? value, string expected)
    {
        var (options, problems) = Read(new Dictionary<string, string?>(Good) { [key] = value });

        Assert.Null(options);
        var problem = Assert.Single(problems);
        Assert.Contains(expected, problem);
        Assert.Contains(':', problem);
        Assert.EndsWith(".", problem);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public void Rule15_all_patience_can_be_set_from_outside()
    {
        var (options, _) = Read(new Dictionary<string, string?>(Good) { ["B24App:Patience:UnknownOutcome"] = "00:00:02.5", ["B24App:Rest:Call"] = "00:00:03" });

        Assert.Equal(TimeSpan.FromSeconds(2.5), options!.Patience.UnknownOutcome);
        Assert.Equal(new B24App.Record.Patience().NoAccess, options.Patience.NoAccess);
        Assert.Equal(TimeSpan.FromSeconds(3), options.Rest.Call);
    }

    [Fact]
    public void A_secret_is_not_printed_with_the_options()
    {
        var (options, _) = Read(Good);

        Assert.DoesNotContain("secret", string.Join(' ', options!.Apps));
    }

    [Fact]
    public void The_manifest_lists_the_events_the_app_lives_on_and_a_scope_for_each()
    {
        var manifest = AppManifest.Read(AppContext.BaseDirectory);

        Assert.Equal(
            [
                "ONTASKADD", "ONTASKUPDATE", "ONTASKDELETE", "ONTASKCOMMENTADD", "ONTASKCOMMENTUPDATE", "ONTASKCOMMENTDELETE",
                "ONCRMACTIVITYADD", "ONCRMACTIVITYUPDATE", "ONCRMACTIVITYDELETE", "ONCRMTIMELINECOMMENTADD", "ONCRMTIMELINECOMMENTUPDATE", "ONCRMTIMELINECOMMENTDELETE",
                "ONCRMCONTACTUPDATE", "ONCRMCONTACTDELETE", "ONCRMDEALADD", "ONCRMLEADUPDATE", "ONAPPPAYMENT", "ONAPPUPDATE", "ONAPPUNINSTALL",
            ],
            manifest.Events.Select(bound => bound.Code));
        Assert.All(manifest.Events, bound => Assert.True(bound.Scope == "basic" || manifest.Scopes.Any(scope => scope.Code == bound.Scope)));
        Assert.All(manifest.Scopes, scope => Assert.NotEmpty(scope.Reason));
    }

    private static (AppOptions? Options, IReadOnlyList<string> Problems) Read(Dictionary<string, string?> values) =>
        Settings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), isDevelopment: false, TimeProvider.System);
}
