using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Crm;

/// <summary><c>crm.timeline.comment.*</c>: comments of one card at a time (b24restdocs: crm/timeline/comments).</summary>
internal static class TimelineCommentMethods
{
    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("crm.timeline.comment.add", "crm", Add));
        table.Add(new RestMethod("crm.timeline.comment.update", "crm", Update));
        table.Add(new RestMethod("crm.timeline.comment.get", "crm", Get));
        table.Add(new RestMethod("crm.timeline.comment.list", "crm", List));
        table.Add(new RestMethod("crm.timeline.comment.delete", "crm", Delete));
        table.Add(new RestMethod("crm.timeline.comment.fields", "crm", _ => Fields()));
    }

    private static RestAnswer Add(RestCall call)
    {
        var fields = Sent(call);
        var key = Owner(fields);
        var text = Php.AsText(Php.Field(fields, "COMMENT")) is { } given && given.Trim().Length > 0 ? given : throw CrmErrors.WrongValue("Empty comment message");
        if (call.Portal.State<CrmBoard>().Find(key) is { } item && !CrmRights.CanRead(call.User, item))
        {
            throw CrmErrors.AccessDenied();
        }

        var author = call.User.IsAdmin ? Php.AsId(Php.Field(fields, "AUTHOR_ID")) ?? call.User.Id : call.User.Id;
        var comment = TimelineActions.Add(call.Portal, call.User, key, text, author);
        comment.Files.AddRange(CrmFiles.Store(call.Portal, call.User, Php.AsList(Php.Field(fields, "FILES"))));
        return new RestAnswer(comment.Id);
    }

    private static RestAnswer Update(RestCall call)
    {
        var comment = Found(call);
        if (!call.User.IsAdmin && comment.AuthorId != call.User.Id)
        {
            throw CrmErrors.AccessDenied();
        }

        var fields = Sent(call);
        if (fields.ContainsKey("FILES"))
        {
            comment.Files.Clear();
            comment.Files.AddRange(CrmFiles.Store(call.Portal, call.User, Php.AsList(Php.Field(fields, "FILES"))));
        }

        TimelineActions.Edit(call.Portal, call.User, comment, Php.AsText(Php.Field(fields, "COMMENT")) ?? comment.Text);
        return new RestAnswer(comment.Id);
    }

    private static RestAnswer Get(RestCall call)
    {
        var id = Php.AsId(Php.Field(call.Parameters, "id")) is > 0 and var given ? given : throw CrmErrors.Text("ID is not defined or invalid.");
        var comment = call.Portal.State<CrmBoard>().Comments.GetValueOrDefault(id) ?? throw CrmErrors.Text("Not found.");
        return CrmRights.CanRead(call.Portal, call.User, comment)
            ? new RestAnswer(Shape(call, comment, comment.Bindings[0], []))
            : throw CrmErrors.Text("Access denied.");
    }

    private static RestAnswer List(RestCall call)
    {
        var filter = Php.Field(call.Parameters, "filter") as JsonObject ?? [];
        var id = Php.AsId(Php.Field(filter, "ENTITY_ID")) is > 0 and var given ? given : throw CrmErrors.Text("ENTITY_ID is not defined or invalid.");
        var type = CrmTypes.ByName(Php.AsText(Php.Field(filter, "ENTITY_TYPE"))) ?? throw CrmErrors.Text("ENTITY_TYPE is not defined or invalid.");
        var key = new CrmKey(type.Id, id);
        if (call.Portal.State<CrmBoard>().Find(key) is { } item && !CrmRights.CanRead(call.User, item))
        {
            throw CrmErrors.Text("Access denied.");
        }

        var select = CrmPage.Select(call);
        static Func<TimelineComment, object?>? Reader(string name) => name.ToUpperInvariant() switch
        {
            "ID" => comment => comment.Id,
            "CREATED" => comment => comment.Created,
            "AUTHOR_ID" => comment => comment.AuthorId,
            _ => null,
        };
        // Filtered by its card alone: ">ID" and "start=-1" do not work here (crm.md §4.4).
        var rows = RowFilter.Order(call.Portal.State<CrmBoard>().CommentsOf(key), Php.Field(call.Parameters, "order"), Reader, "ID").ToList();
        var start = (int)Math.Max(Php.AsId(Php.Field(call.Parameters, "start")) ?? 0, 0);
        return new RestAnswer(
            new JsonArray([.. rows.Skip(start).Take(CrmPage.Size).Select(comment => (JsonNode)Shape(call, comment, key, select))]),
            rows.Count,
            start + CrmPage.Size < rows.Count ? start + CrmPage.Size : null);
    }

    private static RestAnswer Delete(RestCall call)
    {
        var comment = Found(call);
        if (!call.User.IsAdmin && comment.AuthorId != call.User.Id)
        {
            throw CrmErrors.AccessDenied();
        }

        if (Php.AsId(Php.Field(call.Parameters, "ownerId")) is { } owner)
        {
            var key = new CrmKey((int)(Php.AsId(Php.Field(call.Parameters, "ownerTypeId")) ?? 0), owner);
            TimelineActions.Leave(call.Portal, call.User, comment, comment.Bindings.Contains(key) ? key : throw CrmErrors.OwnerNotFound());
        }
        else if (comment.Bindings.Count > 1)
        {
            throw new RestError("MULTIPLE_BINDINGS", "Element has multiple bindings");
        }
        else
        {
            TimelineActions.Delete(call.Portal, call.User, comment);
        }

        return new RestAnswer(null);
    }

    private static RestAnswer Fields()
    {
        static JsonObject Field(string name, string type, bool readOnly, bool immutable, bool required) => new()
        {
            ["type"] = type,
            ["isRequired"] = required,
            ["isReadOnly"] = readOnly,
            ["isImmutable"] = immutable,
            ["isMultiple"] = false,
            ["isDynamic"] = false,
            ["title"] = name,
        };
        return new RestAnswer(new JsonObject
        {
            ["ID"] = Field("ID", "integer", true, false, false),
            ["CREATED"] = Field("CREATED", "datetime", true, false, false),
            ["ENTITY_ID"] = Field("ENTITY_ID", "integer", false, true, true),
            ["ENTITY_TYPE"] = Field("ENTITY_TYPE", "string", false, true, true),
            ["AUTHOR_ID"] = Field("AUTHOR_ID", "integer", false, true, false),
            ["COMMENT"] = Field("COMMENT", "string", false, false, true),
            ["FILES"] = Field("FILES", "attached_diskfile", false, false, false),
        });
    }

    // The key must be written small (crm.md §2.2).
    private static JsonObject Sent(RestCall call) => call.Parameters["fields"] as JsonObject ?? throw CrmErrors.Missing("fields");

    private static CrmKey Owner(JsonObject fields)
    {
        var type = CrmTypes.ByName(Php.AsText(Php.Field(fields, "ENTITY_TYPE"))) ?? throw CrmErrors.OwnerNotFound();
        return new CrmKey(type.Id, Php.AsId(Php.Field(fields, "ENTITY_ID")) is > 0 and var id ? id : throw CrmErrors.OwnerNotFound());
    }

    private static TimelineComment Found(RestCall call)
    {
        var id = Php.AsId(Php.Field(call.Parameters, "id")) ?? throw CrmErrors.Missing("id");
        return call.Portal.State<CrmBoard>().Comments.GetValueOrDefault(id) ?? throw CrmErrors.NotFound("Not found.");
    }

    private static JsonObject Shape(RestCall call, TimelineComment comment, CrmKey key, HashSet<string> select)
    {
        var all = new Dictionary<string, JsonNode?>
        {
            ["ID"] = Php.Text(comment.Id),
            ["ENTITY_ID"] = Php.Text(key.Id),
            ["ENTITY_TYPE"] = CrmTypes.Find(key.TypeId)!.Name.ToLowerInvariant(),
            ["CREATED"] = PortalDates.Print(comment.Created, call.User),
            ["COMMENT"] = comment.Text,
            ["AUTHOR_ID"] = Php.Text(comment.AuthorId),
            ["FILES"] = CrmFiles.OfComment(call.Portal, comment, call.User),
        };
        return new JsonObject(all.Where(pair => select.Count == 0 || select.Contains("*") || select.Contains(pair.Key)));
    }
}
