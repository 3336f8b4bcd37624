namespace B24App.EmulatedPortal.Tests.People;

public sealed class BridgeCommandTests
{
    [NodeTheory]
    [InlineData("without parameters", "getInitData:k1:5f", """{"command":"getInitData","parameters":{},"callback":"k1","sid":"5f"}""")]
    [InlineData("parameters hold colons", """openPath:{"path":"/a:b/"}:k2:5f""", """{"command":"openPath","parameters":{"path":"/a:b/"},"callback":"k2","sid":"5f"}""")]
    [InlineData("empty parameters", "refreshAuth::k3:5f", """{"command":"refreshAuth","parameters":{},"callback":"k3","sid":"5f"}""")]
    [InlineData("raw value", "setValue:not json:k4:5f", """{"command":"setValue","parameters":{},"callback":"k4","sid":"5f"}""")]
    [InlineData("too short", "hello", "null")]
    public void A_message_of_the_frame_is_taken_apart(string why, string message, string expected) =>
        Assert.True(expected == Node.Evaluate("command.js", "page.readCommand(given)", message).GetRawText(), why);

    [NodeFact]
    public void A_command_with_a_colon_in_its_name_comes_as_an_object() =>
        Assert.Equal(
            """{"command":"a:b","parameters":{"x":1},"callback":"k","sid":"5f"}""",
            Node.Evaluate("command.js", "page.readCommand(given)", new { method = "a:b", @params = new { x = 1 }, callback = "k", appSid = "5f" }).GetRawText());
}
