using B24App.RestLogs;
using Microsoft.AspNetCore.Mvc;

namespace B24App.Pages.Settings;

/// <summary>The log of calls to this portal: methods, numbers and sizes, never a text or a token (RULES 36).</summary>
public sealed class CallsModel(ScreenTools tools, RestLogReader reader) : SignedInPage(tools)
{
    private const int PageSize = 50;

    /// <inheritdoc/>
    public override string Screen => "settings";

    /// <inheritdoc/>
    protected override Level Needs => Level.Manager;

    /// <summary>Beginning of a method name.</summary>
    public string Method { get; private set; } = "";

    /// <summary>The calls, newest first.</summary>
    public IReadOnlyList<RestCallLine> Calls { get; private set; } = [];

    /// <summary>Address of the next page; null on the last.</summary>
    public string? Next { get; private set; }

    /// <summary>Shows the screen.</summary>
    public Task OnGet(string? method) => Load(method, long.MaxValue);

    /// <summary>The rows alone, after the form changed.</summary>
    public async Task<IActionResult> OnGetRows(string? method)
    {
        await Load(method, long.MaxValue);
        return Partial("_Calls", this);
    }

    /// <summary>Older rows.</summary>
    public async Task<IActionResult> OnGetMore(string? method, long before)
    {
        await Load(method, before);
        return Partial("_CallRows", this);
    }

    private async Task Load(string? method, long before)
    {
        Method = new string([.. (method ?? "").Trim().Where(sign => char.IsLetterOrDigit(sign) || sign == '.').Take(60)]);
        var rows = await reader.Page(Portal.Member, Method, before, PageSize + 1);
        Calls = [.. rows.Take(PageSize)];
        Next = rows.Count > PageSize ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/settings/calls?handler=more&method={Method}&before={Calls[^1].Id}") : null;
    }
}
