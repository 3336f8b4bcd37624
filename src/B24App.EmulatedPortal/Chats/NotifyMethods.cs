using B24App.EmulatedPortal.Kernel;

namespace B24App.EmulatedPortal.Chats;

/// <summary><c>im.notify*</c>: notices are kept where tests can read them (b24restdocs: api-reference/chats/notifications/).</summary>
internal static class NotifyMethods
{
    public static void Register(MethodTable table)
    {
        table.Add(new RestMethod("im.notify", "im", call => Add(call, system: Php.AsText(ChatCall.Parameter(call, "TYPE")) == "SYSTEM")));
        table.Add(new RestMethod("im.notify.personal.add", "im", call => Add(call, system: false)));
        table.Add(new RestMethod("im.notify.system.add", "im", call => Add(call, system: true)));
        table.Add(new RestMethod("im.notify.delete", "im", Delete));
    }

    private static RestAnswer Add(RestCall call, bool system)
    {
        if ((Php.AsId(ChatCall.Parameter(call, "USER_ID")) ?? Php.AsId(ChatCall.Parameter(call, "TO"))) is not (> 0 and var userId))
        {
            throw new RestError("USER_ID_EMPTY", "User ID can't be empty");
        }

        var text = Php.AsText(ChatCall.Parameter(call, "MESSAGE"));
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new RestError("MESSAGE_EMPTY", "Message can't be empty");
        }

        var board = call.Portal.State<ChatBoard>();
        var tag = Php.AsText(ChatCall.Parameter(call, "TAG")) ?? "";
        if (tag.Length > 0)
        {
            // A tag is unique among a user's notices: a new one takes the place of the old.
            board.Notices.RemoveAll(notice => notice.UserId == userId && notice.Tag == tag);
        }

        var id = board.NextMessageId();
        board.Notices.Add(new PortalNotice(id, userId, system ? 0 : call.User.Id, text, tag, Php.AsText(ChatCall.Parameter(call, "SUB_TAG")) ?? ""));
        return new RestAnswer(id);
    }

    private static RestAnswer Delete(RestCall call)
    {
        var id = Php.AsId(ChatCall.Parameter(call, "ID"));
        var tag = Php.AsText(ChatCall.Parameter(call, "TAG"));
        var subTag = Php.AsText(ChatCall.Parameter(call, "SUB_TAG"));
        if (id is null && string.IsNullOrEmpty(tag) && string.IsNullOrEmpty(subTag))
        {
            throw new RestError("PARAMS_ERROR", "Incorrect params");
        }

        // A notice belongs to an app; a webhook has to say as whom it comes.
        if (call.App is null && string.IsNullOrEmpty(Php.AsText(ChatCall.Parameter(call, "CLIENT_ID"))))
        {
            throw new RestError("ACCESS_DENIED", "Access denied! Client ID not specified", 403);
        }

        call.Portal.State<ChatBoard>().Notices.RemoveAll(notice =>
            notice.Id == id || (!string.IsNullOrEmpty(tag) && notice.Tag == tag) || (!string.IsNullOrEmpty(subTag) && notice.SubTag == subTag));
        return new RestAnswer(true);
    }
}
