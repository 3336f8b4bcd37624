using System.Text.RegularExpressions;

namespace B24App.Bitrix24.Calls;

/// <summary>
/// The portal's errors (b24restdocs: error-codes.md). Statuses disagree between docs and SDKs and codes of the task API are often bare
/// numbers with a localised text, so the code decides first, then the method with its number, then the text, then the status.
/// </summary>
internal static partial class FaultTable
{
    public static Fault Read(string method, int status, string code, string text)
    {
        var key = code.Trim().ToUpperInvariant();
        return ByCode(key, text) ?? ByV3(key, status) ?? (status < 429 ? ByNumber(method, key, text) ?? ByText(text) : null) ?? ByStatus(status, key);
    }

    private static Fault? ByCode(string code, string text) => code switch
    {
        "EXPIRED_TOKEN" or "INVALID_TOKEN" => new StaleToken(),
        "NO_AUTH_FOUND" => new Barred(AccessTrouble.Expired),
        "ERROR_OAUTH" or "APPLICATION_NOT_FOUND" or "NOT_INSTALLED" => new Barred(AccessTrouble.Uninstalled),
        "AUTHORIZATION_ERROR" => new Barred(AccessTrouble.UserDismissed),
        "USER_ACCESS_ERROR" => new Barred(AccessTrouble.UserBarred),
        "PAYMENT_REQUIRED" => new Barred(AccessTrouble.SubscriptionEnded),
        "ACCESS_DENIED" when text.Contains("commercial plans", StringComparison.OrdinalIgnoreCase) => new Barred(AccessTrouble.SubscriptionEnded),
        "PORTAL_DELETED" => new Barred(AccessTrouble.PortalDeleted),
        "OVERLOAD_LIMIT" => new Overloaded(),
        "QUERY_LIMIT_EXCEEDED" => new TooFast(),
        "OPERATION_TIME_LIMIT" => new OutOfTime(),
        "INSUFFICIENT_SCOPE" or "INVALID_SCOPE" => new Refused(RefusalKind.MissingScope),
        "ERROR_METHOD_NOT_FOUND" => new Refused(RefusalKind.UnknownMethod),
        "ACCESS_DENIED" or "ACCESS_ERROR" or "INVALID_CREDENTIALS" or "ALLOWED_ONLY_INTRANET_USER" or "WRONG_AUTH_TYPE" or "CANT_EDIT_MESSAGE"
            or "ACCESS_DENIED_EXTEND" or "ACCESSEXCEPTION" or "METHOD_CONFIRM_DENIED" or "METHOD_CONFIRM_WAITING" or "REPLY_ACCESS_ERROR"
            or "ACTION_NOT_ALLOWED" => new Refused(RefusalKind.Denied),
        "NOT_FOUND" or "OWNER_NOT_FOUND" or "TASK_NOT_FOUND" or "CHAT_NOT_FOUND" or "USER_NOT_FOUND" or "ERROR_EVENT_NOT_FOUND" or "MESSAGE_NOT_FOUND" => new Refused(RefusalKind.NotFound),

        // The task may stand there without its chat (bitrix-tools/b24-rest-docs issue 362).
        "ERROR_UNKNOWN_ADD_TASK_ERROR" => new Doubtful(),
        "INTERNAL_SERVER_ERROR" or "ERROR_UNEXPECTED_ANSWER" => new Doubtful(),
        _ => null,
    };

    // BITRIX_REST_V3_EXCEPTION_…; other modules put their own name in front (rest-v3.md).
    private static Fault? ByV3(string code, int status) => code switch
    {
        _ when code.EndsWith("INSUFFICIENTSCOPEEXCEPTION", StringComparison.Ordinal) => new Refused(RefusalKind.MissingScope),
        _ when code.EndsWith("ACCESSDENIEDEXCEPTION", StringComparison.Ordinal) => new Refused(RefusalKind.Denied),
        _ when code.EndsWith("ENTITYNOTFOUNDEXCEPTION", StringComparison.Ordinal) => new Refused(RefusalKind.NotFound),
        _ when code.EndsWith("METHODNOTFOUNDEXCEPTION", StringComparison.Ordinal) => new Refused(RefusalKind.UnknownMethod),
        _ when code.EndsWith("IDEMPOTENCYKEYREUSEDEXCEPTION", StringComparison.Ordinal) => new Refused(RefusalKind.KeyReused),
        _ when code.EndsWith("INTERNALEXCEPTION", StringComparison.Ordinal) => new Doubtful(),
        _ when status < 429 && code.StartsWith("BITRIX_REST_V3_", StringComparison.Ordinal) => new Refused(RefusalKind.Validation),
        _ => null,
    };

    // On one task "0" and 1048582 say "not allowed" in the portal's language (api-reference/tasks/status/); a wrong id says so too, but we
    // send only ids the portal gave us. Lists and reads use "0" for their own mistakes.
    private static Refused? ByNumber(string method, string code, string text) => code switch
    {
        "1048582" or "1048584" => new Refused(RefusalKind.Denied),
        "0" when OnOneTask.Contains(TaskAction(method)) && !text.Contains("wrong task id", StringComparison.OrdinalIgnoreCase) => new Refused(RefusalKind.Denied),
        "1" when method.StartsWith("tasks.task.favorite.", StringComparison.OrdinalIgnoreCase) => new Refused(RefusalKind.NotFound),
        _ => null,
    };

    private static string TaskAction(string method) =>
        method.StartsWith("tasks.task.", StringComparison.OrdinalIgnoreCase) ? method["tasks.task.".Length..] : "";

    // Codes "0", "1", "100", "1048582", "1048584" and ERROR_CORE carry their meaning in the text only. The sentences below are the portal's
    // fixed English ones; a localised sentence falls through to the status.
    private static Refused? ByText(string text) => text switch
    {
        _ when NoRights().IsMatch(text) => new Refused(RefusalKind.Denied),
        _ when NotThere().IsMatch(text) => new Refused(RefusalKind.NotFound),
        _ => null,
    };

    private static Fault ByStatus(int status, string code) => status switch
    {
        503 => new TooFast(),
        429 => new OutOfTime(),
        >= 500 => new Doubtful(),
        401 => new Barred(AccessTrouble.Expired),
        403 => new Refused(RefusalKind.Denied),
        404 => new Refused(RefusalKind.NotFound),
        410 => new Barred(AccessTrouble.PortalDeleted),
        _ when Validation.Contains(code) || code.StartsWith("ERROR_", StringComparison.Ordinal) || code.EndsWith("_EMPTY", StringComparison.Ordinal)
            => new Refused(RefusalKind.Validation),
        _ => new Refused(RefusalKind.Other),
    };

    private static readonly HashSet<string> OnOneTask = new(
        ["update", "delete", "start", "pause", "complete", "defer", "renew", "approve", "disapprove", "delegate", "history.list", "files.attach"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Validation =
        ["", "0", "1", "100", "WRONG_ARGUMENTS", "INVALID_ARG_VALUE", "PARAMS_ERROR", "INVALID_REQUEST", "ARGUMENTNULLEXCEPTION"];

    [GeneratedRegex(@"not allowed|no access|access denied|insufficient permissions|ACTION_NOT_ALLOWED|ACTION_FAILED_TO_BE_PROCESSED", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoRights();

    [GeneratedRegex(@"ITEM_NOT_FOUND_OR_NOT_ACCESSIBLE|^task not found|^(activity is )?not found\.?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotThere();
}
