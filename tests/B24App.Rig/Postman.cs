using System.Net.Http.Headers;
using System.Text;
using B24App.EmulatedPortal.Events;

namespace B24App.Rig;

/// <summary>
/// Brings events again that found the app dead. A portal does not do this; it stands in for the sweep in runs that try everything else.
/// </summary>
internal sealed class Postman(Stage stage)
{
    private readonly HashSet<SentEvent> _brought = [];

    public async Task Round()
    {
        foreach (var lost in stage.Hosts.SelectMany(host => host.Events.Log).Where(sent => sent.Status is not 200 && !_brought.Contains(sent)).ToList())
        {
            using var body = new StringContent(lost.Body, Encoding.UTF8);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
            try
            {
                using var answer = await stage.Http.PostAsync(new Uri(lost.Handler), body);
                if (answer.IsSuccessStatusCode)
                {
                    _brought.Add(lost);
                }
            }
            catch (HttpRequestException)
            {
                return; // dead again
            }
        }
    }
}
