import { ask, avatar, h, icon } from './dom.js';
import { portal } from './portal.js';
import { richText } from './richtext.js';
import { chatVoice, commentVoice } from './voices.js';
import { exactMoment, moment, t } from './words.js';

// The discussion of a task. A row is drawn again only when it changed, and never while someone types into it.
export function talk(task, { isChat, onsent }) {
  const voice = isChat ? chatVoice(task) : commentVoice(task);
  const rows = new Map();
  let reader = portal.me.id;
  let editing = null;

  const lines = h('div', { class: 'lines', role: 'log', 'aria-label': t('discussion'), tabindex: '0' });
  const earlier = h('button', { type: 'button', class: 'link', hidden: true, onclick: () => voice.earlier().then(refresh) }, t('earlier'));
  const notice = h('p', { class: 'notice', hidden: true });
  const empty = h('p', { class: 'quiet talk-empty', hidden: true }, t('noMessages'));
  const trouble = h('p', { class: 'trouble', role: 'alert', hidden: true });
  const text = h('textarea', { rows: 3, placeholder: isChat ? t('writeMessage') : t('writeComment'), 'aria-label': isChat ? t('writeMessage') : t('writeComment'), onkeydown: keys });
  const author = h('select', { 'aria-label': t('writeAs') }, portal.state.users.filter(user => user.isActive).map(user => h('option', { value: user.id, selected: user.id === portal.me.id }, user.name)));
  const send = h('button', { type: 'submit', class: 'button primary', title: t('sendHint') }, icon('send'), t('send'));
  const element = h('div', { class: isChat ? 'talk chat' : 'talk old' },
    h('header', { class: 'talk-head' }, h('h2', {}, isChat ? t('taskChat') : t('comments')), h('span', { class: 'badge' }, isChat ? t('newCard') : t('oldCard'))),
    h('div', { class: 'talk-scroll' }, earlier, notice, empty, lines),
    h('form', { class: 'composer', onsubmit: submit }, trouble, text, h('div', { class: 'row' }, h('label', { class: 'as' }, h('span', {}, t('writeAs')), author), h('span', { class: 'spacer' }), send)));

  return { element, refresh, isChat };

  async function refresh() {
    if (reader !== portal.me.id) {
      reader = portal.me.id;
      author.value = String(reader);
    }

    const scroll = lines.parentElement;
    const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60;
    try {
      const found = await voice.read();
      notice.hidden = true;
      earlier.hidden = !voice.hasEarlier();
      draw(found);
    } catch (problem) {
      if (problem.code !== 'ACCESS_ERROR') throw problem;
      notice.textContent = t('notInChat', portal.me.name);
      notice.hidden = false;
      draw([]);
      empty.hidden = true;
    }

    if (atEnd) scroll.scrollTop = scroll.scrollHeight;
  }

  function draw(found) {
    empty.hidden = found.length > 0;
    const wanted = new Set(found.map(line => line.id));
    for (const [id, row] of rows) {
      if (wanted.has(id)) continue;
      row.element.remove();
      rows.delete(id);
    }

    let before = null;
    for (const line of found) {
      const print = JSON.stringify([line, portal.me.id]);
      let row = rows.get(line.id);
      if (!row || (row.print !== print && editing !== line.id)) {
        const drawnLine = drawLine(line);
        row ? row.element.replaceWith(drawnLine) : before ? before.after(drawnLine) : lines.prepend(drawnLine);
        row = { element: drawnLine, print };
        rows.set(line.id, row);
      }

      before = row.element;
    }
  }

  function drawLine(line) {
    if (line.isSystem) return h('div', { class: 'line system' }, richText(line.text, { chat: true }), time(line));
    const person = { id: line.authorId, name: line.authorName || portal.person(line.authorId).name };
    const isMine = String(line.authorId) === String(portal.me.id);
    return h('article', { class: isMine ? 'line mine' : 'line', 'data-id': line.id },
      avatar(person),
      h('div', { class: 'bubble' },
        h('header', {}, h('strong', {}, person.name), time(line), line.isEdited && h('span', { class: 'quiet' }, t('edited')),
          isMine && !line.isDeleted && h('span', { class: 'line-tools' }, small('edit', 'edit', () => startEdit(line)), small('remove', 'trash', () => remove(line)))),
        line.isDeleted ? h('p', { class: 'quiet' }, t('deletedMessage')) : richText(line.text, { chat: isChat }),
        line.files.map(name => h('p', { class: 'file' }, t('file', name)))));
  }

  function time(line) {
    return h('time', { datetime: line.date, title: exactMoment(line.date) }, moment(line.date, portal.now()));
  }

  function small(name, picture, onclick) {
    return h('button', { type: 'button', class: 'mini', 'aria-label': t(name), title: t(name), onclick }, icon(picture));
  }

  function startEdit(line) {
    editing = line.id;
    const field = h('textarea', { rows: 4, 'aria-label': t('edit') });
    field.value = line.text;
    const row = rows.get(line.id);
    const form = h('form', { class: 'line-edit' }, field, h('div', { class: 'row' },
      h('button', { type: 'submit', class: 'button primary' }, t('save')), h('button', { type: 'button', class: 'button', onclick: stop }, t('cancel'))));
    form.addEventListener('submit', async event => {
      event.preventDefault();
      if (field.value.trim() && await attempt(() => voice.change(line.id, field.value))) stop();
    });
    form.addEventListener('keydown', event => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      stop();
    });
    row.element.querySelector('.bubble').replaceChildren(form);
    field.focus();

    function stop() {
      editing = null;
      row.print = '';
      refresh();
    }
  }

  async function remove(line) {
    if (await ask({ title: t('deleteMessage'), yes: t('remove'), no: t('cancel'), danger: true })) {
      await attempt(() => voice.remove(line.id));
      await refresh();
    }
  }

  function keys(event) {
    const isSend = event.key === 'Enter' && (event.ctrlKey || event.metaKey || (isChat && !event.shiftKey)) && !event.isComposing;
    if (!isSend) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  }

  async function submit(event) {
    event.preventDefault();
    if (!text.value.trim() || send.disabled) return;
    send.disabled = true;
    if (await attempt(() => voice.write(text.value.trim(), Number(author.value)))) text.value = '';
    send.disabled = false;
    await onsent();
    lines.parentElement.scrollTop = lines.parentElement.scrollHeight;
  }

  async function attempt(call) {
    try {
      trouble.hidden = true;
      await call();
      return true;
    } catch (problem) {
      trouble.textContent = t('refused', problem.message);
      trouble.hidden = false;
      return false;
    }
  }
}
