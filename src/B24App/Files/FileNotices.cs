using System.Data;
using B24App.Confirm;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Portals;
using B24App.Stations;

namespace B24App.Files;

/// <summary>
/// What people are told of a file that stays behind: one of a comment is a line of the comment, written when it leaves; one of a task is
/// a note at its mirror.
/// </summary>
internal static class FileNotices
{
    public static void Stays(IDbConnection connection, TaskStores stores, Link link, FileCopy copy, Portal there)
    {
        if (copy.Owner[0] == 't' && MappingStore.Find(connection, copy.Task) is { } task)
        {
            var text = Notes.In(Translation.Of(there)).FileStays(copy.Name, copy.Size, copy.Reason ?? Reason.FileUnreadable);
            NoteIntents.Add(connection, stores, link, task, copy.Side.Other(), there, text);
        }
    }
}
