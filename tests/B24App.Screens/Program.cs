// Takes a picture of every screen in both languages and themes, 1280 by 720, into artifacts/screens; three per language are
// those of the Market listing. Run from the root of the repository: dotnet run --project tests/B24App.Screens
using B24App.Browser.Tests.Stage;
using B24App.Screens;

if (Chromium.Path is null)
{
    await Console.Error.WriteLineAsync("Chromium is not installed; CHROMIUM_PATH names another place.");
    return 2;
}

var folder = Path.GetFullPath(args.Length > 0 ? args[0] : Path.Combine("artifacts", "screens"));
Directory.CreateDirectory(folder);
var chromium = new Chromium();
await chromium.InitializeAsync();
try
{
    foreach (var language in new[] { "ru", "en" })
    {
        await using var playground = await Playground.Start(language);
        var tour = new Tour(playground, chromium, folder, language);
        await tour.Prepare();
        foreach (var theme in new[] { "light", "dark" })
        {
            await tour.Take(theme);
        }
    }
}
finally
{
    await chromium.DisposeAsync();
}

Console.WriteLine($"The pictures are in {folder}.");
return 0;
