namespace B24App.Files;

/// <summary>Files under way lie on the disk beside the store, never in memory; what a crash left there is removed at the next start.</summary>
public sealed class Transit
{
    private readonly string _folder;

    /// <summary>Opens the place.</summary>
    public Transit(AppOptions options)
    {
        _folder = Path.Combine(options.DataFolder, "transit");
        Directory.CreateDirectory(_folder);
        foreach (var left in Directory.EnumerateFiles(_folder))
        {
            File.Delete(left);
        }
    }

    /// <summary>A new empty file that goes when it is closed.</summary>
    public FileStream Open() => new(
        Path.Combine(_folder, Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81_920, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
}
