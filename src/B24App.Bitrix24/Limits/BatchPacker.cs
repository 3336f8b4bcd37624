using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.Limits;

/// <summary>Decides which commands share a request. The order of commands is the order of requests and of lines in them.</summary>
public static class BatchPacker
{
    /// <summary>The portal refuses more lines (batch.md).</summary>
    public const int MostCommands = 50;

    /// <summary>
    /// Packs by order: at most 50 lines and no longer than <paramref name="budget"/> by the usual durations; what a line cannot say goes alone.
    /// The two versions of REST have a batch each, and neither carries the other's methods.
    /// </summary>
    /// <returns>Indices into <paramref name="commands"/>.</returns>
    public static IReadOnlyList<IReadOnlyList<int>> Pack(IReadOnlyList<Command> commands, Func<string, TimeSpan> expected, TimeSpan budget, bool gathersV3 = true)
    {
        var packs = new List<IReadOnlyList<int>>();
        var pack = new List<int>();
        var time = TimeSpan.Zero;
        for (var i = 0; i < commands.Count; i++)
        {
            if (!BatchLine.CanSay(commands[i]) && !(gathersV3 && V3Batch.CanSay(commands[i])))
            {
                Close();
                packs.Add([i]);
                continue;
            }

            var cost = expected(commands[i].Method);
            if (pack.Count == MostCommands || (pack.Count > 0 && (time + cost > budget || commands[pack[0]].IsV3 != commands[i].IsV3)))
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
