using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace B24App.Tests.Plan;

/// <summary>
/// Runs a property with a fixed seed, so that a red run means a change and not chance. <c>B24APP_PROPERTY_SEED=seed,gamma</c> takes
/// another (gamma is odd), <c>=random</c> a fresh one; a failure prints its seed.
/// </summary>
internal static class Always
{
    private const string FixedSeed = "20261124,7";

    public static void Holds<T>(Gen<T> gen, Func<T, bool> property, string? replay = null)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(400);
        var seed = replay ?? Environment.GetEnvironmentVariable("B24APP_PROPERTY_SEED") ?? FixedSeed;
        if (seed != "random")
        {
            var parts = seed.Split(',');
            config = config.WithReplay(ulong.Parse(parts[0], CultureInfo.InvariantCulture), ulong.Parse(parts[1], CultureInfo.InvariantCulture));
        }

        FsCheck.Check.One(config, Prop.ForAll(gen.ToArbitrary(), property));
    }
}
