namespace B24App.Plan.Text;

/// <summary>The comparable form of a text.</summary>
public static class Neutral
{
    /// <summary>The neutral form.</summary>
    public static string Of(string text, Dialect dialect) => dialect == Dialect.Task ? Frame.Strip(text).Trim() : text.Trim();
}
