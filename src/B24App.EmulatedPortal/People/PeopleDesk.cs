using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Comments;
using B24App.EmulatedPortal.Crm;
using B24App.EmulatedPortal.Hosting;
using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.People;

/// <summary>What the page may ask for. A refusal of the portal comes out as <see cref="RestError"/>.</summary>
internal sealed class PeopleDesk(PortalHost host)
{
    /// <summary>Answers one request of the page by its name; null when there is no such request.</summary>
    public JsonObject? Answer(string name, JsonObject asked) => name switch
    {
        "call" => Call(asked),
        "counters" => Counters(asked),
        "notices" => Notices(asked),
        "edit-comment" => EditComment(asked),
        "convert-lead" => ConvertLead(asked),
        "register-app" => RegisterApp(asked),
        "open" => Open(asked),
        "finish" => Finish(asked),
        "uninstall" => Uninstall(asked),
        "refresh-auth" => RefreshAuth(asked),
        _ => null,
    };

    // In person: no app, limits or journal. With a client id the method runs in the context of that app, because the
    // options that the frame bridge reads and writes exist only there.
    private JsonObject Call(JsonObject asked)
    {
        var method = Text(asked, "method");
        lock (host.Portal.Gate)
        {
            var found = host.Methods.Find(method, v3: false) ?? throw new RestError("ERROR_METHOD_NOT_FOUND", $"Method not found: {method}", 404);
            var parameters = Parameters(asked["params"]);
            var answer = found.Handler(new RestCall
            {
                Portal = host.Portal,
                User = User(asked),
                App = asked.ContainsKey("clientId") ? host.Portal.Apps.GetValueOrDefault(Text(asked, "clientId")) : null,
                Method = found.Name,
                Parameters = parameters,
                Positional = [.. parameters.Select(pair => pair.Value)],
            });
            return new JsonObject { ["result"] = answer.Result?.DeepClone(), ["total"] = answer.Total, ["next"] = answer.Next };
        }
    }

    // COMMENTS_COUNT knows only the old card; the browser counts the messages of the chats a person is in.
    private JsonObject Counters(JsonObject asked)
    {
        lock (host.Portal.Gate)
        {
            var user = User(asked);
            var counts = new JsonObject();
            foreach (var chat in host.Portal.State<ChatBoard>().Chats.Values)
            {
                if (chat.TaskId is { } task && chat.Members.TryGetValue(user.Id, out var member))
                {
                    counts[Php.Text(task)] = chat.Messages.Values.Count(message => !message.IsSystem && !message.IsDeleted && message.Id > member.HiddenUpTo);
                }
            }

            return new JsonObject { ["result"] = counts };
        }
    }

    // REST has no list of notices: only a person reads his.
    private JsonObject Notices(JsonObject asked)
    {
        lock (host.Portal.Gate)
        {
            var user = User(asked);
            return new JsonObject
            {
                ["result"] = new JsonArray([.. host.Portal.State<ChatBoard>().Notices.Where(notice => notice.UserId == user.Id).OrderByDescending(notice => notice.Id)
                    .Select(notice => (JsonNode)new JsonObject { ["id"] = notice.Id, ["text"] = notice.Text })]),
            };
        }
    }

    // In the browser everyone edits his own comment of the old card; the REST method asks for an administrator
    // (b24restdocs: api-reference/tasks/comment-item/task-comment-item-update.md).
    private JsonObject EditComment(JsonObject asked)
    {
        lock (host.Portal.Gate)
        {
            var user = User(asked);
            var comment = host.Portal.State<CommentBook>().Comments.GetValueOrDefault(Php.AsId(asked["comment"]) ?? 0);
            if (comment is null || comment.AuthorId != user.Id || Text(asked, "text").Trim().Length == 0)
            {
                throw new RestError("ACCESS_DENIED", "Access denied!", 403);
            }

            CommentActions.Edit(host.Portal, comment, user, Text(asked, "text"));
            return new JsonObject { ["result"] = true };
        }
    }

    // REST has no conversion: only a person converts a lead.
    private JsonObject ConvertLead(JsonObject asked)
    {
        lock (host.Portal.Gate)
        {
            var user = User(asked);
            var lead = host.Portal.State<CrmBoard>().Find(new CrmKey(CrmTypes.Lead, Php.AsId(asked["lead"]) ?? 0));
            return lead is not null && CrmRights.CanRead(user, lead) && lead.Text("STATUS_ID") != "CONVERTED"
                ? new JsonObject { ["deal"] = LeadConversion.Convert(host.Portal, user, lead).Key.Id }
                : throw new RestError("ACCESS_DENIED", "Access denied!", 403);
        }
    }

    private JsonObject RegisterApp(JsonObject asked)
    {
        if (!User(asked).IsAdmin)
        {
            throw new RestError("ACCESS_DENIED", "Access denied!", 403);
        }

        var card = AppRegistration.Read(asked, host.OAuth.Source);
        host.OAuth.Register(card);
        return new JsonObject { ["clientId"] = card.ClientId, ["clientSecret"] = card.ClientSecret, ["serverEndpoint"] = host.OAuth.ServerEndpoint };
    }

    private JsonObject Open(JsonObject asked)
    {
        var form = host.Install.Open(
            Text(asked, "clientId"), User(asked).Id, Php.AsText(asked["placement"]) ?? "DEFAULT", (asked["options"] as JsonObject)?.ToJsonString() ?? "{}");
        var fields = form.Fields.Select(field => new KeyValuePair<string, JsonNode?>(field.Key, field.Value));
        return new JsonObject { ["url"] = form.Url, ["isInstaller"] = form.IsInstaller, ["fields"] = new JsonObject(fields) };
    }

    private JsonObject Finish(JsonObject asked)
    {
        host.Install.Finish(Managed(asked));
        return new JsonObject { ["result"] = true };
    }

    private JsonObject Uninstall(JsonObject asked)
    {
        host.Install.Uninstall(Managed(asked), clean: asked["clean"]?.GetValueKind() == JsonValueKind.True);
        return new JsonObject { ["result"] = true };
    }

    // An application of this portal that the asking person may install and remove.
    private string Managed(JsonObject asked)
    {
        var clientId = Text(asked, "clientId");
        return User(asked).IsAdmin && host.Portal.Apps.ContainsKey(clientId) ? clientId : throw new RestError("ACCESS_DENIED", "Access denied!", 403);
    }

    private JsonObject RefreshAuth(JsonObject asked)
    {
        var clientId = Text(asked, "clientId");
        if (!host.Portal.Apps.ContainsKey(clientId))
        {
            throw new RestError("APPLICATION_NOT_FOUND", "Application not found", 404);
        }

        var tokens = host.Install.IssueTokens(clientId, User(asked).Id);
        var seconds = (long)(tokens.Expires - host.Portal.Clock.GetUtcNow()).TotalSeconds;
        return new JsonObject
        {
            ["AUTH_ID"] = tokens.Access,
            ["REFRESH_ID"] = tokens.Refresh,
            ["AUTH_EXPIRES"] = seconds.ToString(CultureInfo.InvariantCulture),
        };
    }

    private PortalUser User(JsonObject asked) =>
        Php.AsId(asked["as"]) is { } id && host.Portal.Users.TryGetValue(id, out var user) && user.IsActive
            ? user
            : throw new RestError("authorization_error", "Unable to authorize user", 401);

    private static string Text(JsonObject asked, string name) =>
        Php.AsText(asked[name]) ?? throw new RestError("INVALID_REQUEST", $"{name} is missing");

    private static JsonObject Parameters(JsonNode? sent) => sent switch
    {
        JsonObject map => map.DeepClone().AsObject(),
        JsonArray list => new JsonObject(list.Select((item, i) => new KeyValuePair<string, JsonNode?>(Php.Text(i), item?.DeepClone()))),
        _ => [],
    };
}
