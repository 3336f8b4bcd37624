import { portal, values } from './portal.js';

// The two kinds of discussion behind one shape: read(), write(text, as), change(id, text), remove(id).

// New card: messages of the task chat; the newest page comes first and the reader must be a participant.
export function chatVoice(task) {
  const dialog = `chat${task.chatId}`;
  const older = [];
  let mayHaveEarlier = true;
  let oldest = null;

  return {
    async read() {
      const answer = await portal.call('im.dialog.messages.get', { DIALOG_ID: dialog, LIMIT: 50 });
      const page = lines(answer);
      if (oldest === null) {
        mayHaveEarlier = page.length >= 50;
        oldest = page[0]?.id ?? null;
      }

      const seen = new Set(page.map(line => line.id));
      return [...older.filter(line => !seen.has(line.id)), ...page];
    },

    async earlier() {
      const page = lines(await portal.call('im.dialog.messages.get', { DIALOG_ID: dialog, LAST_ID: oldest, LIMIT: 50 }));
      older.unshift(...page);
      oldest = page[0]?.id ?? oldest;
      mayHaveEarlier = page.length >= 50;
    },

    hasEarlier: () => mayHaveEarlier,
    write: (text, as) => portal.call('im.message.add', { DIALOG_ID: dialog, MESSAGE: text }, as),
    change: (id, text) => portal.call('im.message.update', { MESSAGE_ID: id, MESSAGE: text }),
    remove: id => portal.call('im.message.delete', { MESSAGE_ID: id }),
  };

  function lines(answer) {
    const people = new Map(values(answer.users).map(user => [String(user.id), user.name]));
    const files = new Map(values(answer.files).map(file => [String(file.id), file.name]));
    return values(answer.messages).map(message => ({
      id: message.id,
      authorId: message.author_id,
      authorName: people.get(String(message.author_id)),
      date: message.date,
      text: message.text ?? '',
      isSystem: Number(message.author_id) === 0,
      isEdited: message.params?.IS_EDITED === 'Y',
      isDeleted: message.params?.IS_DELETED === 'Y',
      files: values(message.params?.FILE_ID).map(id => files.get(String(id)) ?? String(id)),
    })).sort((a, b) => a.id - b.id);
  }
}

// Old card: forum comments. Parameters go by position, so they stand in the documented order.
export function commentVoice(task) {
  return {
    async read() {
      const rows = await portal.call('task.commentitem.getlist', [task.id, { ID: 'asc' }, {}]);
      return values(rows).map(row => ({
        id: Number(row.ID),
        authorId: Number(row.AUTHOR_ID),
        authorName: row.AUTHOR_NAME,
        date: row.POST_DATE,
        text: row.POST_MESSAGE ?? '',
        isSystem: Number(row.AUTHOR_ID) === 0,
        files: values(row.ATTACHED_OBJECTS).map(file => file.NAME),
      }));
    },

    earlier: () => Promise.resolve(),
    hasEarlier: () => false,
    write: (text, as) => portal.call('task.commentitem.add', [task.id, { POST_MESSAGE: text, AUTHOR_ID: as }], as),
    change: (id, text) => portal.editComment(id, text),
    remove: id => portal.call('task.commentitem.delete', [task.id, id]),
  };
}
