using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace B24App.Tests.Architecture;

public sealed partial class ProjectTests
{
    private static readonly string[] WordsOfMirroring =
        ["Mirror", "Baseline", "Verdict", "Intent", "Byline", "Tombstone", "Mapping", "Outbox", "Inbox", "Dirty", "Contract", "Backfill"];

    [Fact]
    public void The_app_has_never_heard_of_the_emulated_portal()
    {
        Assert.DoesNotContain("B24App.EmulatedPortal", Reach("B24App"));
        Assert.DoesNotContain("B24App.EmulatedPortal", typeof(AppHost).Assembly.GetReferencedAssemblies().Select(name => name.Name));
    }

    [Fact]
    public void The_emulated_portal_stands_alone() => Assert.Empty(References("B24App.EmulatedPortal"));

    [Fact]
    public void Projects_form_no_circle() => Assert.All(Projects().Keys, project => Assert.DoesNotContain(project, Reach(project)));

    [Fact]
    public void The_client_has_never_heard_of_mirroring()
    {
        Assert.Empty(References("B24App.Bitrix24"));
        var names = typeof(Bitrix24.Calls.Command).Assembly.GetTypes().SelectMany(type =>
            type.GetMembers(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
                .Where(member => !member.Name.EndsWith("EqualityContract", StringComparison.Ordinal)) // every record has it
                .Select(member => $"{type.Name}.{member.Name}"));

        Assert.DoesNotContain(names, name => WordsOfMirroring.Any(word => name.Contains(word, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void Namespaces_follow_folders(string root)
    {
        var wandering = Repository.Files(root, "*.cs")
            .Select(file => (file, space: Namespace().Match(Repository.Read(file)).Groups[1].Value))
            .Where(pair => pair.space.Length > 0 && pair.space != Folder(pair.file))
            .Select(pair => $"{pair.file} says {pair.space}");

        Assert.Empty(wandering);
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    private static string Folder(string file) => string.Join('.', file.Split('/')[1..^1]);

    private static Dictionary<string, string[]> Projects() => Repository.Files("src", "*.csproj").Concat(Repository.Files("tests", "*.csproj"))
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => XDocument.Parse(Repository.Read(file)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))).ToArray());

    private static string[] References(string project) => Projects()[project];

    private static HashSet<string> Reach(string project)
    {
        var (projects, reached, ahead) = (Projects(), new HashSet<string>(), new Stack<string>([project]));
        while (ahead.TryPop(out var next))
        {
            foreach (var reference in projects[next].Where(reached.Add))
            {
                ahead.Push(reference);
            }
        }

        return reached;
    }
}
