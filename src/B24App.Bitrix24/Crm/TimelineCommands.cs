using System.Text.Json.Nodes;
using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.Crm;

/// <summary>Commands on comments of timelines (b24restdocs: api-reference/crm/timeline/comments/, bindings/). There is no list over all cards.</summary>
public static class TimelineCommands
{
    /// <summary>One comment.</summary>
    public static Command Get(long id) => new("crm.timeline.comment.get", new JsonObject { ["id"] = id });

    /// <summary>One page of 50 comments of a card, oldest first; neither <c>&gt;ID</c> nor <c>start=-1</c> works here.</summary>
    public static Command Of(CrmRef record, int start) => new("crm.timeline.comment.list", new JsonObject
    {
        ["filter"] = new JsonObject { ["ENTITY_ID"] = record.Id, ["ENTITY_TYPE"] = CrmRef.NameOf(record.Type) },
        ["order"] = new JsonObject { ["ID"] = "ASC" },
        ["select"] = new JsonArray("ID", "CREATED", "AUTHOR_ID", "ENTITY_ID", "ENTITY_TYPE"),
        ["start"] = start,
    });

    /// <summary>The newest comments of a card with their texts, for a look after a lost answer.</summary>
    public static Command NewestOf(CrmRef record) => new("crm.timeline.comment.list", new JsonObject
    {
        ["filter"] = new JsonObject { ["ENTITY_ID"] = record.Id, ["ENTITY_TYPE"] = CrmRef.NameOf(record.Type) },
        ["order"] = new JsonObject { ["ID"] = "DESC" },
    });

    /// <summary>One page of 50 comments of a card with their texts, oldest first.</summary>
    public static Command TextsOf(CrmRef record, int start) => Page(record, "ASC", start);

    /// <summary>One page of 50 comments of a card with their texts, newest first.</summary>
    public static Command LatestOf(CrmRef record, int start) => Page(record, "DESC", start);

    /// <summary>Writes a comment as the token's user; whether the record exists is not checked.</summary>
    public static Command Add(CrmRef record, string text) => new("crm.timeline.comment.add", new JsonObject
    {
        ["fields"] = new JsonObject { ["ENTITY_ID"] = record.Id, ["ENTITY_TYPE"] = CrmRef.NameOf(record.Type), ["COMMENT"] = text },
    })
    {
        IsWrite = true,
    };

    /// <summary>Rewrites a comment; files that are not named stay.</summary>
    public static Command Update(long id, string text) =>
        new("crm.timeline.comment.update", new JsonObject { ["id"] = id, ["fields"] = new JsonObject { ["COMMENT"] = text } }) { IsWrite = true };

    /// <summary>
    /// Names all files of a comment anew; an empty list clears them (b24restdocs: api-reference/files/how-to-update-files.md). A text of null stays as it is, files of
    /// null too.
    /// </summary>
    public static Command Fill(long id, string? text, IReadOnlyList<(string Name, string Content)>? files)
    {
        var fields = new JsonObject();
        if (text is not null)
        {
            fields["COMMENT"] = text;
        }

        if (files is not null)
        {
            fields["FILES"] = new JsonArray([.. files.Select(file => (JsonNode)new JsonArray(file.Name, file.Content))]);
        }

        return new Command("crm.timeline.comment.update", new JsonObject { ["id"] = id, ["fields"] = fields }) { IsWrite = true };
    }

    /// <summary>Takes a comment out of one card; out of the last one it is deleted.</summary>
    public static Command Delete(long id, CrmRef record) =>
        new("crm.timeline.comment.delete", new JsonObject { ["id"] = id, ["ownerTypeId"] = record.Type, ["ownerId"] = record.Id }) { IsWrite = true };

    /// <summary>The note that a person pinned to an activity or a comment of a card; refused as not found when there is none.</summary>
    public static Command NoteOn(CrmRef record, long id, bool isActivity) => new("crm.timeline.note.get", new JsonObject
    {
        ["ownerTypeId"] = record.Type,
        ["ownerId"] = record.Id,
        ["itemType"] = isActivity ? 2 : 1,
        ["itemId"] = id,
    });

    /// <summary>In which cards a comment is shown; the first is where it was written.</summary>
    public static Command Bindings(long id) => new("crm.timeline.bindings.list", new JsonObject { ["filter"] = new JsonObject { ["OWNER_ID"] = id } });

    /// <summary>Shows it in one more card; the answer is false when it was there already.</summary>
    public static Command Bind(long id, CrmRef record) => OnBinding("crm.timeline.bindings.bind", id, record);

    /// <summary>Takes it out of a card.</summary>
    public static Command Unbind(long id, CrmRef record) => OnBinding("crm.timeline.bindings.unbind", id, record);

    private static Command Page(CrmRef record, string order, int start) => new("crm.timeline.comment.list", new JsonObject
    {
        ["filter"] = new JsonObject { ["ENTITY_ID"] = record.Id, ["ENTITY_TYPE"] = CrmRef.NameOf(record.Type) },
        ["order"] = new JsonObject { ["ID"] = order },
        ["select"] = new JsonArray("ID", "CREATED", "AUTHOR_ID", "COMMENT", "FILES"),
        ["start"] = start,
    });

    private static Command OnBinding(string method, long id, CrmRef record) => new(method, new JsonObject
    {
        ["fields"] = new JsonObject { ["OWNER_ID"] = id, ["ENTITY_ID"] = record.Id, ["ENTITY_TYPE"] = CrmRef.NameOf(record.Type) },
    })
    {
        IsWrite = true,
    };
}
