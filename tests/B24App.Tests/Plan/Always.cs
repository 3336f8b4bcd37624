using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace B24App.Tests.Plan;

/// <summary>Runs a property. A failure prints its seed; paste it into <c>replay</c> ("seed,gamma") to see the same case again.</summary>
internal static class Always
{
    public static void Holds<T>(Gen<T> gen, Func<T, bool> property, string? replay = null)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(400);
        if (replay is not null)
        {
            var parts = replay.Split(',');
            config = config.WithReplay(ulong.Parse(parts[0], CultureInfo.InvariantCulture), ulong.Parse(parts[1], CultureInfo.InvariantCulture));
        }

        FsCheck.Check.One(config, Prop.ForAll(gen.ToArbitrary(), property));
    }
}
