using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Tests.Platform;

public class BatchTests
{
    private static async Task<TestBox> Start()
    {
        var box = await TestBox.Start();
        foreach (var v3 in new[] { false, true })
        {
            box.Host.Methods.Add(new RestMethod("test.echo", null, call => new RestAnswer(call.Parameters.DeepClone(), Total: v3 ? null : 3, Next: v3 ? null : 1)) { IsV3 = v3 });
            box.Host.Methods.Add(new RestMethod("test.fail", null, _ => throw new RestError("ERROR_CORE", "no")) { IsV3 = v3 });
        }

        box.Host.Methods.Add(new RestMethod("test.get", null, _ => new RestAnswer(new JsonObject { ["item"] = new JsonObject { ["id"] = 7 } })) { IsV3 = true });
        box.Host.Methods.Add(new RestMethod("test.list", null, _ => new RestAnswer(JsonNode.Parse("""{"items":[{"id":1},{"id":2}]}"""))) { IsV3 = true });
        box.Host.Methods.Add(new RestMethod("test.file", null, _ => new RestAnswer(true)) { NotInBatch = true });
        return box;
    }

    [Fact]
    public async Task Named_commands_make_maps_and_numbered_ones_lists()
    {
        await using var box = await Start();
        var (status, body) = await box.Post("/rest/1/demo/batch", """{"halt":0,"cmd":{"a":"test.echo?x=1","b":"test.fail"}}""");
        Assert.Equal(200, status);
        var result = body["result"]!;
        Assert.Equal("""{"a":{"x":"1"}}""", result["result"]!.ToJsonString());
        Assert.Equal("""{"b":{"error":"ERROR_CORE","error_description":"no"}}""", result["result_error"]!.ToJsonString());
        Assert.Equal("""{"a":3}""", result["result_total"]!.ToJsonString());
        Assert.Equal("""{"a":1}""", result["result_next"]!.ToJsonString());
        Assert.Equal(["a"], result["result_time"]!.AsObject().Select(pair => pair.Key));

        (_, body) = await box.Post("/rest/1/demo/batch", """{"cmd":["test.echo?x=1","test.echo"]}""");
        Assert.Equal("""[{"x":"1"},{}]""", body["result"]!["result"]!.ToJsonString());
        Assert.Equal("[]", body["result"]!["result_error"]!.ToJsonString());
    }

    [Theory]
    [InlineData("test.echo?y=$result[a][x][0]")]
    [InlineData("test.echo?y=%24result%5Ba%5D%5Bx%5D%5B0%5D")]
    public async Task References_are_found_encoded_or_not(string command)
    {
        await using var box = await Start();
        var (_, body) = await box.Post("/rest/1/demo/batch", $$$"""{"cmd":{"a":"test.echo?x[0]=5&x[1]=6","b":"{{{command}}}","c":"test.echo?all=$result[a][x]&text=n-$result[a][x][1]"}}""");
        Assert.Equal("5", (string?)body["result"]!["result"]!["b"]!["y"]);
        Assert.Equal("""{"all":["5","6"],"text":"n-6"}""", body["result"]!["result"]!["c"]!.ToJsonString());
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "$result[nobody][ID]")]
    public async Task An_unresolved_reference_is_empty_or_stays(bool stays, string value)
    {
        await using var box = await Start();
        box.Host.Portal.Switches = box.Host.Portal.Switches with { UnresolvedReferenceStays = stays };
        var (_, body) = await box.Post("/rest/1/demo/batch", """{"cmd":{"b":"test.echo?y=$result[nobody][ID]"}}""");
        Assert.Equal(value, (string?)body["result"]!["result"]!["b"]!["y"]);
    }

    [Fact]
    public async Task Halt_stops_at_the_first_failure()
    {
        await using var box = await Start();
        var (_, body) = await box.PostForm("/rest/1/demo/batch", "halt=1&cmd[a]=test.echo%3Fx%3D1&cmd[b]=test.fail&cmd[c]=test.echo");
        Assert.Equal(["a"], body["result"]!["result"]!.AsObject().Select(pair => pair.Key));
        Assert.Equal(["b"], body["result"]!["result_error"]!.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public async Task Surplus_nested_and_file_commands_are_refused_one_by_one()
    {
        await using var box = await Start();
        var cmd = new JsonObject(Enumerable.Range(0, 51).Select(i => new KeyValuePair<string, JsonNode?>($"k{i}", i switch { 0 => "batch?cmd[a]=profile", 1 => "test.file", _ => "test.echo" })));
        var (_, body) = await box.Post("/rest/1/demo/batch", new JsonObject { ["cmd"] = cmd }.ToJsonString());
        var errors = body["result"]!["result_error"]!.AsObject();
        Assert.Equal("ERROR_BATCH_METHOD_NOT_ALLOWED", (string?)errors["k0"]!["error"]);
        Assert.Equal("ERROR_BATCH_METHOD_NOT_ALLOWED", (string?)errors["k1"]!["error"]);
        Assert.Equal("ERROR_BATCH_LENGTH_EXCEEDED", (string?)errors["k50"]!["error"]);
        Assert.Equal(3, errors.Count);
    }

    [Fact]
    public async Task A_batch_of_rest_3_is_an_array_also_with_a_token_beside_it()
    {
        await using var box = await Start();
        var (_, body) = await box.Post("/rest/api/1/demo/batch",
            """[{"method":"test.get","as":"g"},{"method":"test.list","as":"l"},{"method":"test.echo","query":{"one":{"$ref":"g.item.id"},"all":[["id","in",{"$refArray":"l.id"}]]}}]""");
        Assert.Equal("""{"one":7,"all":[["id","in",[1,2]]]}""", body["result"]![2]!.ToJsonString());

        // What the official JavaScript client sends: the array spread into an object with the token.
        (_, body) = await box.Post("/rest/api/batch", $$$"""{"0":{"method":"test.get","query":{}},"1":{"method":"test.echo","query":{"a":{"$ref":"0.item.id"}},"parallel":false},"auth":"{{{box.Token()}}}"}""");
        Assert.Equal("""[{"item":{"id":7}},{"a":7}]""", body["result"]!.ToJsonString());
    }

    [Fact]
    public async Task A_batch_of_rest_3_is_answered_whole_or_not_at_all()
    {
        await using var box = await Start();
        var (status, body) = await box.Post("/rest/api/1/demo/batch", """[{"method":"test.get"},{"method":"test.fail"}]""");
        Assert.Equal((400, "BITRIX_REST_V3_EXCEPTION_ERROR_CORE"), (status, (string?)body["error"]!["code"]));
        (status, body) = await box.Post("/rest/api/1/demo/batch", """{"cmd":{"a":"test.get"}}""");
        Assert.Equal((400, "BITRIX_REST_V3_EXCEPTION_INVALIDSELECTEXCEPTION"), (status, (string?)body["error"]!["code"]));
    }

    [Fact]
    public async Task The_journal_unfolds_a_batch_and_the_counter_does_not()
    {
        await using var box = await Start();
        await box.Post("/rest/1/demo/batch", """{"cmd":{"a":"test.echo?x=1","b":"test.fail"}}""");
        Assert.Equal(1, box.Host.Requests.Count);
        Assert.Equal([("batch", 200, false), ("test.echo", 200, true), ("test.fail", 400, true)],
            box.Host.Requests.Lines.Select(line => (line.Method, line.Status, line.InBatch)));
        Assert.Equal("""{"x":"1"}""", box.Host.Requests.Lines[1].Params);
    }

    [Fact]
    public async Task A_fault_named_for_a_method_finds_it_in_a_batch()
    {
        await using var box = await Start();
        box.Host.Faults.Add(new Fault(FaultKind.Error) { Method = "test.echo", Code = "X", Status = 400 });
        var (status, body) = await box.Post("/rest/1/demo/batch", """{"cmd":{"a":"test.echo","b":"test.echo"}}""");
        Assert.Equal((200, "X"), (status, (string?)body["result"]!["result_error"]!["a"]!["error"]));
        Assert.NotNull(body["result"]!["result"]!["b"]);

        box.Host.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = "test.echo" });
        await Assert.ThrowsAsync<HttpRequestException>(() => box.Post("/rest/1/demo/batch", """{"cmd":{"a":"test.echo"}}"""));
    }
}
