namespace B24App.Plan.Text;

/// <summary>Talk of the portal itself in a task's chat (tasks.md 4.8). It stays where it is (RULES 12).</summary>
public static class SystemTalk
{
    /// <summary>Whether a message of the new card is the portal's own.</summary>
    /// <param name="authorId">Its author; the portal is 0.</param>
    /// <param name="uuid">Its uuid; a client's message has one, and so may have one sent by REST.</param>
    /// <param name="codes"><c>params.CODE</c>.</param>
    /// <param name="isSystem"><c>isSystem</c>, where the answer has it.</param>
    public static bool IsSystemMessage(long authorId, string? uuid, IReadOnlyCollection<string> codes, bool? isSystem) =>
        isSystem == true || authorId <= 0 || (string.IsNullOrEmpty(uuid) && codes.Count > 0);
}
