namespace B24App.Plan.Text;

/// <summary>Brings a text from one portal's dialect and people to the other's. An allow-list: what it does not know becomes plain text (RULES 11).</summary>
public static class Converter
{
    /// <summary>A description or any other text without a byline. Our frame is taken off first.</summary>
    public static Converted Convert(string text, Dialect from, Dialect to, Crossing crossing)
    {
        var resolver = new Resolver(crossing);
        var tree = BbTree.Parse(from == Dialect.Task ? Frame.Strip(text) : text, from);
        var written = to == Dialect.Task
            ? TaskWriter.Write(tree, from, resolver)
            : ChatWriter.Write(Flattener.Flatten(tree, resolver), resolver);
        return new Converted(written, resolver.Losses);
    }

    /// <summary>A comment: converted, and quoted whole if a line of it could be taken for a line of ours (RULES 10).</summary>
    public static Converted Comment(string text, Dialect from, Dialect to, Crossing crossing)
    {
        var converted = Convert(text, from, to, crossing);
        return converted with { Text = Byline.Guard(converted.Text, to) };
    }
}
