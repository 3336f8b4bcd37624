using B24App.DeadLetters;

namespace B24App.Pages.Nav;

/// <summary>The number beside "undelivered" in the navigation.</summary>
public sealed class UndeliveredCountModel(ScreenTools tools, DeadLetterBox letters) : SignedInPage(tools)
{
    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public override string Screen => "undelivered";

    /// <summary>Counts them.</summary>
    public async Task OnGet() => Count = (await letters.Groups(Portal.Id)).Sum(group => group.Count);
}
