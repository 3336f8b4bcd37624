using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Http;
using B24App.Bitrix24.Limits;
using B24App.Bitrix24.OAuth;

namespace B24App.Bitrix24.Tests.Given;

/// <summary>A line to a scripted portal with everything around it in the hands of the test.</summary>
public sealed class ALine : IRestLog
{
    public const string Member = "a223c6b3710f85df22e9377d6c4f7553";

    public ALine(TimeSpan? tokenLife = null, RateLimit? limit = null)
    {
        Store = new MemoryTokens(
            new TokenPair(
                "secret-access-1", "secret-refresh-1", Clock.Now + (tokenLife ?? TimeSpan.FromHours(1)), new Uri("https://acme.bitrix24.ru/rest/"),
                new Uri("https://oauth.bitrix24.tech/"), Member, 1, "task,im"),
            Diary);
        Gate = new PortalGate(limit ?? RateLimit.Ordinary, Clock);
        Transport = new Transport(AddressPolicy.PublicOnly, Clock, Web);
        OAuth = new OAuthClient(Transport, OAuthHosts.With([]), Patience, this, Clock);
        Tokens = new TokenKeeper(Store, OAuth, Credentials, Clock);
        Line = new PortalLine(new PortalWay(Member, Tokens, Gate, Transport, Patience, this, Clock));
    }

    public static AppCredentials Credentials { get; } = new("app.1", "secret-of-client");

    public HandClock Clock { get; } = new();

    public ScriptedWeb Web { get; } = new();

    public List<string> Diary { get; } = [];

    public List<RestLogEntry> Log { get; } = [];

    public RestPatience Patience { get; } = new();

    public MemoryTokens Store { get; }

    public PortalGate Gate { get; }

    public Transport Transport { get; }

    public OAuthClient OAuth { get; }

    public TokenKeeper Tokens { get; }

    public PortalLine Line { get; }

    public const string Ok = """{"result":true,"time":{"duration":0.1,"date_finish":"2026-09-01T15:00:00+03:00","operating":0.1}}""";

    public static string NewPair(int number, string host = "acme.bitrix24.ru") => $$"""
        {"access_token":"secret-access-{{number}}","refresh_token":"secret-refresh-{{number}}","expires":1788271200,"expires_in":3600,
         "client_endpoint":"https://{{host}}/rest/","server_endpoint":"https://oauth.bitrix24.tech/rest/","domain":"oauth.bitrix24.tech",
         "member_id":"{{Member}}","scope":"task,im","status":"F","user_id":1}
        """;

    public static string AppInfo(string host, string member = Member) => $$"""
        {"client_id":"app.1","scope":"task,im","expires":1788271200,"user_id":1,
         "install":{"installed":true,"version":1,"status":"F","domain":"{{host}}","uri":"https://{{host}}","client_endpoint":"https://{{host}}/rest/","member_id":"{{member}}"} }
        """;

    public Task<Outcome> Call(Command command, Urgency urgency = Urgency.Live, CancellationToken ct = default) => Line.Call(command, urgency, ct);

    public Task<IReadOnlyList<Outcome>> Call(params Command[] commands) => Line.Call(commands, Urgency.Live, CancellationToken.None);

    public void Write(RestLogEntry entry) => Log.Add(entry);
}
