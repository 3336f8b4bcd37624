using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Tasks;
using B24App.Confirm;
using B24App.Files;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Tasks;
using B24App.Plan.Text;
using B24App.Portals;
using B24App.Record;

namespace B24App.Apply;

/// <summary>Fills the file slots of an intent that is about to leave: by now each of its files stands on the portal, or stays behind with a reason.</summary>
public sealed class FilledIntents(FileStore files, PortalStore portals, MappingStore mappings)
{
    /// <summary>The files of an intent, in its order.</summary>
    public async Task<IReadOnlyList<FileCopy>> Of(Intent intent)
    {
        if (intent.Body.Files.IsDefaultOrEmpty)
        {
            return [];
        }

        var known = (await files.OfTask(intent.Task)).ToDictionary(copy => copy.Token, StringComparer.Ordinal);
        return [.. intent.Body.Files.Select(known.GetValueOrDefault).OfType<FileCopy>()];
    }

    /// <summary>A creation or change of a task, with ids in the place of slots.</summary>
    public async Task<Command> OfTask(Intent intent)
    {
        var copies = (await Of(intent)).ToDictionary(copy => copy.Token, StringComparer.Ordinal);
        var language = await portals.Find(intent.Portal) is { } portal ? Translation.Of(portal) : Language.En;
        var parameters = FileSlots.Fill(intent.Body.Parameters!, Slot, language);
        return (intent.Body with { Parameters = parameters }).ToCommand();

        FilledSlot Slot(string token)
        {
            // A file that was first attached on the side that is written has its number there.
            if (token[0] == intent.Side.ToString()[0])
            {
                return new FilledSlot(Text(SeenFile.NumberOf(token)), "");
            }

            return copies.GetValueOrDefault(token) switch
            {
                { State: CopyState.Stored, Attachment: > 0 } copy => new FilledSlot(Text(copy.Attachment), copy.Name),
                { State: CopyState.Stored } copy => new FilledSlot("n" + Text(copy.DriveObject), copy.Name),
                { } copy => new FilledSlot(null, copy.Name),
                null => new FilledSlot(null, ""),
            };
        }
    }

    /// <summary>One file is attached to a task that was written without it; null when it does not stand there.</summary>
    public async Task<Command?> Attachment(Intent intent) =>
        (await Of(intent)) is [{ State: CopyState.Stored } copy] && (await mappings.Find(intent.Task))?.End(intent.Side) is { } end
            ? TaskCommands.AttachFile(Items.IdOf(end.Item), copy.DriveObject)
            : null;

    /// <summary>The text of a comment with a line for each of its files that stays behind; what would not fit is left out.</summary>
    public async Task<string> Lines(string text, IReadOnlyList<FileCopy> copies, Intent intent)
    {
        var language = await portals.Find(intent.Portal) is { } portal ? Translation.Of(portal) : Language.En;
        foreach (var copy in copies.Where(copy => copy.State != CopyState.Stored))
        {
            var line = "\n" + Notes.In(language).FileLine(copy.Name, copy.Size, copy.Reason ?? Reason.FileUnreadable);
            if (text.Length + line.Length <= CommentText.ChatLimit)
            {
                text += line;
            }
        }

        return text;
    }

    private static string Text(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
