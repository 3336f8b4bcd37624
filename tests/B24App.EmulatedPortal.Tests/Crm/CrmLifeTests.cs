using B24App.EmulatedPortal.Crm;

namespace B24App.EmulatedPortal.Tests.Crm;

public class CrmLifeTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_conversion_makes_a_deal_with_the_leads_id_and_carries_activities_over_or_does_not(bool binds)
    {
        var desk = new CrmDesk(switches => switches with { ConversionBindsActivities = binds });
        var lead = desk.Lead(",\"NAME\":\"Иван\",\"COMPANY_TITLE\":\"Ромашка\"");
        desk.Call(1, lead);
        desk.Events.Clear();

        var deal = LeadConversion.Convert(desk.Portal, desk.Portal.Users[1], desk.Board.Find(new CrmKey(1, lead))!);

        Assert.Equal(["ONCRMCOMPANYADD", "ONCRMCONTACTADD", "ONCRMDEALADD", "ONCRMLEADUPDATE"], desk.Events.Select(line => line.Split(' ')[0]));
        Assert.Equal($"{lead}", desk.Result("crm.deal.get", $$"""{"id":{{deal.Key.Id}}}""")!["LEAD_ID"]!.GetValue<string>());
        Assert.Equal("CONVERTED", desk.Result("crm.lead.get", $$"""{"id":{{lead}}}""")!["STATUS_ID"]!.GetValue<string>());
        Assert.Equal(binds ? 1 : 0, desk.Board.ActivitiesOf(deal.Key).Count);
    }

    [Fact]
    public void A_status_converted_that_is_written_through_rest_makes_nothing()
    {
        var desk = new CrmDesk();
        var lead = desk.Lead();
        desk.Result("crm.lead.update", $$$"""{"id":{{{lead}}},"fields":{"STATUS_ID":"CONVERTED"}}""");
        Assert.Empty(desk.Result("crm.deal.list")!.AsArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_deleted_contact_shared_stays_with_the_company_or_goes_along(bool takes)
    {
        var desk = new CrmDesk(switches => switches with { OwnerDeletionTakesActivities = takes });
        var contact = desk.Contact();
        var company = desk.Company();
        var shared = desk.Call(3, contact);
        desk.Call(3, contact);
        desk.Result("crm.activity.binding.add", $$"""{"activityId":{{shared}},"entityTypeId":4,"entityId":{{company}}}""");
        var comment = desk.Id("crm.timeline.comment.add", $$$"""{"fields":{"ENTITY_TYPE":"contact","ENTITY_ID":{{{contact}}},"COMMENT":"x"}}""");
        desk.Result("crm.timeline.bindings.bind", $$$"""{"fields":{"OWNER_ID":{{{comment}}},"ENTITY_ID":{{{company}}},"ENTITY_TYPE":"company"}}""");

        desk.Result("crm.contact.delete", $$"""{"id":{{contact}}}""");

        Assert.Equal(takes ? 0 : 1, desk.Board.ActivitiesOf(new CrmKey(4, company)).Count);
        Assert.Equal(takes ? 0 : 1, desk.Board.CommentsOf(new CrmKey(4, company)).Count);
        Assert.Equal(takes ? 0 : 1, desk.Board.Activities.Count);
        if (!takes)
        {
            Assert.Equal(new CrmKey(4, company), desk.Activity(shared).Owner);
        }

        Assert.Equal("ONCRMCONTACTDELETE [FIELDS][ID]=1", desk.Events[^1]);
    }

    [Theory]
    [InlineData(false, "[ID]=1")]
    [InlineData(true, "[FIELDS][ID]=1")]
    public void An_event_carries_the_id_and_a_comment_in_its_own_shape(bool underFields, string comment)
    {
        var desk = new CrmDesk(switches => switches with { CommentEventsUseFields = underFields });
        var contact = desk.Contact();
        desk.Call(3, contact);
        desk.Id("crm.timeline.comment.add", $$$"""{"fields":{"ENTITY_TYPE":"contact","ENTITY_ID":{{{contact}}},"COMMENT":"x"}}""");
        Assert.Equal(["ONCRMCONTACTADD [FIELDS][ID]=1", "ONCRMACTIVITYADD [FIELDS][ID]=1", "ONCRMTIMELINECOMMENTADD " + comment], desk.Events);
    }
}
