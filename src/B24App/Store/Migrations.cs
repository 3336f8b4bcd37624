using System.Data;
using System.Globalization;
using System.Reflection;
using Dapper;

namespace B24App.Store;

/// <summary>Numbered scripts beside this file, each run once and in order; the number reached is the file's <c>user_version</c>.</summary>
internal static class Migrations
{
    public static void Run(IDbConnection connection)
    {
        var scripts = Scripts();
        var reached = connection.ExecuteScalar<int>("PRAGMA user_version");
        if (reached > scripts[^1].Number)
        {
            throw new StoreRefusedException($"This store was written by a newer version of the app (schema {reached}, this one knows {scripts[^1].Number}). Start the newer version, or restore an older backup.");
        }

        foreach (var (number, sql) in scripts.Where(script => script.Number > reached))
        {
            connection.Execute(sql);
            connection.Execute($"PRAGMA user_version = {number.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    private static List<(int Number, string Sql)> Scripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal) && name.Contains(".Migrations.", StringComparison.Ordinal))
            .Select(name => (Number: NumberOf(name), Sql: Text(assembly, name)))
            .OrderBy(script => script.Number)];
    }

    // B24App.Store.Migrations.003-stations.sql
    private static int NumberOf(string resource) =>
        int.Parse(resource.Split(".Migrations.")[1].Split('-')[0], CultureInfo.InvariantCulture);

    private static string Text(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
