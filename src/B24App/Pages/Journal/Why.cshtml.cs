using B24App.Links;
using B24App.Store;
using B24App.Why;

namespace B24App.Pages.Journal;

/// <summary>"Why was this not sent?" for any task of the portal: what happened, and what would be decided now.</summary>
public sealed class WhyModel(ScreenTools tools, WhyReader reader, LinkBook book) : SignedInPage(tools)
{
    /// <inheritdoc/>
    public override string Screen => "journal";

    /// <inheritdoc/>
    protected override Level Needs => Level.Manager;

    /// <summary>What was typed.</summary>
    public string? Asked { get; private set; }

    /// <summary>What was typed is no number of a task.</summary>
    public bool IsWrong { get; private set; }

    /// <summary>The answer; null before anything was asked.</summary>
    public WhyAnswer? Answer { get; private set; }

    /// <summary>Names of the portal's links.</summary>
    public IReadOnlyDictionary<LinkId, string> Links { get; private set; } = new Dictionary<LinkId, string>();

    /// <summary>Shows the question, and the answer when a task is named.</summary>
    public async Task OnGet(string? task, CancellationToken ct)
    {
        Asked = task;
        Links = (await book.Of(Portal.Id)).ToDictionary(link => link.Id, link => link.Name);
        if (new JournalFilter { Task = task }.TaskNumber is not { } id)
        {
            IsWrong = true;
        }
        else if (id > 0)
        {
            Answer = await reader.Of(Portal.Id, id, ct);
        }
    }
}
