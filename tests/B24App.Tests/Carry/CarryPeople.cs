using System.Globalization;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Crm;
using B24App.EmulatedPortal.Hosting;
using CrmKey = B24App.EmulatedPortal.Crm.CrmKey;

namespace B24App.Tests.Carry;

/// <summary>What people do and see in the CRM of an emulated portal.</summary>
internal static class CarryPeople
{
    private const int Seeded = 2;

    public static long Contact(this PortalHost host, string name, long company = 0) =>
        Added(host, "contact", company == 0 ? new JsonObject { ["NAME"] = name } : new JsonObject { ["NAME"] = name, ["COMPANY_ID"] = company });

    public static long Company(this PortalHost host, string title = "Ромашка") => Added(host, "company", new JsonObject { ["TITLE"] = title });

    public static long Lead(this PortalHost host, string title = "Заявка") => Added(host, "lead", new JsonObject { ["TITLE"] = title });

    public static long Deal(this PortalHost host, string title = "Сделка") => Added(host, "deal", new JsonObject { ["TITLE"] = title });

    public static void Changes(this PortalHost host, string type, long id, string field, JsonNode? value) =>
        host.Call(1, $"crm.{type}.update", new JsonObject { ["id"] = id, ["fields"] = new JsonObject { [field] = value } });

    /// <summary>A custom field of a type.</summary>
    public static void Field(this PortalHost host, string type, string name, string kind = "boolean", string? label = null, string? names = null) =>
        host.Call(1, $"crm.{type}.userfield.add", new JsonObject
        {
            ["fields"] = new JsonObject { ["FIELD_NAME"] = name, ["USER_TYPE_ID"] = kind, ["EDIT_FORM_LABEL"] = label ?? name, ["SETTINGS"] = names is null ? new JsonObject() : new JsonObject { [names] = "Y" } },
        });

    /// <summary>Somebody calls, or writes: what telephony and mail record, with its event.</summary>
    public static long Calls(this PortalHost host, int type, long id, bool isLetter = false, long user = 5, int direction = 1)
    {
        lock (host.Portal.Gate)
        {
            return ActivityActions.Add(
                host.Portal, host.Portal.Users[user], new CrmKey(type, id), isLetter ? "CRM_EMAIL" : "VOXIMPLANT_CALL", isLetter ? 4 : 2, activity =>
                {
                    activity.Direction = direction;
                    activity.Subject = isLetter ? "Счёт" : "Звонок";
                    activity.Description = "Договорились о встрече";
                    activity.IsCompleted = true;
                    activity.StartTime = host.Portal.Clock.GetUtcNow();
                }).Id;
        }
    }

    /// <summary>A letter to a contact is written down: open, so that the portal sends nothing, and done afterwards.</summary>
    public static void Mails(this PortalHost host, long contact, string subject, string text)
    {
        var letter = host.Call(1, "crm.activity.add", new JsonObject
        {
            ["fields"] = new JsonObject
            {
                ["OWNER_TYPE_ID"] = 3,
                ["OWNER_ID"] = contact,
                ["TYPE_ID"] = 4,
                ["SUBJECT"] = subject,
                ["DIRECTION"] = 2,
                ["DESCRIPTION"] = text,
                ["COMPLETED"] = "N",
                ["COMMUNICATIONS"] = new JsonArray(new JsonObject { ["TYPE"] = "EMAIL", ["VALUE"] = "ivan@example.com", ["ENTITY_TYPE_ID"] = 3, ["ENTITY_ID"] = contact }),
            },
        });
        host.Call(1, "crm.activity.update", new JsonObject { ["id"] = letter!.DeepClone(), ["fields"] = new JsonObject { ["COMPLETED"] = "Y" } });
    }

    /// <summary>Another tool, or a person, writes an activity down once more: as a new one at a deal of this portal, or at another card.</summary>
    public static long Copies(this PortalHost host, long deal, CrmActivity entry, string tool = "", int type = 2, long user = 1)
    {
        lock (host.Portal.Gate)
        {
            return ActivityActions.Add(
                host.Portal, host.Portal.Users[user], new CrmKey(type, deal), entry.ProviderId, entry.TypeId, activity =>
                {
                    activity.Direction = entry.Direction;
                    activity.Subject = entry.Subject;
                    activity.Description = entry.Description;
                    activity.DescriptionType = entry.DescriptionType;
                    activity.IsCompleted = entry.IsCompleted;
                    activity.StartTime = entry.StartTime;
                    activity.OriginatorId = tool.Length > 0 ? tool : null;
                    activity.OriginId = tool.Length > 0 ? entry.Id.ToString(CultureInfo.InvariantCulture) : null;
                }).Id;
        }
    }

    public static long Remarks(this PortalHost host, int type, long id, string text, long user = 5)
    {
        lock (host.Portal.Gate)
        {
            return TimelineActions.Add(host.Portal, host.Portal.Users[user], new CrmKey(type, id), text, user).Id;
        }
    }

    /// <summary>A person presses "convert".</summary>
    public static long Converts(this PortalHost host, long lead)
    {
        lock (host.Portal.Gate)
        {
            return LeadConversion.Convert(host.Portal, host.Portal.Users[5], host.Portal.State<CrmBoard>().Find(new CrmKey(1, lead))!, withPeople: false).Key.Id;
        }
    }

    /// <summary>Calls of the app that change something, so far.</summary>
    public static int Writes(this PortalHost host) => host.Requests.Lines.Count(line => line.Method.Split('.')[^1] is "add" or "update" or "delete" or "bind" or "unbind" or "move" or "register" or "finish" && line.Method.StartsWith("crm.", StringComparison.Ordinal));

    /// <summary>Activities of a card, as its timeline shows them.</summary>
    public static IReadOnlyList<long> Shown(this PortalHost host, int type, long id)
    {
        lock (host.Portal.Gate)
        {
            return [.. host.Portal.State<CrmBoard>().ActivitiesOf(new CrmKey(type, id)).Select(activity => activity.Id)];
        }
    }

    public static IReadOnlyList<CrmActivity> Entries(this PortalHost host, int type, long id)
    {
        lock (host.Portal.Gate)
        {
            return [.. host.Portal.State<CrmBoard>().ActivitiesOf(new CrmKey(type, id))];
        }
    }

    /// <summary>Comments of a card.</summary>
    public static IReadOnlyList<string> Remarks(this PortalHost host, int type, long id)
    {
        lock (host.Portal.Gate)
        {
            return [.. host.Portal.State<CrmBoard>().CommentsOf(new CrmKey(type, id)).Select(comment => comment.Text)];
        }
    }

    /// <summary>Activities of the portal beside those its seed brought.</summary>
    public static int Activities(this PortalHost host)
    {
        lock (host.Portal.Gate)
        {
            return host.Portal.State<CrmBoard>().Activities.Count - Seeded;
        }
    }

    public static IReadOnlyList<SentLetter> SentLetters(this PortalHost host)
    {
        lock (host.Portal.Gate)
        {
            return [.. host.Portal.State<CrmBoard>().SentLetters];
        }
    }

    public static IReadOnlyList<CrmKey> Cards(this PortalHost host, long activity)
    {
        lock (host.Portal.Gate)
        {
            return [.. host.Portal.State<CrmBoard>().Activities[activity].Bindings];
        }
    }

    /// <summary>The same, ordered: a pair of type and id for each.</summary>
    public static IReadOnlyList<(int, long)> Stands(this PortalHost host, long activity) => [.. host.Cards(activity).Select(card => (card.TypeId, card.Id)).Order()];

    /// <summary>A person shows an activity in one more card.</summary>
    public static void Binds(this PortalHost host, long activity, int type, long id) =>
        host.Call(1, "crm.activity.binding.add", new JsonObject { ["activityId"] = activity, ["entityTypeId"] = type, ["entityId"] = id });

    /// <summary>A person shows a comment in a company's card too.</summary>
    public static void BindsRemark(this PortalHost host, string text, long company)
    {
        long id;
        lock (host.Portal.Gate)
        {
            id = host.Portal.State<CrmBoard>().Comments.Values.Single(comment => comment.Text == text).Id;
        }

        host.Call(1, "crm.timeline.bindings.bind", new JsonObject { ["fields"] = new JsonObject { ["OWNER_ID"] = id, ["ENTITY_ID"] = company, ["ENTITY_TYPE"] = "company" } });
    }

    /// <summary>Former contacts a company keeps.</summary>
    public static IReadOnlyList<long> Former(this PortalHost host, long company) => host.Call(1, "crm.company.get", new JsonObject { ["id"] = company })![B24App.Carry.FormerField.Name] is JsonArray kept
        ? [.. kept.Select(one => long.Parse(one!.ToString().Replace("C_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture))]
        : [];

    /// <summary>Companies of a contact.</summary>
    public static IReadOnlyList<string> Companies(this PortalHost host, long contact) =>
        [.. host.Call(1, "crm.contact.company.items.get", new JsonObject { ["id"] = contact })!.AsArray().Select(row => $"{row!["COMPANY_ID"]}{(row["IS_PRIMARY"]!.GetValue<string>() == "Y" ? "*" : "")}")];

    private static long Added(PortalHost host, string type, JsonObject fields) =>
        long.Parse(host.Call(1, $"crm.{type}.add", new JsonObject { ["fields"] = fields })!.ToString(), CultureInfo.InvariantCulture);
}
