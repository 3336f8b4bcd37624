namespace B24App.EmulatedPortal.Tests.Crm;

public class CrmItemTests
{
    private readonly CrmDesk _desk = new();

    [Fact]
    public void One_record_is_read_as_strings_and_as_typed_values()
    {
        var company = _desk.Company();
        var deal = _desk.Id("crm.deal.add", $$$"""{"fields":{"TITLE":"Сделка","COMPANY_ID":{{{company}}},"OPPORTUNITY":10,"LEAD_ID":5}}""");
        var classic = _desk.Result("crm.deal.get", $$"""{"id":{{deal}}}""")!;
        Assert.Equal($"{deal}", classic["ID"]!.GetValue<string>());
        Assert.Equal($"{company}", classic["COMPANY_ID"]!.GetValue<string>());
        Assert.Null(classic["LEAD_ID"]);
        Assert.Equal("NEW", classic["STAGE_ID"]!.GetValue<string>());

        var item = _desk.Result("crm.item.get", $$"""{"entityTypeId":2,"id":{{deal}}}""")!["item"]!;
        Assert.Equal((deal, company, 10d), (item["id"]!.GetValue<long>(), item["companyId"]!.GetValue<long>(), item["opportunity"]!.GetValue<double>()));
    }

    [Fact]
    public void The_universal_family_writes_what_the_classic_one_only_reads()
    {
        var lead = _desk.Lead();
        var deal = _desk.Result("crm.item.add", $$$"""{"entityTypeId":2,"fields":{"title":"x","leadId":{{{lead}}},"misspelt":1}}""")!["item"]!;
        Assert.Equal(lead, deal["leadId"]!.GetValue<long>());
        Assert.Single(_desk.Result("crm.deal.list", """{"filter":{">LEAD_ID":0},"select":["ID","LEAD_ID"]}""")!.AsArray());
        _desk.Result("crm.item.update", """{"entityTypeId":2,"id":1,"fields":{"categoryId":3,"stageId":"C3:NEW"}}""");
        Assert.Equal("ONCRMDEALMOVETOCATEGORY [FIELDS][ID]=1&[FIELDS][CATEGORY_ID]=3&[FIELDS][STAGE_ID]=C3:NEW", _desk.Events[^1]);
    }

    [Fact]
    public void The_smart_process_lives_through_the_universal_family_alone()
    {
        var deal = _desk.Deal();
        var id = _desk.Result("crm.item.add", $$$"""{"entityTypeId":128,"fields":{"title":"Услуга","parentId2":{{{deal}}}}}""")!["item"]!["id"]!.GetValue<long>();
        Assert.Equal($"ONCRMDYNAMICITEMADD [FIELDS][ID]={id}&[FIELDS][ENTITY_TYPE_ID]=128", _desk.Events[^1]);
        var list = _desk.Ask("crm.item.list", $$$"""{"entityTypeId":128,"filter":{"parentId2":{{{deal}}}},"select":["id","parentId2"]}""");
        Assert.Equal(deal, list.Result!["items"]![0]!["parentId2"]!.GetValue<long>());
        Assert.Equal(1, list.Total);
        Assert.Equal("[]", _desk.Result("crm.item.delete", $$"""{"entityTypeId":128,"id":{{id}}}""")!.ToJsonString());
        Assert.Equal("NOT_FOUND", _desk.Refused("crm.item.get", $$"""{"entityTypeId":128,"id":{{id}}}""").Code);
        Assert.Equal("ENTITY_TYPE_NOT_SUPPORTED", _desk.Refused("crm.item.list", """{"entityTypeId":5}""").Code);
        Assert.Equal("INVALID_ARG_VALUE", _desk.Refused("crm.item.list", """{"entityTypeId":2,"filter":{"star":1}}""").Code);
        Assert.Equal("NOT_FOUND", _desk.Refused("crm.item.list", """{"entityTypeId":200}""").Code);
    }

    [Fact]
    public void An_or_in_a_filter_is_a_numbered_map()
    {
        _desk.Deal();
        _desk.Deal();
        _desk.Deal();
        Assert.Equal(2, _desk.Result("crm.item.list", """{"entityTypeId":2,"filter":{"0":{"logic":"OR","0":{"=id":1},"1":{"=id":3}}}}""")!["items"]!.AsArray().Count);
    }

    [Fact]
    public void The_first_company_of_a_contact_is_its_company_and_the_next_takes_its_place()
    {
        var contact = _desk.Contact();
        var (first, second) = (_desk.Company("А"), _desk.Company("Б"));
        Assert.True(Link("add", contact, first));
        Assert.False(Link("add", contact, first));
        Assert.True(Link("add", contact, second));
        Assert.Equal($"{first}", _desk.Result("crm.contact.get", $$"""{"id":{{contact}}}""")!["COMPANY_ID"]!.GetValue<string>());
        Assert.False(_desk.Result("crm.contact.get", $$"""{"id":{{contact}}}""")!.AsObject().ContainsKey("COMPANY_IDS"));
        Assert.Equal([first, second], _desk.Result("crm.item.get", $$"""{"entityTypeId":3,"id":{{contact}}}""")!["item"]!["companyIds"]!.AsArray().Select(id => id!.GetValue<long>()));

        _desk.Events.Clear();
        Assert.True(Link("delete", contact, first));
        Assert.Equal([$"ONCRMCONTACTUPDATE [FIELDS][ID]={contact}"], _desk.Events);
        Assert.Equal($$"""[{"COMPANY_ID":{{second}},"SORT":20,"ROLE_ID":0,"IS_PRIMARY":"Y"}]""", _desk.Result("crm.contact.company.items.get", $$"""{"id":{{contact}}}""")!.ToJsonString());
        Assert.Equal("The parameter 'ownerEntityID' is invalid or not defined.", _desk.Refused("crm.contact.company.items.get").Message);
        Assert.Equal("Not found", _desk.Refused("crm.company.contact.items.get", """{"id":99}""").Message);
    }

    [Fact]
    public void A_field_for_former_contacts_gives_bare_ids_whatever_was_written()
    {
        const string field = """{"fields":{"FIELD_NAME":"B24APP_FORMER_CONTACTS","USER_TYPE_ID":"crm","MULTIPLE":"Y","SETTINGS":{"CONTACT":"Y"}}}""";
        Assert.Equal("ACCESS_DENIED", _desk.Refused("crm.company.userfield.add", field, user: 5).Code);
        _desk.Id("crm.company.userfield.add", field);
        var company = _desk.Company();
        Assert.False(_desk.Result("crm.company.get", $$"""{"id":{{company}}}""")!["UF_CRM_B24APP_FORMER_CONTACTS"]!.GetValue<bool>());
        _desk.Result("crm.company.update", $$$"""{"id":{{{company}}},"fields":{"UF_CRM_B24APP_FORMER_CONTACTS":["C_2","C_3"]}}""");
        Assert.Equal("""["2","3"]""", _desk.Result("crm.company.get", $$"""{"id":{{company}}}""")!["UF_CRM_B24APP_FORMER_CONTACTS"]!.ToJsonString());
        Assert.Equal("""["2","3"]""", _desk.Result("crm.item.get", $$"""{"entityTypeId":4,"id":{{company}},"useOriginalUfNames":"Y"}""")!["item"]!["UF_CRM_B24APP_FORMER_CONTACTS"]!.ToJsonString());
    }

    [Fact]
    public void A_star_leaves_out_custom_fields_and_telephones()
    {
        _desk.Id("crm.contact.userfield.add", """{"fields":{"FIELD_NAME":"MARK","USER_TYPE_ID":"string"}}""");
        _desk.Contact(more: ",\"PHONE\":[{\"VALUE\":\"+7900\",\"VALUE_TYPE\":\"WORK\"}],\"UF_CRM_MARK\":\"gone\"");
        var star = _desk.Result("crm.contact.list", """{"select":["*"]}""")![0]!.AsObject();
        Assert.False(star.ContainsKey("PHONE") || star.ContainsKey("UF_CRM_MARK"));
        Assert.Equal("Y", star["HAS_PHONE"]!.GetValue<string>());
        var more = _desk.Result("crm.contact.list", """{"select":["*","UF_*","PHONE"],"filter":{"UF_CRM_MARK":"gone"}}""")![0]!.AsObject();
        Assert.Equal("+7900", more["PHONE"]![0]!["VALUE"]!.GetValue<string>());
        Assert.Equal("gone", more["UF_CRM_MARK"]!.GetValue<string>());
        Assert.Equal("Not found", _desk.Refused("crm.contact.get", """{"id":99}""").Message);
    }

    private bool Link(string verb, long contact, long company) =>
        _desk.Result("crm.contact.company." + verb, $$$"""{"id":{{{contact}}},"fields":{"COMPANY_ID":{{{company}}}}}""")!.GetValue<bool>();
}
