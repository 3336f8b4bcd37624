using B24App.Journal;
using B24App.Links;
using B24App.Matching;
using B24App.Plan;
using B24App.Store;
using Dapper;
using Half = B24App.Links.Half;

namespace B24App.Tests.Links;

/// <summary>A real store in a temporary folder with three portals, and the services of links on it.</summary>
public sealed class LinkWorld : IAsyncDisposable
{
    private readonly string _folder;

    private LinkWorld(string folder, Database database)
    {
        _folder = folder;
        Database = database;
        Book = new LinkBook(database, Clock);
        Invitations = new Invitations(database, Book, Clock);
        Halves = new Halves(Book);
        Pausing = new Pausing(database, Book);
        Unlinking = new Unlinking(database, Book);
        Journal = new JournalStore(database);
        People = new PeopleDirectory(database, Book, Clock);
        Matches = new UserMatches(database, Book, Clock);
    }

    public static PortalId North { get; } = new(1);

    public static PortalId South { get; } = new(2);

    public static PortalId Stranger { get; } = new(3);

    public HandClock Clock { get; } = new();

    public Database Database { get; }

    public LinkBook Book { get; }

    public Invitations Invitations { get; }

    public Halves Halves { get; }

    public Pausing Pausing { get; }

    public Unlinking Unlinking { get; }

    public JournalStore Journal { get; }

    public PeopleDirectory People { get; }

    public UserMatches Matches { get; }

    public static async Task<LinkWorld> Open()
    {
        IdHandlers.Register();
        var folder = Directory.CreateTempSubdirectory("b24app-links-").FullName;
        var world = new LinkWorld(folder, await Database.Open(Path.Combine(folder, "store.db")));
        await world.Database.Write(store =>
        {
            AddPortal(store, North, "north", "Север");
            AddPortal(store, South, "south", "Юг");
            AddPortal(store, Stranger, "stranger", "");
        });
        return world;
    }

    public Admin Admin(PortalId portal, long user = 1) => new(portal, user, Clock.GetUtcNow());

    /// <summary>The client's half of the support preset: group 12 leaves.</summary>
    public static Half ClientHalf(params long[] groups) => Presets.Half(Presets.Support, Side.A, new HalfChoices
    {
        Filter = new TaskFilter { Groups = [.. groups.DefaultIfEmpty(12)] },
        InternalPrefix = "//",
    });

    /// <summary>The provider's half: group 40, responsible 7.</summary>
    public static Half ProviderHalf() => Presets.Half(Presets.Support, Side.B, new HalfChoices
    {
        TargetGroup = 40,
        PublishedGroupTitle = "Заявки клиентов",
        DefaultResponsible = 7,
    });

    public async Task<LinkId> Linked(Half? a = null, Half? b = null, PortalId? from = null, PortalId? to = null)
    {
        var (inviter, acceptor) = (from ?? North, to ?? South);
        var yes = new Consent(100, PartnersWholePortal: true);
        var invited = await Invitations.Create("Поддержка", a ?? ClientHalf(), Admin(inviter), yes);
        Assert.Equal(LinkAnswer.Done, invited.Answer);
        Assert.Equal(LinkAnswer.Done, (await Invitations.Accept(invited.Code, b ?? ProviderHalf(), Admin(acceptor), yes)).Answer);
        Assert.Equal(LinkAnswer.Done, await Invitations.Confirm(invited.Link, Admin(inviter), yes));
        return invited.Link;
    }

    public async Task<Link> Link(LinkId link) => (await Book.Find(link))!;

    public Task Sql(string sql) => Database.Write(store => store.Execute(sql));

    public Task<long> Number(string sql) => Database.Read(store => store.ExecuteScalarAsync<long>(sql));

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static void AddPortal(System.Data.IDbConnection store, PortalId id, string domain, string name) => store.Execute(
        """
        INSERT INTO portal (id, member_id, domain, name, endpoint, oauth_host, client_id, state, installed_at)
        VALUES (@id, @domain, @domain || '.example', @name, 'https://' || @domain || '.example/rest/', 'https://oauth.example/', 'app', 'Active', 1)
        """,
        new { id = id.Value, domain, name });
}
