using B24App.EmulatedPortal.Control;
using B24App.EmulatedPortal.Events;

namespace B24App.Rig;

/// <summary>Everything that goes wrong between the app and the portals, by chance.</summary>
internal sealed class Weather(Stage stage, Random chance)
{
    /// <summary>No call is applied later than this after it came.</summary>
    public static readonly TimeSpan Latest = TimeSpan.FromSeconds(65);

    private const int MostWaiting = 40;

    private static readonly string[] Writes =
        ["im.message.add", "im.message.add", "im.message.add", "im.message.update", "im.message.delete", "tasks.task.add", "tasks.task.update", "task.commentitem.add", "tasks.task.start", "tasks.task.complete"];

    private static readonly string[] WritesOfParts =
        ["task.checklistitem.add", "task.checklistitem.add", "task.checklistitem.update", "task.checklistitem.delete", "task.elapseditem.add", "task.elapseditem.update", "task.elapseditem.delete", "disk.folder.addsubfolder", "upload", "download"];

    private readonly string[] _writes = stage.WithParts ? [.. Writes, .. WritesOfParts] : Writes;

    /// <summary>One thing goes wrong somewhere.</summary>
    public void Turn()
    {
        var host = stage.Hosts[chance.Next(stage.Hosts.Count)];
        if (host.Faults.Waiting > MostWaiting)
        {
            host.Faults.Clear(); // nobody called for a while; what piles up would greet everybody who comes, for good
        }

        var method = chance.Next(8) == 0 ? null : _writes[chance.Next(_writes.Length)];
        switch (chance.Next(200))
        {
            case < 60:
                host.Faults.Add(new Fault(FaultKind.AnswerLost) { Method = method });
                break;
            case < 80:
                host.Faults.Add(new Fault(FaultKind.Cut) { Method = method });
                break;
            case < 104:
                host.Faults.Add(new Fault(FaultKind.HalfAnswer) { Method = method });
                break;
            case < 124:
                host.Faults.Add(new Fault(FaultKind.Junk) { Method = method });
                break;
            case < 148:
                host.Faults.Add(new Fault(FaultKind.ErrorAfterWrite) { Method = method });
                break;
            case < 154:
                host.Faults.Add(new Fault(FaultKind.Error) { Method = method });
                break;
            case < 160:
                host.Faults.Add(Fault.Throttle(chance.Next(1, 6)));
                break;
            case < 164:
                host.Faults.Add(new Fault(FaultKind.Error) { Method = method, Code = "OPERATION_TIME_LIMIT", Description = "Method is blocked due to operation time limit.", Status = 429 });
                break;
            case < 170:
                host.Faults.Add(new Fault(FaultKind.Delay) { Method = method, Wait = TimeSpan.FromSeconds(chance.Next(1, 40)) });
                break;
            case < 182:
                host.Faults.Add(new Fault(FaultKind.Late) { Method = method, Wait = TimeSpan.FromSeconds(chance.Next(1, 50)) });
                break;
            case < 188:
                host.Faults.Add(new Fault(FaultKind.CutBatch) { After = chance.Next(0, 6) });
                break;
            case < 190:
                host.Faults.Add(new Fault(FaultKind.TokenExpired) { After = chance.Next(0, 6) });
                break;
            case < 192:
                host.Faults.Add(new Fault(FaultKind.Slow) { Method = method, Wait = TimeSpan.FromSeconds(61) });
                break;
            case < 194:
                host.Install.ExpireTokens(Stage.ClientId);
                break;
            case 194:
                host.Faults.Add(Fault.Storm(TimeSpan.FromSeconds(chance.Next(5, 60))));
                break;
            case 195 when chance.Next(4) == 0:
                host.Install.EndSubscription(Stage.ClientId);
                break;
            case 195 when chance.Next(3) == 0:
                host.Install.RevokeTokens(Stage.ClientId);
                break;
            case 195:
                stage.Box.OAuth.Faults.Add(new Fault(FaultKind.Error) { Method = "oauth/token", Status = 503 });
                break;
            default:
                Spoil(host.Events);
                break;
        }
    }

    /// <summary>The sun comes out.</summary>
    public static void Clear(Stage stage)
    {
        stage.Box.OAuth.Faults.Clear();
        foreach (var host in stage.Hosts.Where(host => host.Portal.Apps[Stage.ClientId].IsPaymentExpired))
        {
            host.Install.EndSubscription(Stage.ClientId, ended: false);
            stage.Leap(TimeSpan.FromMinutes(61)); // the event that says so may be lost, and then it is noticed within the hour
        }

        foreach (var host in stage.Hosts)
        {
            host.Faults.Clear();
            host.Faults.Late.DoNow();
            host.Events.Faults = new EventFaults();
        }
    }

    private void Spoil(OutboundEvents events) => events.Faults = chance.Next(6) switch
    {
        0 => new EventFaults { Twice = chance.Next(1, 10) },
        1 => new EventFaults { Reorder = chance.Next(2, 6) },
        2 => new EventFaults { Delay = TimeSpan.FromSeconds(chance.Next(1, 60)) },
        3 => new EventFaults { WithoutTokens = chance.Next(1, 5) },
        4 => new EventFaults { Lose = chance.Next(1, 10) },
        _ => new EventFaults(),
    };
}
