using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Tests.Platform;

namespace B24App.EmulatedPortal.Tests.Events;

/// <summary>A box whose app bound ONTASKADD and ONTASKUPDATE offline.</summary>
internal sealed class QueueDesk : IAsyncDisposable
{
    private QueueDesk(TestBox box, string token)
    {
        Box = box;
        Token = token;
    }

    public TestBox Box { get; }

    public string Token { get; }

    public static async Task<QueueDesk> Start(bool bound = true)
    {
        var box = await TestBox.Start();
        var desk = new QueueDesk(box, box.Token());
        if (bound)
        {
            Assert.True((bool)await desk.Result("event.bind", """{"event":"ONTASKADD","event_type":"offline"}""")!);
            Assert.True((bool)await desk.Result("event.bind", """{"event":"OnTaskUpdate","event_type":"offline"}""")!);
        }

        return desk;
    }

    public async Task<(int Status, JsonNode Body)> Ask(string method, string json = "{}", string? token = null)
    {
        var sent = JsonNode.Parse(json)!.AsObject();
        sent["auth"] = token ?? Token;
        return await Box.Post($"/rest/{method}", sent.ToJsonString());
    }

    public async Task<JsonNode> Result(string method, string json = "{}")
    {
        var (status, body) = await Ask(method, json);
        Assert.True(status == 200, body.ToJsonString());
        return body["result"]!;
    }

    /// <summary>Object ids of the records a read brings.</summary>
    public async Task<string> Read(string json = "{}") =>
        string.Join(' ', (await Result("event.offline.get", json))["events"]!.AsArray().Select(Id));

    public async Task<string> Listed(string json = "{}") =>
        string.Join(' ', (await Result("event.offline.list", json)).AsArray().Select(Id));

    public static string Id(JsonNode? row) => (string)row!["EVENT_DATA"]!["FIELDS_AFTER"]!["ID"]!;

    /// <summary>Somebody changes something.</summary>
    public void Happens(int id, string code = "ONTASKADD") =>
        Box.Host.Portal.Events.Raise(code, Box.Host.Portal.Users[5], [new("[FIELDS_BEFORE]", "undefined"), new("[FIELDS_AFTER][ID]", $"{id}")]);

    public ValueTask DisposeAsync() => Box.DisposeAsync();
}
