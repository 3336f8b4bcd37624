namespace B24App.EmulatedPortal.Install;

/// <summary>
/// What a portal posts into the frame of an app: four fields in the query, the rest in the form
/// (b24restdocs: api-reference/widgets/_includes/widget_data.md).
/// </summary>
/// <param name="Url">Address with <c>DOMAIN</c>, <c>PROTOCOL</c>, <c>LANG</c> and <c>APP_SID</c>.</param>
/// <param name="Fields">Form fields in the order a portal sends them.</param>
/// <param name="AppSid">Session of this rendering, for the bridge of the page.</param>
/// <param name="IsInstaller">The installation master is opened, not the app.</param>
public sealed record FrameForm(string Url, IReadOnlyList<KeyValuePair<string, string>> Fields, string AppSid, bool IsInstaller)
{
    /// <summary>A field by its name.</summary>
    public string this[string name] => Fields.First(field => field.Key == name).Value;
}
