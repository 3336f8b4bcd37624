namespace B24App.Pages.CrmTab;

/// <summary>The tab in a card of the CRM, as the portal opens it.</summary>
public sealed class IndexModel : PortalPost
{
    /// <summary>Made per request.</summary>
    public IndexModel(IServiceProvider services)
        : base(services.GetRequiredService<PageTools>())
    {
    }

    /// <inheritdoc/>
    protected override bool IsInstall => false;
}
