using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Rest;

namespace B24App.EmulatedPortal.Tests.Platform;

public class RestTests
{
    /// <summary>Methods that answer what they were given, by name and by position, in both versions.</summary>
    private static void Echo(TestBox box)
    {
        foreach (var v3 in new[] { false, true })
        {
            box.Host.Methods.Add(new RestMethod("test.echo", null, call => new RestAnswer(call.Parameters.DeepClone())) { IsV3 = v3 });
        }

        box.Host.Methods.Add(new RestMethod("test.order", null,
            call => new RestAnswer(new JsonArray([.. call.Positional.Select(value => value?.DeepClone())])))
        { Binding = Binding.Positional });
    }

    [Theory]
    [InlineData("/rest/5/demo/profile")]
    [InlineData("/rest/5/demo/profile/")]
    [InlineData("//rest//5/demo//profile.json")]
    [InlineData("/rest/5/demo/PROFILE.json/")]
    public async Task Slashes_extensions_and_case_do_not_matter(string path)
    {
        await using var box = await TestBox.Start();
        var (status, body) = await box.Get(box.Host.Url + path);
        Assert.Equal((200, "5"), (status, (string?)body["result"]!["ID"]));
    }

    [Fact]
    public async Task Parameters_come_as_json_form_multipart_or_query()
    {
        await using var box = await TestBox.Start();
        Echo(box);
        const string expected = """{"a":{"b":["1","2"],"c":"x y"}}""";

        var (_, body) = await box.PostForm("/rest/1/demo/test.echo", "a%5Bb%5D%5B%5D=1&a[b][]=2&a[c]=x+y");
        Assert.Equal(expected, body["result"]!.ToJsonString());
        (_, body) = await box.Get(box.Host.Url + "/rest/1/demo/test.echo?a[b][0]=1&a[b][1]=2&a[c]=x%20y");
        Assert.Equal(expected, body["result"]!.ToJsonString());
        (_, body) = await box.Post("/rest/1/demo/test.echo", expected);
        Assert.Equal(expected, body["result"]!.ToJsonString());
        var multipart = "--x\r\nContent-Disposition: form-data; name=\"a[b][]\"\r\n\r\n1\r\n--x\r\nContent-Disposition: form-data; name=\"a[b][]\"\r\n\r\n2\r\n"
            + "--x\r\nContent-Disposition: form-data; name=\"a[c]\"\r\n\r\nx y\r\n--x--\r\n";
        (_, body) = await TestBox.Read(await box.Send("/rest/1/demo/test.echo", multipart, "multipart/form-data; boundary=x"));
        Assert.Equal(expected, body["result"]!.ToJsonString());
    }

    [Fact]
    public async Task A_stray_query_parameter_shifts_a_positional_method()
    {
        await using var box = await TestBox.Start();
        Echo(box);
        var token = box.Token();

        var (_, body) = await box.Post($"/rest/test.order?auth={token}", """[7,{"POST_MESSAGE":"hi"}]""");
        Assert.Equal("""[7,{"POST_MESSAGE":"hi"}]""", body["result"]!.ToJsonString());
        (_, body) = await box.Post("/rest/test.order", $$"""{"TASKID":7,"FIELDS":[1],"auth":"{{token}}"}""");
        Assert.Equal("[7,[1]]", body["result"]!.ToJsonString());
        (_, body) = await box.Post($"/rest/test.order?bx24_request_id=q&auth={token}", """{"TASKID":7}""");
        Assert.Equal("""["q",7]""", body["result"]!.ToJsonString());
    }

    [Fact]
    public async Task The_token_may_stand_in_query_body_or_header()
    {
        await using var box = await TestBox.Start();
        var token = box.Token();
        Assert.Equal(200, (await box.Get($"{box.Host.Url}/rest/profile?auth={token}")).Status);
        Assert.Equal(200, (await box.PostForm("/rest/profile", $"auth={token}")).Status);
        Assert.Equal(200, (await box.Post("/rest/profile", $$"""{"auth":"{{token}}"}""")).Status);
    }

    [Theory]
    [InlineData("/rest/1/demo/im.notify.delete", """{"ID":1}""", 403, "ACCESS_DENIED")]
    [InlineData("/rest/1/demo/tasks.task.counters.get", """{"userId":"x"}""", 400, "0")]
    [InlineData("/rest/api/1/demo/tasks.task.field.get", """{"name":"x"}""", 400, "BITRIX_REST_V3_REALISATION_EXCEPTION_FIELDNOTFOUNDEXCEPTION")]
    public async Task Documented_codes_leave_unchanged(string path, string json, int status, string code)
    {
        await using var box = await TestBox.Start();
        var answer = await box.Post(path, json);
        Assert.Equal((status, code), (answer.Status, (string?)(answer.Body["error"] is JsonObject v3 ? v3["code"] : answer.Body["error"])));
    }

    [Fact]
    public async Task The_time_block_carries_the_offset_of_the_portal()
    {
        await using var box = await TestBox.Start();
        var (_, body) = await box.Get(box.Host.Url + "/rest/1/demo/server.time");
        Assert.Equal("2026-09-01T12:00:00+03:00", (string?)body["result"]);
        Assert.Equal("2026-09-01T12:00:00+03:00", (string?)body["time"]!["date_finish"]);
        Assert.Equal(0.02, (double)body["time"]!["operating"]!);
        Assert.Equal(box.Clock.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds(), (long)body["time"]!["operating_reset_at"]!);
    }

    [Fact]
    public async Task Refusals_of_tokens_have_their_codes()
    {
        await using var box = await TestBox.Start(portals: 2);
        var token = box.Token();
        var foreign = box.Token(portal: 1);

        async Task Refused(string auth, int status, string error)
        {
            var answer = await box.Post("/rest/profile", $$"""{"auth":"{{auth}}"}""");
            Assert.Equal((status, error), (answer.Status, (string?)answer.Body["error"]));
        }

        await Refused("", 401, "NO_AUTH_FOUND");
        await Refused("rubbish", 401, "NO_AUTH_FOUND");
        await Refused(new string('a', 70), 401, "invalid_token");
        await Refused(foreign, 401, "invalid_token");
        box.Clock.Advance(TimeSpan.FromHours(1));
        await Refused(token, 401, "expired_token");
        var (status, body) = await box.Get(box.Host.Url + "/rest/1/wrong/profile");
        Assert.Equal((401, "NO_AUTH_FOUND"), (status, (string?)body["error"]));
        (status, body) = await box.Get(box.Host.Url + "/rest/99/demo/profile");
        Assert.Equal((403, "INVALID_CREDENTIALS"), (status, (string?)body["error"]));
    }

    [Fact]
    public async Task Rights_are_checked_before_the_method()
    {
        await using var box = await TestBox.Start();
        box.Host.Methods.Add(new RestMethod("test.im", "im", _ => new RestAnswer(true)));
        var token = box.Token(5);

        var (status, body) = await box.Post("/rest/test.im", $$"""{"auth":"{{token}}"}""");
        Assert.Equal((403, "insufficient_scope"), (status, (string?)body["error"]));
        (status, body) = await box.Post("/rest/placement.get", $$"""{"auth":"{{token}}"}""");
        Assert.Equal((403, "ACCESS_DENIED"), (status, (string?)body["error"]));
        (status, body) = await box.Get(box.Host.Url + "/rest/1/demo/event.get");
        Assert.Equal((403, "WRONG_AUTH_TYPE"), (status, (string?)body["error"]));
        (status, body) = await box.Get(box.Host.Url + "/rest/1/demo/no.such.method");
        Assert.Equal((404, "ERROR_METHOD_NOT_FOUND"), (status, (string?)body["error"]));
        (status, body) = await box.Get(box.Host.Url + "/rest/api/1/demo/profile");
        Assert.Equal((404, "BITRIX_REST_V3_EXCEPTION_METHODNOTFOUNDEXCEPTION"), (status, (string?)body["error"]!["code"]));
        Assert.Equal("WRONG_AUTH_TYPE", Assert.Throws<RestError>(() => box.Host.Call(1, "event.get")).Code);
    }

    [Fact]
    public async Task Rest_3_reads_json_bodies_alone()
    {
        await using var box = await TestBox.Start();
        Echo(box);

        var (_, body) = await box.Post("/rest/api/1/demo/test.echo?id=1", """{"a":1,"a":2}""");
        Assert.Equal("""{"a":2}""", body["result"]!.ToJsonString());
        var (status, refused) = await box.PostForm("/rest/api/1/demo/test.echo", "a=1");
        Assert.Equal((400, "BITRIX_REST_V3_EXCEPTION_INVALIDJSONEXCEPTION"), (status, (string?)refused["error"]!["code"]));
        (status, refused) = await box.Post("/rest/api/1/demo/test.echo", "{");
        Assert.Equal((400, "BITRIX_REST_V3_EXCEPTION_INVALIDJSONEXCEPTION"), (status, (string?)refused["error"]!["code"]));
    }

    [Fact]
    public async Task A_key_repeats_the_answer_for_a_day_and_only_for_the_same_body()
    {
        await using var box = await TestBox.Start();
        var runs = 0;
        box.Host.Methods.Add(new RestMethod("test.add", null, _ => ++runs == 1
            ? throw new RestError("INVALIDARG", "no")
            : new RestAnswer(runs))
        { IsV3 = true });

        Assert.Equal(400, (await box.Post("/rest/api/1/demo/test.add", """{"a":1}""", "key")).Status);
        var first = await box.Send("/rest/api/1/demo/test.add", """{"a":1}""", "application/json", "key");
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal("key", Assert.Single(first.Headers.GetValues("Idempotency-Key")));
        var again = await box.Send("/rest/api/1/demo/test.add", """{"a":1}""", "application/json", "key");
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotent-Replayed")));
        Assert.Equal(2, (int)(await TestBox.Read(again)).Body["result"]!);
        Assert.Equal(2, runs);

        var (status, body) = await box.Post("/rest/api/1/demo/test.add", """{"a":2}""", "key");
        Assert.Equal((422, "BITRIX_REST_V3_EXCEPTION_IDEMPOTENCYKEYREUSEDEXCEPTION"), (status, (string?)body["error"]!["code"]));
        Assert.Equal(3, (int)(await box.Post("/rest/api/5/demo/test.add", """{"a":1}""", "key")).Body["result"]!);
        (status, body) = await box.Post("/rest/api/1/demo/test.add", """{"a":1}""", new string('k', 256));
        Assert.Equal((400, "BITRIX_REST_V3_EXCEPTION_INVALIDIDEMPOTENCYKEYEXCEPTION"), (status, (string?)body["error"]!["code"]));
        box.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(4, (int)(await box.Post("/rest/api/1/demo/test.add", """{"a":1}""", "key")).Body["result"]!);
    }

    [Fact]
    public async Task A_bug_of_a_method_is_a_500_and_not_a_dead_portal()
    {
        await using var box = await TestBox.Start();
        box.Host.Methods.Add(new RestMethod("test.bug", null, _ => throw new InvalidOperationException("oops")));
        var (status, body) = await box.Get(box.Host.Url + "/rest/1/demo/test.bug");
        Assert.Equal((500, "INTERNAL_SERVER_ERROR"), (status, (string?)body["error"]));
    }

    [Theory]
    [InlineData("a=1&a=2", """{"a":"2"}""")]
    [InlineData("a[]=1&a[x]=2&a[]=3", """{"a":{"0":"1","x":"2","1":"3"}}""")]
    [InlineData("filter[!ID][]=1&filter[%3EDATE]=2", """{"filter":{"!ID":["1"],"\u003EDATE":"2"}}""")]
    [InlineData("a.b=1&x+y=2&flag", """{"a_b":"1","x_y":"2","flag":""}""")]
    [InlineData("a[b=1", """{"a":"1"}""")]
    [InlineData("a=1&a[b]=2", """{"a":{"b":"2"}}""")]
    [InlineData("", "{}")]
    public void Forms_are_read_as_php_reads_them(string form, string json) => Assert.Equal(json, PhpForm.Parse(form).ToJsonString());
}
