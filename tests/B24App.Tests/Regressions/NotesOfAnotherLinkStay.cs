using B24App.Plan;
using B24App.Plan.Comments;

namespace B24App.Tests.Regressions;

/// <summary>
/// A link that sends on what came from partners also sent on our own notes of the other link ("the task has left the exchange …"),
/// as if our relay account had said them.
/// </summary>
public sealed class NotesOfAnotherLinkStay
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rule9_a_note_never_crosses_whatever_the_contract_says(bool sendsPartnersMirrors)
    {
        var note = new SeenComment("m10", 10, 1, "Relay", DateTimeOffset.UnixEpoch.AddDays(1), "ℹ️ The task has left the exchange.", Speaker.Human, false, false);
        var mirror = note with { Item = "m11", Id = 11, Text = "[b]Anna (West)[/b]\nhello" };
        var verdicts = CommentPlanner.Plan(new TalkSight
        {
            Window = [note, mirror],
            Known = new Dictionary<string, KnownComment>(),
            NotesOfOthers = new HashSet<string> { "m10" },
            MirrorsOfOthers = new HashSet<string> { "m11" },
            CommentsLeave = true,
            SendsPartnersMirrors = sendsPartnersMirrors,
        });

        Assert.Equal(new CommentVerdict.Skip(note, Reason.OurNote), verdicts[0]);
        Assert.Equal(sendsPartnersMirrors ? new CommentVerdict.Send(mirror) : new CommentVerdict.Skip(mirror, Reason.CameFromPartner), verdicts[1]);
    }
}
