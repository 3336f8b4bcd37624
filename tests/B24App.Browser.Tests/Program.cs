using B24App.Browser.Tests.Given;
using B24App.Browser.Tests.Screens;

// As a test project this is run by "dotnet test"; as a program it draws every page in every language and theme, "--widths 1280,390,360" in more widths.
if (BrowserSkip.Reason is { } missing)
{
    await Console.Error.WriteLineAsync(missing);
    return 2;
}

Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "Error");
int[] widths = args is ["--widths", var list] ? [.. list.Split(',').Select(width => int.Parse(width, System.Globalization.CultureInfo.InvariantCulture))] : [Sight.Wide];
await Album.Draw(Path.Combine(B24App.Browser.Tests.Repository.Root, "artifacts", "screens"), widths, Console.Out);
return 0;
