namespace B24App.Pages;

/// <summary>Reads the short names of items, see <see cref="Record.Items"/>.</summary>
public static class ItemNames
{
    /// <summary>Number of the task in <c>t51</c> or <c>t51/m12930</c>; 0 when there is none.</summary>
    public static long TaskOf(string item) => item.StartsWith('t') && long.TryParse(item.Split('/')[0].AsSpan(1), out var task) ? task : 0;
}
