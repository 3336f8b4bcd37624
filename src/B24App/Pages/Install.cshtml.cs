namespace B24App.Pages;

/// <summary>The installation page: it shows the steps and ends with the portal's own "installed".</summary>
public sealed class InstallModel : PortalPost
{
    /// <summary>Made per request.</summary>
    public InstallModel(IServiceProvider services)
        : base(services.GetRequiredService<PageTools>())
    {
    }

    /// <inheritdoc/>
    protected override bool IsInstall => true;
}
