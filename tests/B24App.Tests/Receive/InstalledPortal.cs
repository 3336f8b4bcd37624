using System.Text;
using B24App.Portals;
using B24App.Store;
using B24App.Tests.Portals;
using Dapper;

namespace B24App.Tests.Receive;

/// <summary>Two installed portals, shared by tests that only knock at the door for events.</summary>
public sealed class InstalledPortal : IAsyncLifetime
{
    internal Rig Rig { get; private set; } = null!;

    internal Portal North { get; private set; } = null!;

    internal string NorthToken => Rig.North.Portal.Apps[Rig.ClientId].ApplicationToken;

    internal string SouthToken => Rig.South.Portal.Apps[Rig.ClientId].ApplicationToken;

    public async Task InitializeAsync()
    {
        Rig = await Rig.Start();
        North = await Rig.Install(Rig.North);
        await Rig.Install(Rig.South);
    }

    public async Task DisposeAsync() => await Rig.DisposeAsync();

    internal string Fill(string body, string? member = null, string? token = null) => new StringBuilder(body)
        .Replace("{domain}", Rig.North.Portal.Domain).Replace("{member}", member ?? North.Member).Replace("{token}", token ?? NorthToken).ToString();

    internal Task Empty() => Rig.Get<Database>().Write(store =>
    {
        store.Execute("DELETE FROM inbox; DELETE FROM dirty;");
    });

    /// <summary>What the last event left: item, kind and names of the one row, or "nothing".</summary>
    internal async Task<string> Left()
    {
        var left = await Rig.Scalar<string>("SELECT group_concat(i.item || ' ' || d.kind || ' ' || d.names, '; ') FROM inbox i JOIN dirty d ON d.inbox_id = i.id");
        return await Rig.Count("inbox") + await Rig.Count("dirty") == 0 ? "nothing" : left ?? "inbox without dirty item";
    }
}
