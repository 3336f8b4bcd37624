namespace B24App.Rig;

/// <summary>How the app is run in a slice: as it is, or with a guard taken away.</summary>
/// <param name="Drill">Words for the drill plan.</param>
/// <param name="Patience">Another waiting time, or null.</param>
internal sealed record Manner(string Drill = "", (string Name, TimeSpan Time)? Patience = null);
