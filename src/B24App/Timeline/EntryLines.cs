using B24App.Files;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Text;
using B24App.Portals;

namespace B24App.Timeline;

/// <summary>A mirror of an entry says which of its files stay behind, with name, size and reason.</summary>
internal static class EntryLines
{
    private const int Longest = 60_000;

    /// <summary>The text with a line for each of them; what would not fit is left out.</summary>
    public static string With(string text, IEnumerable<FileCopy> behind, Portal? target)
    {
        var notes = Notes.In(target is null ? Language.En : Translation.Of(target));
        foreach (var copy in behind)
        {
            var line = "\n" + notes.FileLine(copy.Name, copy.Size, copy.Reason ?? Reason.FileUnreadable);
            if (text.Length + line.Length <= Longest)
            {
                text += line;
            }
        }

        return text;
    }
}
