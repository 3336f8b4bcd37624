using System.Globalization;
using B24App.Browser.Tests.Given;
using B24App.Browser.Tests.Screens;

// As a test project this is run by "dotnet test"; as a program it draws every page in every language and theme. "--widths 1280,390,360,1920" draws
// them in more widths, "--languages ru", "--themes dark" and "--only link" in less.
if (BrowserSkip.Reason is { } missing)
{
    await Console.Error.WriteLineAsync(missing);
    return 2;
}

Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "Error");
string[] Given(string name, params string[] otherwise) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1].Split(',') : otherwise;
await Album.Draw(
    Path.Combine(B24App.Browser.Tests.Repository.Root, "artifacts", "screens"),
    new AlbumOptions(
        Given("--languages", "ru", "en"),
        Given("--themes", "light", "dark"),
        [.. Given("--widths", Sight.Wide.ToString(CultureInfo.InvariantCulture)).Select(width => int.Parse(width, CultureInfo.InvariantCulture))],
        Given("--only", "")[0]),
    Console.Out);
return 0;
