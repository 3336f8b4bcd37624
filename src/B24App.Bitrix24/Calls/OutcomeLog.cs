namespace B24App.Bitrix24.Calls;

/// <summary>Outcomes as the REST log names them: case and code, never a text of the portal.</summary>
internal static class OutcomeLog
{
    public static string ToLog(this Outcome outcome) => outcome switch
    {
        Answer => "Answer",
        Refusal refusal => $"Refusal {refusal.Kind} {refusal.Code}",
        Later later => $"Later {later.Reason}",
        Unknown unknown => $"Unknown {unknown.Why}",
        NoAccess none => $"NoAccess {none.Trouble} {none.Code}",
        _ => outcome.GetType().Name,
    };
}
