using System.Text.Json.Nodes;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Tasks;

namespace B24App.EmulatedPortal.Crm;

/// <summary><c>crm.timeline.note.*</c>: the note that a person pins to an activity or a comment (b24restdocs: crm/timeline/note).</summary>
internal static class TimelineNoteMethods
{
    private const long Comments = 1;
    private const long Activities = 2;

    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("crm.timeline.note.save", "crm", Save));
        table.Add(new RestMethod("crm.timeline.note.get", "crm", Get));
        table.Add(new RestMethod("crm.timeline.note.delete", "crm", Delete));
    }

    private static RestAnswer Save(RestCall call)
    {
        var key = Asked(call);
        var text = Php.AsText(Php.Field(call.Parameters, "text")) ?? throw CrmErrors.Missing("text");
        var (now, notes) = (PortalDates.Now(call.Portal), call.Portal.State<CrmBoard>().Notes);
        notes[key] = notes.TryGetValue(key, out var known)
            ? known with { Text = text, UpdatedBy = call.User.Id, Updated = now }
            : new TimelineNote(text, call.User.Id, now, call.User.Id, now);
        return new RestAnswer(true);
    }

    private static RestAnswer Get(RestCall call)
    {
        var note = call.Portal.State<CrmBoard>().Notes.GetValueOrDefault(Asked(call)) ?? throw CrmErrors.NotFound();
        return new RestAnswer(new JsonObject
        {
            ["text"] = note.Text,
            ["createdById"] = note.CreatedBy,
            ["createdTime"] = PortalDates.Print(note.Created, call.User),
            ["updatedById"] = note.UpdatedBy,
            ["updatedTime"] = PortalDates.Print(note.Updated, call.User),
        });
    }

    private static RestAnswer Delete(RestCall call) => call.Portal.State<CrmBoard>().Notes.Remove(Asked(call)) ? new RestAnswer(true) : throw CrmErrors.NotFound();

    // The entry must stand in the card that is named.
    private static (bool IsActivity, long Id) Asked(RestCall call)
    {
        var owner = ActivityCall.Owner(call).Key;
        var type = Php.AsId(Php.Field(call.Parameters, "itemType")) ?? throw CrmErrors.Missing("itemType");
        var id = Php.AsId(Php.Field(call.Parameters, "itemId")) ?? throw CrmErrors.Missing("itemId");
        var board = call.Portal.State<CrmBoard>();
        var bindings = type switch
        {
            Activities => board.Activities.GetValueOrDefault(id)?.Bindings,
            Comments => board.Comments.GetValueOrDefault(id)?.Bindings,
            _ => null,
        };
        return bindings?.Contains(owner) == true ? (type == Activities, id) : throw CrmErrors.NotFound();
    }
}
