namespace B24App.Pages;

/// <summary>What the frame around every screen needs to know.</summary>
/// <param name="Words">The words of the visitor's language.</param>
/// <param name="Title">Title of the document.</param>
/// <param name="Theme"><c>light</c>, <c>dark</c> or <c>auto</c>.</param>
/// <param name="Session">The signed session; empty where there is none.</param>
/// <param name="Origin">Scheme and host of the portal that frames us; empty outside of one.</param>
public sealed record Shell(Texts Words, string Title, string Theme, string Session = "", string Origin = "")
{
    /// <summary>How htmx must behave under our content security policy: nothing is evaluated, stored or sent elsewhere.</summary>
    public const string Htmx = """
        {"allowEval":false,"includeIndicatorStyles":false,"historyCacheSize":0,"selfRequestsOnly":true,"allowScriptTags":false,"timeout":15000,
        "responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},{"code":"(403|404|409|422|500|503)","swap":true},{"code":"[45]..","swap":false,"error":true}]}
        """;

    /// <summary>Class of the root element; "auto" starts light and the script asks the browser.</summary>
    public string ThemeClass => Theme == "dark" ? "dark" : "light";
}
