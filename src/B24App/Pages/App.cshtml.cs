namespace B24App.Pages;

/// <summary>The main page in the portal's frame.</summary>
public sealed class AppModel : PortalPost
{
    /// <summary>Made per request.</summary>
    public AppModel(IServiceProvider services)
        : base(services.GetRequiredService<PageTools>())
    {
    }

    /// <inheritdoc/>
    protected override bool IsInstall => false;
}
