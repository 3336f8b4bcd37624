namespace B24App.Plan.Text;

/// <summary>Brings a text from one portal's dialect and people to the other's.</summary>
public static class Converter
{
    /// <summary>The converted text and its losses.</summary>
    public static Converted Convert(string text, Dialect from, Dialect to, Crossing crossing) => new(Frame.Strip(text), []);
}
