using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Crm;

/// <summary><c>crm.contact.company.*</c> and its mirror <c>crm.company.contact.*</c> (b24restdocs: crm/contacts/company, crm/companies/contacts).</summary>
internal static class CompanyLinkMethods
{
    public static void Register(MethodTable table)
    {
        foreach (var side in new[] { new Side(CrmTypes.Contact, "contact", "company", "COMPANY_ID"), new Side(CrmTypes.Company, "company", "contact", "CONTACT_ID") })
        {
            var name = $"crm.{side.Own}.{side.Other}.";
            table.Add(new RestMethod(name + "items.get", "crm", call => Get(call, side)));
            table.Add(new RestMethod(name + "items.set", "crm", call => Set(call, side)));
            table.Add(new RestMethod(name + "items.delete", "crm", call => Clear(call, side)));
            table.Add(new RestMethod(name + "add", "crm", call => Add(call, side)));
            table.Add(new RestMethod(name + "delete", "crm", call => Delete(call, side)));
            table.Add(new RestMethod(name + "fields", "crm", _ => Fields(side)));
        }
    }

    private static RestAnswer Get(RestCall call, Side side)
    {
        var owner = Owner(call, side);
        return new RestAnswer(new JsonArray([.. Links(call, side, owner).Select(link => (JsonNode)new JsonObject
        {
            [side.Key] = side.OtherId(link), ["SORT"] = link.Sort, ["ROLE_ID"] = 0, ["IS_PRIMARY"] = link.IsPrimary ? "Y" : "N",
        })]));
    }

    private static RestAnswer Add(RestCall call, Side side)
    {
        var owner = Owner(call, side);
        var fields = Php.Field(call.Parameters, "fields") as JsonObject;
        var other = Php.AsId(Php.Field(fields, side.Key)) ?? throw CrmErrors.Text("The parameter 'fields' is not valid");
        var isNew = Link(call, side, owner.Key.Id, other, fields!);
        if (isNew)
        {
            ItemActions.Linked(call.Portal, call.User, owner);
        }

        return new RestAnswer(isNew);
    }

    private static RestAnswer Delete(RestCall call, Side side)
    {
        var owner = Owner(call, side);
        var other = Php.AsId(Php.Field(Php.Field(call.Parameters, "fields"), side.Key)) ?? throw CrmErrors.Text("The parameter 'fields' is not valid");
        var (contact, company) = side.Pair(owner.Key.Id, other);
        var isGone = CompanyLinks.Remove(call.Portal.State<CrmBoard>(), contact, company);
        if (isGone)
        {
            ItemActions.Linked(call.Portal, call.User, owner);
        }

        return new RestAnswer(isGone);
    }

    private static RestAnswer Set(RestCall call, Side side)
    {
        var owner = Owner(call, side);
        if (Php.Field(call.Parameters, "items") is not { } items)
        {
            throw CrmErrors.Text("The parameter 'items' is not valid");
        }

        Drop(call, side, owner);
        foreach (var item in Php.AsList(items).OfType<JsonObject>())
        {
            Link(call, side, owner.Key.Id, Php.AsId(Php.Field(item, side.Key)) ?? throw CrmErrors.Text("The parameter 'items' is not valid"), item);
        }

        ItemActions.Linked(call.Portal, call.User, owner);
        return new RestAnswer(true);
    }

    private static RestAnswer Clear(RestCall call, Side side)
    {
        var owner = Owner(call, side);
        Drop(call, side, owner);
        ItemActions.Linked(call.Portal, call.User, owner);
        return new RestAnswer(true);
    }

    private static RestAnswer Fields(Side side)
    {
        static JsonObject Field(string type, bool required) => new()
        {
            ["type"] = type,
            ["isRequired"] = required,
            ["isReadOnly"] = false,
            ["isImmutable"] = false,
            ["isMultiple"] = false,
            ["isDynamic"] = false,
        };
        return new RestAnswer(new JsonObject { [side.Key] = Field("integer", true), ["IS_PRIMARY"] = Field("char", false), ["SORT"] = Field("integer", false) });
    }

    private static void Drop(RestCall call, Side side, CrmItem owner)
    {
        foreach (var link in Links(call, side, owner))
        {
            CompanyLinks.Remove(call.Portal.State<CrmBoard>(), link.ContactId, link.CompanyId);
        }
    }

    private static bool Link(RestCall call, Side side, long own, long other, JsonObject sent)
    {
        var board = call.Portal.State<CrmBoard>();
        if (board.Find(new CrmKey(side.OtherType, other)) is null)
        {
            throw CrmErrors.Text("Not found");
        }

        var (contact, company) = side.Pair(own, other);
        return CompanyLinks.Add(board, contact, company, Php.AsText(Php.Field(sent, "IS_PRIMARY")) == "Y", Php.AsId(Php.Field(sent, "SORT")));
    }

    private static IReadOnlyList<CompanyLink> Links(RestCall call, Side side, CrmItem owner) => side.OwnType == CrmTypes.Contact
        ? call.Portal.State<CrmBoard>().CompaniesOf(owner.Key.Id)
        : call.Portal.State<CrmBoard>().ContactsOf(owner.Key.Id);

    private static CrmItem Owner(RestCall call, Side side)
    {
        var id = Php.AsId(Php.Field(call.Parameters, "id")) is > 0 and var known ? known : throw CrmErrors.Text("The parameter 'ownerEntityID' is invalid or not defined.");
        var item = call.Portal.State<CrmBoard>().Find(new CrmKey(side.OwnType, id)) ?? throw CrmErrors.Text("Not found");
        return CrmRights.CanRead(call.User, item) ? item : throw CrmErrors.AccessDenied();
    }

    private sealed record Side(int OwnType, string Own, string Other, string Key)
    {
        public int OtherType => OwnType == CrmTypes.Contact ? CrmTypes.Company : CrmTypes.Contact;

        public long OtherId(CompanyLink link) => OwnType == CrmTypes.Contact ? link.CompanyId : link.ContactId;

        public (long Contact, long Company) Pair(long own, long other) => OwnType == CrmTypes.Contact ? (own, other) : (other, own);
    }
}
