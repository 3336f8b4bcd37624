using B24App.Bitrix24.Events;

namespace B24App.Bitrix24.Tests.Wires;

public class Notices
{
    private const string Auth = "auth[domain]=acme.bitrix24.ru&auth[member_id]=m1&auth[application_token]=secret-app&auth[server_endpoint]=https://oauth.bitrix24.tech/rest/";

    // As documented, as seen live, with and without tokens, both cards.
    public static TheoryData<string, string, long?, long?, long?> Bodies => new()
    {
        { "task added", "event=ONTASKADD&data[FIELDS_BEFORE]=undefined&data[FIELDS_AFTER][ID]=51&data[IS_ACCESSIBLE_BEFORE]=N&data[IS_ACCESSIBLE_AFTER]=undefined&ts=1766047124", 51, null, null },
        { "live style", "event=ontaskupdate&event_handler_id=185&data[FIELDS_BEFORE][ID]=51&data[FIELDS_AFTER][ID]=51&ts=1766047124&auth[access_token]=secret-a&auth[expires]=1766050724&auth[user_id]=15", 51, null, null },
        { "task deleted names it before", "event=ONTASKDELETE&data[FIELDS_BEFORE][ID]=51&data[FIELDS_AFTER]=undefined&ts=1766047124", 51, null, null },
        { "old card", "event=ONTASKCOMMENTADD&data[FIELDS_BEFORE]=undefined&data[FIELDS_AFTER][ID]=77&data[FIELDS_AFTER][TASK_ID]=51", 77, 51, null },
        { "new card", "event=ONTASKCOMMENTADD&event_handler_id=1195&data[FIELDS_AFTER][ID]=0&data[FIELDS_AFTER][TASK_ID]=51&data[FIELDS_AFTER][MESSAGE_ID]=12928", 0, 51, 12928 },
        { "new card with an undefined id", "event=ONTASKCOMMENTADD&data[FIELDS_AFTER][ID]=undefined&data[FIELDS_AFTER][TASK_ID]=51&data[FIELDS_AFTER][MESSAGE_ID]=12928", null, 51, 12928 },
        { "old card edited", "event=ONTASKCOMMENTUPDATE&data[FIELDS_BEFORE][ID]=77&data[FIELDS_BEFORE][TASK_ID]=51&data[FIELDS_AFTER][ID]=77&data[FIELDS_AFTER][TASK_ID]=51&data[FIELDS_AFTER][ACTION]=EDIT", 77, 51, null },
        { "old card deleted", "event=ONTASKCOMMENTDELETE&data[FIELDS_BEFORE][ID]=77&data[FIELDS_BEFORE][TASK_ID]=51&data[FIELDS_AFTER]=undefined", 77, 51, null },
        { "another family", "event=ONCRMDEALADD&data[FIELDS][ID]=7405", 7405, null, null },
        { "a timeline's comment names its id bare", "event=ONCRMTIMELINECOMMENTADD&data[ID]=912", 912, null, null },
        { "or as the others of its family", "event=ONCRMTIMELINECOMMENTADD&data[FIELDS][ID]=912", 912, null, null },
        { "no data at all", "event=ONAPPUNINSTALL&data[LANGUAGE_ID]=ru&data[CLEAN]=1", null, null, null },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Every_body_is_read(string why, string body, long? item, long? task, long? message)
    {
        var notice = From(body + "&" + Auth)!;

        Assert.Equal((item, task, message), (notice.ItemId, notice.TaskId, notice.MessageId));
        Assert.Equal(("m1", "secret-app"), (notice.Member, notice.ApplicationToken));
        Assert.StartsWith("ON", notice.Event, StringComparison.Ordinal);
        Assert.NotEmpty(why);
    }

    [Fact]
    public void Live_extras_are_kept()
    {
        var notice = From("event=ONTASKADD&event_handler_id=185&ts=1766047124&data[FIELDS_AFTER][ID]=1&auth[user_id]=15&auth[access_token]=secret-a&" + Auth)!;

        Assert.Equal((185L, 15L, "secret-a"), (notice.HandlerId, notice.UserId, notice.AccessToken));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1766047124), notice.SentAt);
        Assert.Equal("https://oauth.bitrix24.tech/rest/", notice.ServerEndpoint);
    }

    [Fact]
    public void Without_secrets_holds_none_and_printing_shows_none()
    {
        var notice = From("event=ONAPPINSTALL&data[VERSION]=1&auth[access_token]=secret-a&auth[refresh_token]=secret-r&" + Auth)!;
        var kept = notice.WithoutSecrets();

        Assert.DoesNotContain("secret", string.Join(' ', kept.Auth.Values) + kept.ApplicationToken + notice, StringComparison.Ordinal);
        Assert.Equal("m1", kept.Member);
        Assert.Equal("acme.bitrix24.ru", kept.Auth["domain"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("event=")]
    [InlineData("data[ID]=1&auth[member_id]=m1")]
    [InlineData("event%5B%5D=ONTASKADD")]
    public void What_names_no_event_is_none(string body) => Assert.Null(From(body));

    [Theory]
    [InlineData("data[=1&data]=2&data[]=3&auth[=4&data[[[ID]=5&=6&ts=abc&event_handler_id=1e9")]
    [InlineData("ts=99999999999999999999&data[FIELDS_AFTER][ID]=99999999999999999999999")]
    [InlineData("data[FIELDS_AFTER][ID][ID]=1&auth=1&data=undefined")]
    public void Malformed_members_do_no_harm(string body) => Assert.NotNull(From("event=ONTASKADD&" + body));

    [Fact]
    public void A_flood_of_members_is_not_read() =>
        Assert.Null(From("event=ONTASKADD&" + string.Join('&', Enumerable.Range(0, 1000).Select(i => $"data[X{i}]=1"))));

    private static EventNotice? From(string body) => EventNotice.From(body.Split('&').Select(pair =>
    {
        var parts = pair.Split('=', 2);
        return KeyValuePair.Create(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : ""));
    }));
}
