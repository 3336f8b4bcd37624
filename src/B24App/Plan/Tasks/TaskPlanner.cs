using System.Collections.Immutable;
using B24App.Links;
using B24App.Plan.Custom;
using B24App.Plan.Lines;
using B24App.Plan.Prints;

namespace B24App.Plan.Tasks;

/// <summary>Everything known about one mirrored task when it is planned.</summary>
public sealed record TaskPair(TaskBaseline Baseline, Sight A, Sight B, Side Origin, Contract Contract)
{
    /// <summary>What a side shows.</summary>
    public Sight Of(Side side) => side == Side.A ? A : B;
}

/// <summary>The policy for a mirrored task's fields. Live work, backfill, dry run and "why?" are these same verdicts.</summary>
public static class TaskPlanner
{
    /// <summary>Decides what has to cross.</summary>
    public static TaskVerdict Plan(TaskPair pair) => (pair.A, pair.B) switch
    {
        // "I could not read it" is not "it is gone": a lost permission must never delete a partner's task.
        (Sight.Unreadable here, _) => new TaskVerdict.Hold(Side.A, here.Why),
        (_, Sight.Unreadable there) => new TaskVerdict.Hold(Side.B, there.Why),

        (Sight.Gone, Sight.Gone) => new TaskVerdict.Forget(),
        (Sight.Gone, _) => new TaskVerdict.Mark(Side.A),
        (_, Sight.Gone) => new TaskVerdict.Mark(Side.B),

        _ => Fields(pair),
    };

    private static TaskVerdict Fields(TaskPair pair)
    {
        var a = (pair.A as Sight.Present)?.Task;
        var b = (pair.B as Sight.Present)?.Task;
        if (a is not null && b is not null && a.Carried.Contains(Field.Files) && b.Carried.Contains(Field.Files))
        {
            (a, b) = (FileFields.WithoutGhosts(a, b, Side.B), FileFields.WithoutGhosts(b, a, Side.A));
        }

        var baseline = pair.Baseline;
        var edits = ImmutableArray.CreateBuilder<FieldEdit>();
        var lost = ImmutableArray.CreateBuilder<LostValue>();

        foreach (var field in Enum.GetValues<Field>())
        {
            var sight = See(field, pair, a, b);
            var verdict = FieldPlanner.Plan(sight, pair.Origin);
            if (field == Field.CustomFields && Customs(pair, sight, a, b, ref verdict) is { } missing)
            {
                return new TaskVerdict.LookFirst(missing);
            }

            if (field == Field.Stage && verdict.Target is { } board && (board == Side.A ? a : b) is { } on && !on.Stages.ContainsKey((board == Side.A ? b : a)?.Neutral(field) ?? ""))
            {
                verdict = new FieldVerdict(FieldMove.Rebase); // the other group has no column of that name
            }

            if (field == Field.Files && sight is { NowA: not null, NowB: not null, CarriesToA: true, CarriesToB: true } && FileFields.Orphans(a!, b!).Any())
            {
                verdict = new FieldVerdict(FieldMove.Merge);
            }

            if (verdict.Target is { } target && !CanCross(field, target == Side.B ? a : b))
            {
                verdict = new FieldVerdict(FieldMove.Rebase);
            }

            switch (verdict.Move)
            {
                case FieldMove.Rebase:
                    baseline = Rebased(baseline, field, sight);
                    break;
                case FieldMove.ToA or FieldMove.ToB:
                    edits.Add(new FieldEdit(field, verdict.Target!.Value));
                    break;
                case FieldMove.Merge:
                    edits.AddRange(MergeEdits(field, baseline, a!, b!, pair.Origin));
                    if (field == Field.CustomFields && CustomPlan.IsAgreed(baseline, a!.Custom) && CustomPlan.AnyLost(baseline, a, b!))
                    {
                        lost.Add(new LostValue(field, pair.Origin.Other()));
                    }

                    break;
                case FieldMove.Rest:
                    break;
            }

            if (verdict.Loser is { } loser)
            {
                lost.Add(new LostValue(field, loser));
            }
        }

        if (edits.Any(edit => edit.To == Side.A) && a is null)
        {
            return new TaskVerdict.LookFirst(Side.A);
        }

        if (edits.Any(edit => edit.To == Side.B) && b is null)
        {
            return new TaskVerdict.LookFirst(Side.B);
        }

        // The field replaces the whole set, and a text names its pictures by file: written without knowing one side's, what somebody attached there would be lost.
        if (edits.Any(edit => edit.Field is Field.Files or Field.Description) && Hidden(pair, a, b) is { } hidden)
        {
            return new TaskVerdict.LookAgain(hidden);
        }

        return edits.Count == 0 ? new TaskVerdict.Rest(baseline) : new TaskVerdict.Update(baseline, edits.ToImmutable(), lost.ToImmutable());
    }

    // Custom fields meet for the first time when the contract names them: both sides are needed then, and nothing is written over. What
    // differs and has no word on the other side stays as it is. Returns the side that has to be looked at first.
    private static Side? Customs(TaskPair pair, FieldSight sight, SeenTask? a, SeenTask? b, ref FieldVerdict verdict)
    {
        var seen = (sight.NowA is null ? null : a) ?? (sight.NowB is null ? null : b);
        if (seen is null || seen.Custom.IsEmpty || (!sight.CarriesToA && !sight.CarriesToB))
        {
            return null;
        }

        if (CustomPlan.IsAgreed(pair.Baseline, seen.Custom))
        {
            var merges = verdict.Move == FieldMove.Merge;
            verdict = verdict.Target is { } side && a is not null && b is not null && Writes(pair.Baseline, a, b, side, pair.Origin, merges).IsEmpty ? new FieldVerdict(FieldMove.Rebase) : verdict;
            return null;
        }

        if (a is null || b is null)
        {
            verdict = new FieldVerdict(FieldMove.Rest);
            return a is null ? Side.A : Side.B;
        }

        var (toB, toA) = (sight.CarriesToB && !CustomPlan.Keys(pair.Baseline, a, b, Side.B, true).IsEmpty, sight.CarriesToA && !CustomPlan.Keys(pair.Baseline, b, a, Side.A, true).IsEmpty);
        verdict = new FieldVerdict((toB, toA) switch { (true, true) => FieldMove.Merge, (true, _) => FieldMove.ToB, (_, true) => FieldMove.ToA, _ => FieldMove.Rebase });
        return null;
    }

    private static Side? Hidden(TaskPair pair, SeenTask? a, SeenTask? b) =>
        !pair.Contract.Carries(Side.A, Field.Files) && !pair.Contract.Carries(Side.B, Field.Files) ? null : a is { HidesFiles: true } ? Side.A : b is { HidesFiles: true } ? Side.B : null;

    private static FieldSight See(Field field, TaskPair pair, SeenTask? a, SeenTask? b)
    {
        var nowA = a is not null && a.Carried.Contains(field) ? a.Print(field) : null;
        var nowB = b is not null && b.Carried.Contains(field) ? b.Print(field) : null;
        return new FieldSight(
            field,
            Current(pair.Baseline.A.GetValueOrDefault(field)),
            Current(pair.Baseline.B.GetValueOrDefault(field)),
            nowA,
            nowB,
            a is not null && b is not null && Equal(field, a, b),
            pair.Contract.Carries(Side.A, field),
            pair.Contract.Carries(Side.B, field));
    }

    // Ids of people are of two portals: they agree when matching translates one into the other. A description may lose what
    // the other portal cannot show, so the converted form counts as equal too.
    internal static bool Equal(Field field, SeenTask a, SeenTask b) => field switch
    {
        Field.Responsible => a.Across.Responsible == b.Responsible || b.Across.Responsible == a.Responsible,
        Field.Description => a.Neutral(field) == b.Neutral(field)
            || FieldNormaliser.Description(a.Across.Description) == b.Neutral(field)
            || FieldNormaliser.Description(b.Across.Description) == a.Neutral(field),
        Field.CrmLinks => false, // each side has records of its own
        Field.Observers or Field.Accomplices => TaskPeople.Equal(field, a, b),
        Field.Checklist => LinePeople.Of(a, b).Equal(a.Lines, b.Lines),
        _ => a.Neutral(field) == b.Neutral(field),
    };

    private static bool CanCross(Field field, SeenTask? from) => field switch
    {
        Field.Responsible => from?.Across.Responsible is not null,
        Field.Parent => from?.Across.Parent is not null,
        _ => true,
    };

    private static TaskBaseline Rebased(TaskBaseline baseline, Field field, FieldSight sight)
    {
        baseline = sight.NowA is null ? baseline : baseline.With(Side.A, field, sight.NowA);
        return sight.NowB is null ? baseline : baseline.With(Side.B, field, sight.NowB);
    }

    private static IEnumerable<FieldEdit> MergeEdits(Field field, TaskBaseline baseline, SeenTask a, SeenTask b, Side origin)
    {
        if (field == Field.CustomFields)
        {
            return new[] { Side.A, Side.B }.Where(side => !Writes(baseline, a, b, side, origin, merges: true).IsEmpty).Select(side => new FieldEdit(field, side));
        }

        if (field == Field.Checklist)
        {
            return [new FieldEdit(field, Side.A), new FieldEdit(field, Side.B)]; // merged line by line when it is written
        }

        if (field is Field.Observers or Field.Accomplices)
        {
            return new[] { (Side: Side.A, Task: a), (Side: Side.B, Task: b) }
                .Where(side => !TaskPeople.Merged(field, baseline, a, b, side.Side).SequenceEqual(side.Task.People(field)))
                .Select(side => new FieldEdit(field, side.Side));
        }

        var merged = FieldNormaliser.Tags(Merged(field, baseline, a, b));
        return new[] { (Side: Side.A, Task: a), (Side: Side.B, Task: b) }
            .Where(side => FieldNormaliser.Tags(side.Task.Set(field)) != merged)
            .Select(side => new FieldEdit(field, side.Side));
    }

    /// <summary>The tags or files both sides should have when both changed them.</summary>
    public static IReadOnlyList<string> Merged(Field field, TaskBaseline baseline, SeenTask a, SeenTask b)
    {
        var merged = TagMerge.Merge(TagPrints(baseline.A.GetValueOrDefault(field)), a.Set(field), b.Set(field));
        return field == Field.Files ? [.. merged.Except(FileFields.Orphans(a, b), StringComparer.Ordinal)] : merged;
    }

    /// <summary>Custom fields that are written into a side.</summary>
    public static ImmutableArray<string> Writes(TaskBaseline baseline, SeenTask a, SeenTask b, Side to, Side origin, bool merges) =>
        to == Side.B ? CustomPlan.Keys(baseline, a, b, to, !merges || origin == Side.A) : CustomPlan.Keys(baseline, b, a, to, !merges || origin == Side.B);

    /// <summary>Both sides changed a set, so both get the merged one.</summary>
    public static bool Merges(Field field, TaskBaseline baseline, SeenTask a, SeenTask b) => a.Carried.Contains(field) && b.Carried.Contains(field)
        && ((a.Print(field) != baseline.A.GetValueOrDefault(field) && b.Print(field) != baseline.B.GetValueOrDefault(field)) || (field == Field.Files && FileFields.Orphans(a, b).Any()));

    private static HashSet<Print> TagPrints(string? joined) =>
        [.. (joined ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => Print.TryParse(text, out var print) ? print : default)];

    // Tags are a list of prints, possibly empty; every other field is one print with the version of its normaliser.
    private static string? Current(string? print) =>
        print is null || print.Length == 0 || (Print.TryParse(print.Split(' ')[0], out var first) && first.IsCurrent) ? print : null;
}
