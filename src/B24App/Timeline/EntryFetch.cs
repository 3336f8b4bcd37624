using B24App.Bitrix24.Calls;
using B24App.Bitrix24.Files;
using B24App.Files;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Text;
using B24App.Plan.Timeline;
using B24App.Portals;

namespace B24App.Timeline;

/// <summary>What came of fetching one file of an entry.</summary>
internal abstract record EntryFetched
{
    private EntryFetched()
    {
    }

    /// <summary>It came, or it stays behind: either way its end is known.</summary>
    public sealed record Known(FetchedFile File) : EntryFetched;

    /// <summary>Not now.</summary>
    public sealed record NotNow(Outcome Why) : EntryFetched;

    /// <summary>It broke off.</summary>
    public sealed record Broke(FileCopy Copy) : EntryFetched;
}

/// <summary>Fetches files of entries into a place beside the store, in pieces, and judges them on the way.</summary>
public sealed class EntryFetch(PortalLines lines, Transit transit)
{
    /// <summary>Most bytes of all files of one call: they travel inside of it as Base64, and a portal cuts a request after 60 s.</summary>
    public const long MostOfCall = 50 * 1024 * 1024;

    /// <summary>Fetches one.</summary>
    /// <param name="link">The link with its limit.</param>
    /// <param name="copy">What is known of the file.</param>
    /// <param name="file">What its portal shows.</param>
    /// <param name="before">Bytes that go with the same call already.</param>
    internal async Task<EntryFetched> Of(Link link, FileCopy copy, EntryFile file, long before)
    {
        if (Judge(link, copy.Name, copy.Size, before) is { } known)
        {
            return Stays(copy, known);
        }

        if (await lines.For(copy.From) is not { } line)
        {
            return new EntryFetched.NotNow(new NoAccess(AccessTrouble.Expired, "no line"));
        }

        var bytes = transit.Open();
        var fetched = await line.Files.Fetch(file.Url, bytes, Math.Min(link.Contract.LargestFile, MostOfCall - before), CancellationToken.None, withToken: true);
        if (fetched is Fetched.Whole { Length: > 0 } whole && (file.Size == 0 || file.Size == whole.Length))
        {
            var came = Named(copy, whole.Name) with { Size = whole.Length, Sha256 = whole.Sha256 };
            if (Judge(link, came.Name, came.Size, before) is not { } why)
            {
                return new EntryFetched.Known(new FetchedFile(came, bytes));
            }

            await bytes.DisposeAsync();
            return Stays(came, why);
        }

        await bytes.DisposeAsync();
        return fetched switch
        {
            Fetched.TooLarge large => Stays(Named(copy, large.Name) with { Size = Math.Max(copy.Size, large.Length) }, large.Length > link.Contract.LargestFile ? Reason.FileTooLarge : Reason.FileTooLargeForCall),
            Fetched.NotNow(var outcome) when outcome is not Unknown => new EntryFetched.NotNow(outcome),
            Fetched.NoFile or Fetched.Whole { Length: 0 } => Stays(copy, Reason.FileUnreadable),
            _ => new EntryFetched.Broke(copy),
        };
    }

    /// <summary>The file stays behind.</summary>
    internal static EntryFetched Stays(FileCopy copy, Reason why) => new EntryFetched.Known(new FetchedFile(copy with { State = CopyState.Refused, Reason = why, Sha256 = "" }, null));

    private static Reason? Judge(Link link, string name, long size, long before) =>
        (name.Length == 0 ? null : FileJudgement.Refuses(name, size, link.Contract.LargestFile)) ?? (before + size > MostOfCall ? Reason.FileTooLargeForCall : null);

    private static FileCopy Named(FileCopy copy, string name) => name.Length > 0 && copy.Name.Length == 0 ? copy with { Name = FileNames.Safe(name) } : copy;
}
