using B24App.Browser.Tests.Given;
using B24App.Browser.Tests.Screens;

// As a test project this is run by "dotnet test"; as a program it draws every page in every language and theme.
if (BrowserSkip.Reason is { } missing)
{
    await Console.Error.WriteLineAsync(missing);
    return 2;
}

Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "Error");
await Album.Draw(Path.Combine(B24App.Browser.Tests.Repository.Root, "artifacts", "screens"), Console.Out);
return 0;
