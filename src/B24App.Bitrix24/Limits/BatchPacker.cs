using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.Limits;

/// <summary>Decides which commands share a request. The order of commands is the order of requests and of lines in them.</summary>
public static class BatchPacker
{
    /// <summary>The portal refuses more lines (batch.md).</summary>
    public const int MostCommands = 50;

    /// <summary>
    /// Packs by order: at most 50 lines and no longer than <paramref name="budget"/> by the usual durations; what a line cannot say goes alone.
    /// </summary>
    /// <returns>Indices into <paramref name="commands"/>.</returns>
    public static IReadOnlyList<IReadOnlyList<int>> Pack(IReadOnlyList<Command> commands, Func<string, TimeSpan> expected, TimeSpan budget)
    {
        var packs = new List<IReadOnlyList<int>>();
        var pack = new List<int>();
        var time = TimeSpan.Zero;
        for (var i = 0; i < commands.Count; i++)
        {
            if (!BatchLine.CanSay(commands[i]))
            {
                Close();
                packs.Add([i]);
                continue;
            }

            var cost = expected(commands[i].Method);
            if (pack.Count == MostCommands || (pack.Count > 0 && time + cost > budget))
            {
                Close();
            }

            pack.Add(i);
            time += cost;
        }

        Close();
        return packs;

        void Close()
        {
            if (pack.Count > 0)
            {
                packs.Add(pack);
                pack = [];
            }

            time = TimeSpan.Zero;
        }
    }
}
