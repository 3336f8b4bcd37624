using B24App.Configuration;

namespace B24App.Backups;

/// <summary>What the program does instead of serving: <c>backup FILE</c> and <c>restore FILE</c>.</summary>
public static class Commands
{
    /// <summary>Runs the command the arguments name; null when they name none.</summary>
    public static int? Run(IReadOnlyList<string> args, IConfiguration configuration, TimeProvider clock, TextWriter output, TextWriter errors)
    {
        if (args is not [var command, ..] || command is not ("backup" or "restore"))
        {
            return null;
        }

        if (args is not [_, var file] || file.StartsWith('-'))
        {
            errors.WriteLine($"Say which file: {command} FILE");
            return 2;
        }

        var (data, keys) = Settings.Folders(configuration);
        var problem = command == "backup" ? Backup.Write(data, file) : Restore.Read(data, file, clock);
        if (problem is not null)
        {
            errors.WriteLine(problem);
            return 1;
        }

        output.WriteLine(command == "backup"
            ? $"The store is in '{file}'. Tokens and texts in it are sealed with the keys in '{keys}', which are not in the backup: keep a copy of that folder elsewhere. The log of REST calls is not in it either."
            : $"The store was put back from '{file}'; what it replaced stays beside it. It opens with the keys in '{keys}'. At the next start both sides of everything are compared before anything is written.");
        return 0;
    }
}
