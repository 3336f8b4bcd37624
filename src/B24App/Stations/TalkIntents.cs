using System.Collections.Immutable;
using System.Data;
using System.Globalization;
using B24App.Apply;
using B24App.Backfill;
using B24App.Confirm;
using B24App.Links;
using B24App.Look;
using B24App.Plan;
using B24App.Plan.Comments;
using B24App.Plan.Text;
using B24App.Portals;
using B24App.Record;
using B24App.Store;

namespace B24App.Stations;

/// <summary>Turns verdicts about comments into mapping rows, intents and journal, in one commit.</summary>
public sealed class TalkIntents(TaskStores stores, PortalStore portals, LinkBook links, Translation translation, TalkWords words, FileIntents files, BackfillStore runs)
{
    private const int MostSingly = 10;

    /// <summary>Writes down what the verdicts ask for.</summary>
    public async Task Write(
        DirtyItem item, Link link, Mapping task, Side side, Discussion discussion, TalkSight sight, ImmutableArray<CommentVerdict> verdicts,
        IReadOnlyList<Mapping> children, DateTimeOffset portalNow)
    {
        var here = await portals.Find(link.Portal(side));
        var there = await portals.Find(link.Portal(side.Other()));
        var thereTalk = await stores.Discussions.Find(task.Id, side.Other());
        if (here is null || there is null)
        {
            return;
        }

        if (verdicts.Any(verdict => verdict is CommentVerdict.Send or CommentVerdict.Edit or CommentVerdict.Withdraw) && await Fused(link, task))
        {
            return;
        }

        var room = new TalkRoom(link, task, side, here, there, thereTalk?.IsNewCard == true ? Dialect.Chat : Dialect.Task, sight.MirrorsOfOthers);
        var texts = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        verdicts = await WithTokens(task.Id, verdicts, side);
        var sends = verdicts.OfType<CommentVerdict.Send>().ToList();

        // What was said before crosses as one digest per task (RULES 33).
        var first = task.IsByHand && children.All(child => child.Kind != MappingKind.Comment);
        var earlier = sends.Count > 1 && (first || await runs.Wants(link.Id, here.Id, item.Task) is not null);
        var digest = earlier || sends.Count > MostSingly;
        foreach (var comment in verdicts.Select(CommentOf).OfType<SeenComment>())
        {
            texts[comment.Item] = await words.Compose(room, comment, portalNow);
            await translation.Met(link, side, comment.Author, comment.AuthorName);
        }

        var together = digest ? await words.Digest(room, sends, portalNow, earlier) : [];
        await stores.Write(connection =>
        {
            DiscussionStore.Put(connection, discussion with
            {
                Newest = CommentPlanner.JudgedUpTo(sight, verdicts),
                Membership = discussion.IsNewCard ? Membership.Member : discussion.Membership,
            });
            if (discussion.Membership == Membership.Refused && CommentPlanner.HidesHistory(sight, item.AllNames.Where(Items.IsMessage).Select(Items.IdOf))
                && stores.Ledger.Skip(connection, here.Id, link.Id, task.End(side)!.Item, Reason.HistoryHidden))
            {
                NoteIntents.Add(connection, stores, link, task, side, here, Notes.In(Translation.Of(here)).EarlierCommentsHidden());
            }

            if (digest)
            {
                SendTogether(connection, room, sends, together, item.Feed);
            }

            foreach (var verdict in verdicts.Where(verdict => !digest || verdict is not CommentVerdict.Send))
            {
                Write(connection, room, verdict, texts, children, item.Feed);
            }
        });
    }

    private void Write(IDbConnection connection, TalkRoom room, CommentVerdict verdict, Dictionary<string, IReadOnlyList<string>> texts, IReadOnlyList<Mapping> children, string feed)
    {
        switch (verdict)
        {
            case CommentVerdict.Send(var comment, var was):
                Send(connection, room, comment, was, texts[comment.Item], feed);
                break;
            case CommentVerdict.Edit edit:
                Edit(connection, room, edit, texts[edit.Comment.Item], Parts(children, room, edit.Comment.Item));
                break;
            case CommentVerdict.Rebase(var comment, _):
                foreach (var row in Parts(children, room, comment.Item))
                {
                    MappingStore.PutPrints(connection, row.Id, room.Side, [new(MappingEnd.Files, comment.FilesPrint)]);
                }

                break;
            case CommentVerdict.Withdraw(var was, var why):
                Withdraw(connection, room, was, why, Parts(children, room, was.Item));
                break;
            case CommentVerdict.StayInside(var comment):
                MappingStore.Add(connection, Row(room, comment, 0, MappingState.Internal));
                stores.Ledger.Skip(connection, room.Here.Id, room.Link.Id, room.Name(comment.Item), Reason.InternalComment);
                break;
            case CommentVerdict.Skip(var comment, var why):
                stores.Ledger.Skip(connection, room.Here.Id, room.Link.Id, room.Name(comment.Item), why);
                break;
            case CommentVerdict.Hold(var comment, var why):
                stores.Ledger.Skip(connection, room.Here.Id, room.Link.Id, room.Name(comment.Item), why);
                break;
        }
    }

    private void Send(IDbConnection connection, TalkRoom room, SeenComment comment, KnownComment? was, IReadOnlyList<string> parts, string feed)
    {
        if (was is not null)
        {
            MappingStore.SetState(connection, new MappingId(was.Mapping), MappingState.Ended, "", stores.Clock.GetUtcNow());
        }

        var name = room.Name(comment.Item);
        stores.Ledger.Event(connection, room.Here.Id, room.Link.Id, name, feed);
        stores.Ledger.Verdict(connection, room.Here.Id, room.Link.Id, name, null, parts.Count == 1 ? "comment" : $"comment in {parts.Count} parts");
        var tokens = Carry(connection, room, comment);
        for (var part = 0; part < parts.Count; part++)
        {
            var id = MappingStore.Add(connection, Row(room, comment, part, MappingState.Creating));
            Add(connection, room, id, IntentKind.AddComment, new IntentBody { Text = parts[part], FromItem = name, FromPrint = comment.Print, Files = part == parts.Count - 1 ? tokens : [] });
        }
    }

    private void SendTogether(IDbConnection connection, TalkRoom room, List<CommentVerdict.Send> sends, IReadOnlyList<string> parts, string feed)
    {
        var ids = new List<long>();
        var tokens = ImmutableArray.CreateBuilder<string>();
        foreach (var send in sends)
        {
            tokens.AddRange(Carry(connection, room, send.Comment));
            if (send.Was is { } was)
            {
                MappingStore.SetState(connection, new MappingId(was.Mapping), MappingState.Ended, "", stores.Clock.GetUtcNow());
            }

            ids.Add(MappingStore.Add(connection, Row(room, send.Comment, 0, MappingState.Creating) with { Reason = Mapping.Digest }).Value);
        }

        var name = room.Name(sends[0].Comment.Item);
        stores.Ledger.Event(connection, room.Here.Id, room.Link.Id, name, feed);
        stores.Ledger.Verdict(connection, room.Here.Id, room.Link.Id, name, null, $"{sends.Count.ToString(CultureInfo.InvariantCulture)} comments as one message");
        for (var part = 0; part < parts.Count; part++)
        {
            // The rows are confirmed with the last part: until then the digest has not fully arrived.
            var last = part == parts.Count - 1;
            Add(connection, room, new MappingId(ids[0]), IntentKind.AddComment, new IntentBody { Text = parts[part], FromItem = name, Others = last ? [.. ids.Skip(1)] : [], Files = last ? tokens.ToImmutable() : [] });
        }
    }

    private void Edit(IDbConnection connection, TalkRoom room, CommentVerdict.Edit edit, IReadOnlyList<string> parts, IReadOnlyList<Mapping> rows)
    {
        var comment = edit.Comment;
        stores.Ledger.Verdict(connection, room.Here.Id, room.Link.Id, room.Name(comment.Item), null, edit.FilesChanged ? "edit, files" : "edit");
        var tokens = edit.FilesChanged ? Carry(connection, room, comment) : Carried(room, comment);
        if (rows.Any(row => row.Reason == Mapping.Digest))
        {
            Crossed(connection, room, comment, rows);
            TellOfDigest(connection, room, edit, string.Join('\n', parts));
        }
        else if (room.Dialect == Dialect.Chat && (edit.FilesChanged || (tokens.Length > 0 && parts.Count < rows.Count)))
        {
            Replace(connection, room, comment, parts, rows, tokens);
        }
        else
        {
            Crossed(connection, room, comment, rows);
            Rewrite(connection, room, comment, parts, rows, tokens, edit.FilesChanged || (tokens.Length > 0 && parts.Count != rows.Count && room.Dialect == Dialect.Task));
        }
    }

    private static void Crossed(IDbConnection connection, TalkRoom room, SeenComment comment, IReadOnlyList<Mapping> rows)
    {
        foreach (var row in rows)
        {
            MappingStore.PutPrints(connection, row.Id, room.Side, [new("text", comment.Print), new(MappingEnd.Files, comment.FilesPrint)]);
        }
    }

    // What crossed among others stands as it is, and people are told beside it.
    private void TellOfDigest(IDbConnection connection, TalkRoom room, CommentVerdict.Edit edit, string text)
    {
        var (comment, notes) = (edit.Comment, Notes.In(Translation.Of(room.There)));
        if (comment.Print != edit.Was.Print)
        {
            NoteIntents.Add(connection, stores, room.Link, room.Task, room.Side.Other(), room.There, notes.EditedAtPartner(comment.AuthorName, room.Here.Name, Byline.Strip(text)));
        }

        if (edit.FilesChanged)
        {
            var added = CommentFiles.Added(edit.Was.Files, comment.Files).Select(file => file.Token).ToImmutableArray();
            var told = notes.FilesChanged(comment.AuthorName, room.Here.Name, [.. comment.Files.Select(file => file.Name)]);
            NoteIntents.Add(connection, stores, room.Link, room.Task, room.Side.Other(), room.There, told, files: added, tellsOfFiles: true);
        }
    }

    // A chat exchanges no files of a message, so another message takes its place (im-message-update.md has no parameter for them).
    private void Replace(IDbConnection connection, TalkRoom room, SeenComment comment, IReadOnlyList<string> parts, IReadOnlyList<Mapping> rows, ImmutableArray<string> tokens)
    {
        var name = room.Name(comment.Item);
        foreach (var row in rows)
        {
            MappingStore.SetState(connection, row.Id, MappingState.Over, Mapping.Replaced, stores.Clock.GetUtcNow());
            Add(connection, room, row.Id, IntentKind.DeleteComment, new IntentBody { FromItem = name });
        }

        for (var part = 0; part < parts.Count; part++)
        {
            var id = MappingStore.Add(connection, Row(room, comment, part, MappingState.Creating));
            Add(connection, room, id, IntentKind.AddComment, new IntentBody { Text = parts[part], FromItem = name, FromPrint = comment.Print, Files = part == parts.Count - 1 ? tokens : [] });
        }
    }

    // The last part carries the files: the one that had them gives them away when there are more or fewer parts now.
    private void Rewrite(IDbConnection connection, TalkRoom room, SeenComment comment, IReadOnlyList<string> parts, IReadOnlyList<Mapping> rows, ImmutableArray<string> tokens, bool filesToo)
    {
        var name = room.Name(comment.Item);
        for (var part = 0; part < Math.Max(parts.Count, rows.Count); part++)
        {
            var carried = part == parts.Count - 1 ? tokens : [];
            if (part >= rows.Count)
            {
                var id = MappingStore.Add(connection, Row(room, comment, part, MappingState.Creating));
                Add(connection, room, id, IntentKind.AddComment, new IntentBody { Text = parts[part], FromItem = name, FromPrint = comment.Print, Files = filesToo ? carried : [] });
            }
            else if (part >= parts.Count)
            {
                MappingStore.SetState(connection, rows[part].Id, MappingState.Over, Mapping.Replaced, stores.Clock.GetUtcNow()); // should the comment grow again, another takes its place
                Add(connection, room, rows[part].Id, IntentKind.DeleteComment, new IntentBody { FromItem = name });
            }
            else
            {
                var rewrites = filesToo && (part == parts.Count - 1 || part == rows.Count - 1);
                Add(connection, room, rows[part].Id, IntentKind.EditComment, new IntentBody { Text = parts[part], FromItem = name, FromPrint = comment.Print, Files = carried, RewritesFiles = rewrites });
            }
        }
    }

    private void Withdraw(IDbConnection connection, TalkRoom room, KnownComment was, Reason why, IReadOnlyList<Mapping> rows)
    {
        var name = room.Name(was.Item);
        stores.Ledger.Verdict(connection, room.Here.Id, room.Link.Id, name, why, "withdraw");
        if (rows.Any(row => row.Reason == Mapping.Digest))
        {
            MappingStore.SetState(connection, new MappingId(was.Mapping), MappingState.Over, why.ToString(), stores.Clock.GetUtcNow());
            NoteIntents.Add(connection, stores, room.Link, room.Task, room.Side.Other(), room.There, Notes.In(Translation.Of(room.There)).CommentDeletedAtPartner("", room.Here.Name));
            return;
        }

        foreach (var row in rows)
        {
            if (why == Reason.InternalComment)
            {
                MappingStore.Add(connection, row with { Id = default, State = MappingState.Internal, Part = 0, A = room.Side == Side.A ? row.A : null, B = room.Side == Side.B ? row.B : null });
            }

            MappingStore.SetState(connection, row.Id, MappingState.Over, why.ToString(), stores.Clock.GetUtcNow());
            Add(connection, room, row.Id, IntentKind.DeleteComment, new IntentBody { FromItem = name });
        }
    }

    // Files go before the comment that carries them; where the contract keeps them back, that is said once.
    private ImmutableArray<string> Carry(IDbConnection connection, TalkRoom room, SeenComment comment)
    {
        if (!comment.HasFiles)
        {
            return [];
        }

        if (!room.Link.Contract.Carries(room.Side, Field.Files))
        {
            SayFilesStay(connection, room);
            return [];
        }

        files.Carry(connection, room.Link, room.Task.Id, room.Task.Family, room.Side, room.There, comment.Item, comment.Files);
        return [.. comment.Files.Select(file => file.Token)];
    }

    // What crossed before: a text that is written anew says again which of its files stay behind.
    private static ImmutableArray<string> Carried(TalkRoom room, SeenComment comment) =>
        room.Link.Contract.Carries(room.Side, Field.Files) ? [.. comment.Files.Select(file => file.Token)] : [];

    private void SayFilesStay(IDbConnection connection, TalkRoom room)
    {
        if (stores.Ledger.Skip(connection, room.Here.Id, room.Link.Id, room.Task.End(room.Side)!.Item, Reason.FilesNotCarried))
        {
            NoteIntents.Add(connection, stores, room.Link, room.Task, room.Side, room.Here, Notes.In(Translation.Of(room.Here)).NotCarried([NotCarried.Files]));
        }
    }

    private void Add(IDbConnection connection, TalkRoom room, MappingId mapping, IntentKind kind, IntentBody body)
    {
        stores.Ledger.Intent(connection, room.Here.Id, room.Link.Id, body.FromItem, kind.ToString());
        stores.Outbox.Add(connection, new Intent
        {
            Lane = room.Task.Family,
            Mapping = mapping,
            Task = room.Task.Id,
            Link = room.Link.Id,
            Portal = room.There.Id,
            Side = room.Side.Other(),
            Kind = kind,
            Body = body,
            Contract = room.Link.Contract.Number,
        }, room.There.Member);
    }

    private Mapping Row(TalkRoom room, SeenComment comment, int part, MappingState state)
    {
        var prints = new Dictionary<string, string>
        {
            ["text"] = comment.Print,
            ["author"] = comment.Author.ToString(CultureInfo.InvariantCulture),
            [MappingEnd.Files] = comment.FilesPrint,
            ["at"] = comment.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        }.ToImmutableSortedDictionary();
        var end = new MappingEnd(room.Here.Id, comment.Item, prints, false);
        return new Mapping
        {
            Id = default,
            Link = room.Link.Id,
            Kind = MappingKind.Comment,
            Parent = room.Task.Id,
            Origin = room.Side,
            Family = room.Task.Family,
            Part = part,
            State = state,
            CreatedAt = stores.Clock.GetUtcNow(),
            A = room.Side == Side.A ? end : null,
            B = room.Side == Side.B ? end : null,
        };
    }

    private async Task<bool> Fused(Link link, Mapping task)
    {
        var (_, ofLink) = await stores.Outbox.Recent(task.Id, link.Id, stores.Patience.FuseWindow);
        var limits = (await links.Details(link.Id))?.Limits ?? LinkLimits.Default;
        if (ofLink < limits.WritesOfLink)
        {
            return false;
        }

        await links.Hold(link.Id, nameof(Reason.FuseOfLink));
        return true;
    }

    private static IReadOnlyList<Mapping> Parts(IReadOnlyList<Mapping> children, TalkRoom room, string item) =>
        [.. children.Where(child => child.Kind == MappingKind.Comment && child.Origin == room.Side && child.State is MappingState.Live or MappingState.Creating && child.End(room.Side)?.Item == item).OrderBy(child => child.Part)];

    private async Task<ImmutableArray<CommentVerdict>> WithTokens(MappingId task, ImmutableArray<CommentVerdict> verdicts, Side side)
    {
        var known = ImmutableArray.CreateBuilder<CommentVerdict>(verdicts.Length);
        foreach (var verdict in verdicts)
        {
            known.Add(verdict switch
            {
                CommentVerdict.Send send => send with { Comment = send.Comment with { Files = await files.Tokens(task, side, send.Comment.Files) } },
                CommentVerdict.Edit edit => edit with { Comment = edit.Comment with { Files = await files.Tokens(task, side, edit.Comment.Files) } },
                _ => verdict,
            });
        }

        return known.ToImmutable();
    }

    private static SeenComment? CommentOf(CommentVerdict verdict) => verdict switch
    {
        CommentVerdict.Send send => send.Comment,
        CommentVerdict.Edit edit => edit.Comment,
        _ => null,
    };
}
