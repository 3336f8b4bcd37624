using System.Collections.Immutable;
using System.Text.Json.Nodes;
using B24App.Apply;
using B24App.Bitrix24.Crm;
using B24App.Bitrix24.Json;
using B24App.Plan.Timeline;

namespace B24App.Timeline;

/// <summary>What a call wrote into the mirror of an entry, as prints: by them it is known later whether somebody there changed it.</summary>
internal static class MirrorWrites
{
    /// <summary>Prints of all that a call that happened has written.</summary>
    /// <param name="kind">What the call does.</param>
    /// <param name="body">Its content as it left.</param>
    /// <param name="isComment">The mirror is a comment.</param>
    public static ImmutableSortedDictionary<string, string> Of(IntentKind kind, IntentBody body, bool isComment) => kind switch
    {
        IntentKind.AddEntry when isComment => Empty.Add(MirrorPrints.Text, MirrorPrints.Of(body.Text)),
        IntentKind.AddEntry when body.Method == ActivityCommands.ToDoAdd => Words(Said(body.Parameters, "title"), Said(body.Parameters, "description"))
            .Add(MirrorPrints.Deadline, MirrorPrints.Of(Wire.Date(Said(body.Parameters, "deadline")))).Add(MirrorPrints.Done, ""),
        IntentKind.AddEntry => Words(Said(body.Parameters?["fields"], "SUBJECT"), Said(body.Parameters?["fields"], "DESCRIPTION"))
            .Add(MirrorPrints.Done, MirrorPrints.Mark(Said(body.Parameters?["fields"], "COMPLETED") == "Y")),
        IntentKind.EditEntry when isComment => Empty.Add(MirrorPrints.Text, MirrorPrints.Of(body.Text)),
        IntentKind.EditEntry when body.Method == ActivityCommands.ToDoUpdate => Words(Said(body.Parameters, "SUBJECT"), body.Text)
            .Add(MirrorPrints.Deadline, MirrorPrints.Of(Wire.Date(Said(body.Parameters, "DEADLINE")))),
        IntentKind.EditEntry => Words(Said(body.Parameters, "SUBJECT"), body.Text),
        IntentKind.CompleteEntry when body.Parameters is null || Said(body.Parameters, "COMPLETED") == "Y" => Empty.Add(MirrorPrints.Done, MirrorPrints.Mark(isDone: true)),
        IntentKind.FillEntry when body.ToPrint.Length > 0 => Empty.Add(MirrorPrints.Text, body.ToPrint),
        _ => Empty,
    };

    private static ImmutableSortedDictionary<string, string> Empty => ImmutableSortedDictionary<string, string>.Empty;

    private static ImmutableSortedDictionary<string, string> Words(string subject, string text) =>
        Empty.Add(MirrorPrints.Subject, MirrorPrints.Of(subject)).Add(MirrorPrints.Text, MirrorPrints.Of(text));

    private static string Said(JsonNode? node, string name) => (node as JsonObject)?[name]?.ToString() ?? "";
}
