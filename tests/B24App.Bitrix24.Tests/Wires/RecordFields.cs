using System.Text.Json;
using B24App.Bitrix24.Crm;

namespace B24App.Bitrix24.Tests.Wires;

/// <summary>Fields of records as portals describe them.</summary>
public sealed class RecordFields
{
    private const string Told = """
        {"fields":{
          "companyId":{"type":"crm_company","isDynamic":false,"title":"Company","settings":{"parentEntityTypeId":4}},
          "mycompanyId":{"type":"crm_company","isDynamic":false,"title":"Your company details","settings":{"isMyCompany":true,"parentEntityTypeId":4}},
          "contactIds":{"type":"crm_contact","isMultiple":true,"title":"CONTACT_IDS"},
          "parentId1248":{"type":"crm_entity","title":"Smart Process #16","settings":{"parentEntityTypeId":1248}},
          "parentId2":{"type":"crm_entity","title":"Deal"},
          "UF_CRM_TIE":{"type":"crm","isDynamic":true,"title":"Tied to","settings":{"LEAD":"N","DEAL":"Y","DYNAMIC_128":"Y"}},
          "UF_CRM_LOOSE":{"type":"crm","isDynamic":true,"title":"","formLabel":"Loose","settings":[]},
          "UF_CRM_LIST":{"type":"enumeration","isDynamic":true,"title":"Class","items":[{"ID":"44","VALUE":"A"},{"ID":45,"VALUE":"B"}]},
          "UF_CRM_BARE":{"type":"string","isDynamic":true}
        }}
        """;

    [Theory]
    [InlineData("companyId", "Company", false, new[] { 4 })]
    [InlineData("mycompanyId", "Your company details", false, new int[0])]
    [InlineData("contactIds", "CONTACT_IDS", false, new[] { 3 })]
    [InlineData("parentId1248", "Smart Process #16", false, new[] { 1248 })]
    [InlineData("parentId2", "Deal", false, new[] { 2 })]
    [InlineData("UF_CRM_TIE", "Tied to", true, new[] { 2, 128 })]
    [InlineData("UF_CRM_LOOSE", "Loose", true, new int[0])]
    [InlineData("UF_CRM_BARE", "UF_CRM_BARE", true, new int[0])]
    public void A_field_says_what_it_is_called_and_which_records_it_can_name(string name, string title, bool isCustom, int[] names)
    {
        var field = Read().Single(each => each.Name == name);
        Assert.Equal((title, isCustom), (field.Title, field.IsCustom));
        Assert.Equal(names, field.Names);
    }

    [Fact]
    public void A_list_says_what_can_be_chosen() =>
        Assert.Equal([("44", "A"), ("45", "B")], Read().Single(field => field.Name == "UF_CRM_LIST").Items);

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"fields":[]}""")]
    public void Nothing_is_no_field(string told) => Assert.Empty(RecordField.ListFrom(JsonDocument.Parse(told).RootElement));

    private static IReadOnlyList<RecordField> Read() => RecordField.ListFrom(JsonDocument.Parse(Told).RootElement);
}
