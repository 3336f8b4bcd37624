namespace B24App.EmulatedPortal.Tests.Crm;

public class DuplicateTests
{
    private readonly CrmDesk _desk = new();

    [Fact]
    public void Records_are_found_by_an_address_in_any_case_and_a_number_in_any_spelling()
    {
        var contact = _desk.Contact(more: ""","EMAIL":[{"VALUE":"Anna@Example.com","VALUE_TYPE":"WORK"}],"PHONE":[{"VALUE":"+7 (900) 123-45-67","VALUE_TYPE":"WORK"}]""");
        _desk.Contact("Другой");
        Assert.Equal(contact, Assert.Single(Found("EMAIL", "anna@example.COM", "CONTACT")["CONTACT"]!.AsArray())!.GetValue<long>());
        Assert.Equal(contact, Assert.Single(Found("PHONE", "79001234567", "")["CONTACT"]!.AsArray())!.GetValue<long>());
        Assert.Equal("[]", _desk.Result("crm.duplicate.findbycomm", """{"type":"EMAIL","values":["nobody@example.com"]}""")!.ToJsonString());
        Assert.Equal("[]", _desk.Result("crm.duplicate.findbycomm", """{"type":"EMAIL","values":["anna@example.com"],"entity_type":"COMPANY"}""")!.ToJsonString());
    }

    [Theory]
    [InlineData("{}", "Communication type is not defined")]
    [InlineData("""{"type":"WEB","values":["x"]}""", "Communication type 'WEB' is not supported in current context")]
    [InlineData("""{"type":"EMAIL"}""", "Communication values is not defined")]
    public void A_question_without_sense_is_refused(string json, string code) => Assert.Equal(code, _desk.Refused("crm.duplicate.findbycomm", json).Code);

    private System.Text.Json.Nodes.JsonObject Found(string type, string value, string entity) =>
        _desk.Result("crm.duplicate.findbycomm", $$"""{"type":"{{type}}","values":["{{value}}"],"entity_type":"{{entity}}"}""")!.AsObject();
}
