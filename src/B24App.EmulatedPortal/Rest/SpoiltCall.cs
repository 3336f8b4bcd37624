using B24App.EmulatedPortal.Control;
using Microsoft.AspNetCore.Http;

namespace B24App.EmulatedPortal.Rest;

/// <summary>What faults do to a request on its way in and to its answer on the way out.</summary>
internal static class SpoiltCall
{
    /// <summary>False when nothing is left to answer.</summary>
    /// <param name="http">The request.</param>
    /// <param name="fault">What hits it.</param>
    /// <param name="faults">Where it came from.</param>
    /// <param name="clock">Clock of the one who answers.</param>
    /// <param name="call">Does the call without an answer.</param>
    public static async Task<bool> Begin(HttpContext http, Fault? fault, FaultBook faults, TimeProvider clock, Action call)
    {
        switch (fault?.Kind)
        {
            case FaultKind.Delay:
                await Task.Delay(fault.Wait, clock);
                return true;
            case FaultKind.Cut:
                http.Abort();
                return false;
            case FaultKind.Late:
                faults.Late.Add(fault.Wait, call);
                http.Abort();
                return false;
            case FaultKind.Hang:
                await HangsUp(http);
                faults.Late.Add(fault.Wait, call);
                return false;
            default:
                return true;
        }
    }

    /// <summary>Sends the answer, as far as the fault lets it.</summary>
    public static async Task Send(HttpContext http, int status, string body, Fault? fault)
    {
        switch (fault?.Kind)
        {
            case FaultKind.AnswerLost or FaultKind.CutBatch:
                http.Abort();
                break;
            case FaultKind.Junk:
                await Html(http, StatusCodes.Status200OK, "502 Bad Gateway");
                break;
            case FaultKind.HalfAnswer:
                await Wire.Text(http, status, body[..(body.Length / 2)]);
                break;
            default:
                await Wire.Text(http, status, body);
                break;
        }
    }

    /// <summary>What a front server says when it gets no answer from what stands behind it.</summary>
    public static async Task Html(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync($"<html><head><title>{text}</title></head><body><center>nginx</center></body></html>");
    }

    private static async Task HangsUp(HttpContext http)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = http.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }
}
