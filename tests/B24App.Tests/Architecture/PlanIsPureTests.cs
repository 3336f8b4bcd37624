using B24App.Links;
using B24App.Plan;
using B24App.Store;

namespace B24App.Tests.Architecture;

public sealed class PlanIsPureTests
{
    private const string Home = "B24App.Plan";

    // Values, text and sets; nothing that reads, writes, waits or draws lots.
    private static readonly string[] Namespaces =
    [
        "System", "System.Buffers", "System.Buffers.Text", "System.Collections", "System.Collections.Generic", "System.Collections.Immutable", "System.Collections.Frozen", "System.Diagnostics",
        "System.Diagnostics.CodeAnalysis", "System.Globalization", "System.Linq", "System.Reflection", "System.Runtime.CompilerServices", "System.Runtime.InteropServices",
        "System.Security.Cryptography", "System.Text", "System.Text.Json.Nodes", "System.Text.RegularExpressions", "System.Text.RegularExpressions.Generated",
    ];

    private static readonly string[] NeverThese =
    [
        "System.Console", "System.Environment", "System.Random", "System.TimeProvider", "System.AppContext", "System.Diagnostics.Process",
        "System.Diagnostics.Stopwatch", "System.Security.Cryptography.RandomNumberGenerator",
    ];

    // The contract is what a plan is made by; its records hold values only.
    private static readonly Type[] Ours =
    [
        typeof(Contract), typeof(B24App.Links.Half), typeof(Link), typeof(LinkState), typeof(TaskFilter), typeof(TaskFilters), typeof(FilterVerdict), typeof(DeletePolicy),
        typeof(LinkId), typeof(PortalId),
    ];

    // Addresses as values, no connections.
    private static readonly Type[] Harmless = [typeof(System.Net.IPAddress), typeof(System.Net.WebUtility)];

    public static TheoryData<string> Planners() => [.. Types().Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Planners))]
    public void Planning_does_no_input_and_no_output(string planner)
    {
        var type = typeof(Field).Assembly.GetType(planner)!;

        Assert.Empty(References.Of(type).Where(used => !Allowed(used) && !IsIterator(type, used)).Select(used => used.FullName));
    }

    [Fact]
    public void The_scan_sees_what_a_method_calls()
    {
        Assert.Contains(typeof(File), References.Of(typeof(Careless)));
        Assert.False(Allowed(typeof(File)));
        Assert.False(Allowed(typeof(Database)));
        Assert.False(Allowed(typeof(Invitations)));
        Assert.False(Allowed(typeof(Task)));
        Assert.NotEmpty(Types());
    }

    private static IEnumerable<Type> Types() => typeof(Field).Assembly.GetTypes().Where(type => IsAtHome(type.Namespace));

    private static bool IsAtHome(string? space) => space == Home || space?.StartsWith(Home + ".", StringComparison.Ordinal) == true;

    // The compiler lets every iterator ask for the number of its thread.
    private static bool IsIterator(Type type, Type used) => used == typeof(Environment) && type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false);

    private static bool Allowed(Type type) =>
        IsAtHome(type.Namespace) || Ours.Contains(type) || Harmless.Contains(type) || type.FullName!.StartsWith('<')
        || (Namespaces.Contains(type.Namespace) && !NeverThese.Contains(type.FullName));

    private static class Careless
    {
        public static bool Peeks() => File.Exists("somewhere");
    }
}
