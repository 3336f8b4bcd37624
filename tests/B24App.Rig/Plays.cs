using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Groups;
using B24App.EmulatedPortal.Hosting;

namespace B24App.Rig;

/// <summary>Cases that are more than the usual under some weather.</summary>
internal static class Plays
{
    private const int Refused = 2;

    /// <summary>Lines, hours and files of tasks that stand on both sides, and of one whose mirror cannot stand yet.</summary>
    public static Task LinesHoursAndFiles(Play play)
    {
        play.Parts.AddEach(play.Tasks[0], 0);
        play.Parts.AddEach(play.Tasks[1], 0);
        play.Parts.AddEach(play.Crowd.File(0), 0);
        play.Parts.Tick(play.Tasks[0], 1);
        return Task.CompletedTask;
    }

    public static Task SecretsToBe(Play play)
    {
        play.Crowd.Say(play.Tasks[0], 2, SaidKind.Unique, 0);
        play.KeepLastWords(play.Tasks[0], 2);
        return Task.CompletedTask;
    }

    public static Task OnlyNews(Play play)
    {
        play.Crowd.Say(play.Tasks[0], 2, SaidKind.Equal, 0);
        play.Crowd.Say(play.Tasks[1], 2, SaidKind.Equal, 0);
        play.Crowd.Say(play.Tasks[2], 2, SaidKind.Equal, 2);
        play.Crowd.File(0);
        return Task.CompletedTask;
    }

    public static async Task SecondProcess(Play play)
    {
        await play.Usual();
        await using var second = await play.Second(new Uri($"http://127.0.0.1:{Stage.FreePort()}/"));
        if (!second.IsDead || second.ExitCode != Refused)
        {
            play.Found.Doubled++;
            play.Found.Tell("a second process works on the same store");
        }
    }

    public static async Task Deletions(Play play)
    {
        var tasks = new[] { play.Crowd.File(0), play.Crowd.File(1), play.Crowd.File(2), play.Crowd.File(0), play.Crowd.File(2) };
        foreach (var task in tasks)
        {
            play.Crowd.Say(task, 1, SaidKind.Unique, task.Portal);
        }

        await play.Agree();
        foreach (var task in tasks[..3])
        {
            play.Crowd.Delete(task, task.Portal);
        }

        play.Crowd.Edit(tasks[0], 1); // the mirror of what is gone
        play.Crowd.Delete(tasks[3], 1);
        play.Crowd.Delete(tasks[4], 1);
        play.Crowd.Say(tasks[3], 1, SaidKind.Unique, 0);
        await play.Usual();
    }

    public static async Task Borders(Play play)
    {
        var (task, other) = (play.Crowd.File(0), play.Crowd.File(1));
        play.Crowd.Say(task, 1, SaidKind.Unique, 0);
        await play.Agree();
        play.Crowd.Carry(task, 0);
        play.Crowd.Carry(other, 0); // the mirror: it means nothing
        await play.Agree();
        play.Crowd.Say(task, 2, SaidKind.Unique, 0);
        play.Crowd.Say(task, 1, SaidKind.Unique, 1);
        play.Crowd.Rename(task, 0);
        play.Crowd.Say(other, 1, SaidKind.Unique, 0);
        await play.Usual();
        await play.Agree();
        play.Crowd.Carry(task, 0);
        await play.Agree();
        play.Crowd.Say(task, 1, SaidKind.Unique, 0);
        play.Crowd.Say(task, 1, SaidKind.Unique, 1);
    }

    public static async Task Readers(Play play)
    {
        var tasks = new[] { play.Crowd.File(0), play.Crowd.File(2) };
        foreach (var task in tasks)
        {
            play.Crowd.Say(task, 1, SaidKind.Unique, task.Portal);
            play.Crowd.Say(task, 1, SaidKind.Internal, task.Portal);
        }

        await play.Agree();
        foreach (var task in tasks)
        {
            play.Crowd.Reword(task, task.Portal, changesWhoReads: true);
            play.Crowd.Say(task, 1, SaidKind.Unique, task.Portal);
        }

        await play.Usual();
    }

    // Everybody works on; what piled up crosses afterwards, many comments as one message (RULES 21).
    public static async Task Outage(Play play)
    {
        play.Stage.Hosts[1].Faults.Add(new Fault(FaultKind.Error) { Status = 502, Code = "", Description = "Bad Gateway", Lasts = TimeSpan.FromHours(6) });
        await play.Usual();
        for (var hour = 0; hour < 6; hour++)
        {
            play.Crowd.Say(play.Tasks[0], 4, SaidKind.Unique, 0);
            play.Crowd.Edit(play.Tasks[0], 0);
            await Play.Meanwhile(1); // a leap ends the calls that are out, and a refresh whose answer is lost takes a person to mend
            play.Stage.Leap(TimeSpan.FromMinutes(58));
        }

        play.Stage.Leap(TimeSpan.FromMinutes(15));
    }

    public static async Task Lapse(Play play)
    {
        foreach (var host in play.Stage.Hosts.Take(2))
        {
            host.Install.EndSubscription(Stage.ClientId);
        }

        await play.Usual();
        await Play.Meanwhile(1);
        foreach (var host in play.Stage.Hosts.Take(2))
        {
            host.Install.EndSubscription(Stage.ClientId, ended: false);
        }

        await Play.Meanwhile(0.5);
        play.Stage.Leap(TimeSpan.FromMinutes(61)); // the event causes a re-read at most once in ten minutes (RULES 27), and may be lost
    }

    public static async Task Revoked(Play play)
    {
        play.Stage.Hosts[1].Install.RevokeTokens(Stage.ClientId);
        await play.Usual();
        await Play.Meanwhile(1);
    }

    // What it cannot read meanwhile is not gone (RULES 22), and what changed meanwhile crosses once it can read again. In a chat it has a seat, and
    // with it still sees the task: there a write is refused and parked. Nobody tells when rights are back, so that is tried again after a day.
    public static async Task Rightless(Play play)
    {
        var ((south, west), bonds) = ((play.Stage.Hosts[1], play.Stage.Hosts[2]), play.Stage.Bonds);
        var unseen = play.Crowd.File(2); // its card is the old one
        await play.Agree();
        Reads(south, bonds[0].GroupB, 7, false);
        Reads(west, bonds[1].GroupA, 5, false);
        play.Crowd.Rename(unseen, 1);
        play.Crowd.Rename(play.Tasks[1], 0);
        play.Crowd.Say(play.Tasks[1], 1, SaidKind.Unique, 1);
        await Play.Meanwhile(1);
        play.Stage.Leap(play.Stage.Sweep); // a sweep and a census
        await Play.Meanwhile(1);
        Reads(south, bonds[0].GroupB, 7, true);
        Reads(west, bonds[1].GroupA, 5, true);
        await play.Calm(swept: true);
        play.Stage.Leap(TimeSpan.FromHours(25));

        // Neither administrator nor in the group, it reads what it filed itself and nothing else.
        static void Reads(PortalHost host, long groupId, long otherOwner, bool does)
        {
            lock (host.Portal.Gate)
            {
                var group = host.Portal.State<GroupBoard>().Groups[groupId];
                host.Portal.Users[1].IsAdmin = does;
                group.OwnerId = does ? 1 : otherOwner;
                _ = does ? group.Members.TryAdd(1, 'A') : group.Members.Remove(1);
            }
        }
    }

    public static async Task Restarts(Play play)
    {
        for (var time = 0; time < 2; time++)
        {
            await play.Usual();
            await Play.Meanwhile(0.3);
            await play.App.Stop();
            await play.Conflict();
            await play.DisposeAsync();
            await play.Start();
        }
    }

    // Of two equal comments that wait in the backup the first one crosses before the store is put back.
    public static async Task RestoredHalfway(Play play)
    {
        var backup = Path.Combine(play.Stage.Folder, "halfway.db");
        File.Delete(backup);
        var south = play.Stage.Hosts[1];
        south.Faults.Add(Fault.Storm(TimeSpan.FromHours(1)));
        play.Crowd.Say(play.Tasks[0], 2, SaidKind.Equal, 0);
        await Play.Meanwhile(2);
        await AppProcess.Command(play.Stage, "backup", backup);
        await play.DisposeAsync();
        south.Faults.Clear();
        await play.Start("kill=AfterSettle:1");
        play.Stage.Leap(TimeSpan.FromMinutes(10));
        await play.App.Ended(TimeSpan.FromSeconds(60));
        await play.DisposeAsync();
        await AppProcess.Command(play.Stage, "restore", backup);
        await play.Start();
    }

    // What happened while nobody listened is found by the sweep alone, and the first one dies with it.
    public static async Task SweepDies(Play play)
    {
        await play.App.Stop();
        await play.DisposeAsync();
        Feeds(false);
        await play.Usual();
        for (var portal = 0; portal < play.Stage.Hosts.Count; portal++)
        {
            play.Crowd.File(portal); // whichever portal is swept first
        }

        await play.Start("kill=SweepRead:1");
        await play.App.Ended(TimeSpan.FromSeconds(60));
        await play.DisposeAsync();
        await play.Start();
        await play.Calm(swept: true);
        Feeds(true);

        void Feeds(bool work)
        {
            foreach (var host in play.Stage.Hosts)
            {
                lock (host.Portal.Gate)
                {
                    host.Portal.Switches = host.Portal.Switches with { RestOfflineExtended = work, MessengerEvents = work };
                }
            }
        }
    }

    public static async Task Restored(Play play)
    {
        var backup = Path.Combine(play.Stage.Folder, "backup.db");
        File.Delete(backup);
        play.Crowd.Say(play.Tasks[1], 2, SaidKind.Equal, 1);
        await AppProcess.Command(play.Stage, "backup", backup);
        await LinesHoursAndFiles(play);
        await play.Usual();
        await play.Agree();
        await play.Usual();
        await play.Calm();
        await play.App.Stop();
        await play.DisposeAsync();
        await play.Conflict();
        await AppProcess.Command(play.Stage, "restore", backup);
        await play.Start();
        play.Crowd.Say(play.Tasks[0], 1, SaidKind.Unique, 0);
        await play.Calm(swept: true); // a comment that the backup never knew is matched by its text: it may not change before that
        await play.Usual();
    }
}
