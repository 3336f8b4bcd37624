using System.Collections.Immutable;
using System.Data;
using B24App.Apply;
using B24App.Files;
using B24App.Links;
using B24App.Plan;
using B24App.Plan.Comments;
using B24App.Plan.Tasks;
using B24App.Portals;
using B24App.Store;

namespace B24App.Stations;

/// <summary>Writes down that files go: each before what carries it, in the same lane, so that the upload has come to its end when the text leaves.</summary>
public sealed class FileIntents(TaskStores stores, FileStore files)
{
    /// <summary>What the files of a comment are over the link.</summary>
    public async Task<ImmutableArray<SeenFile>> Tokens(MappingId task, Side side, ImmutableArray<SeenFile> seen)
    {
        if (seen.IsEmpty)
        {
            return seen;
        }

        var crossed = (await files.OfTask(task)).ToDictionary(copy => copy.Token, copy => copy.Size, StringComparer.Ordinal);
        return [.. seen.Select(file => file with { Token = CommentFiles.Token(file, file.Attachment > 0 ? SeenFile.TokenOf(side, file.Attachment) : SeenFile.TokenOfObject(side, file.DriveObject), crossed) })];
    }

    /// <summary>Adds what does not stand on the other side yet.</summary>
    /// <param name="connection">The commit that also writes what carries the files.</param>
    /// <param name="link">The link.</param>
    /// <param name="task">Mapping of the task.</param>
    /// <param name="lane">Its lane.</param>
    /// <param name="from">Side the files come from.</param>
    /// <param name="to">Portal they go to.</param>
    /// <param name="owner">Task or comment that carries them.</param>
    /// <param name="seen">The files.</param>
    public void Carry(IDbConnection connection, Link link, MappingId task, string lane, Side from, Portal to, string owner, IEnumerable<SeenFile> seen)
    {
        foreach (var file in seen.Where(file => file.Token[0] == from.ToString()[0]))
        {
            var copy = new FileCopy
            {
                Link = link.Id,
                Task = task,
                Side = from,
                Token = file.Token,
                Owner = owner,
                From = link.Portal(from),
                To = to.Id,
                Name = file.Name,
                Size = file.Size,
            };
            if (files.Add(connection, copy))
            {
                Send(connection, link, copy, lane, to);
            }
        }
    }

    /// <summary>The intent alone: a file that stayed behind is tried again.</summary>
    public void Send(IDbConnection connection, Link link, FileCopy copy, string lane, Portal to)
    {
        stores.Ledger.Intent(connection, copy.From, link.Id, copy.Owner, nameof(IntentKind.CarryFile));
        stores.Outbox.Add(connection, new Intent
        {
            Lane = lane,
            Mapping = default, // the fuse counts writes of an item; a file is part of one
            Task = copy.Task,
            Link = link.Id,
            Portal = to.Id,
            Side = copy.Side.Other(),
            Kind = IntentKind.CarryFile,
            Marker = copy.Token,
            Body = new IntentBody { Text = copy.Token, FromItem = copy.Owner },
            Contract = link.Contract.Number,
        }, to.Member);
    }
}
