import { avatar, h, icon } from './dom.js';
import { portal, values } from './portal.js';
import { counted, exactMoment, moment, t } from './words.js';

const SELECT = ['ID', 'TITLE', 'STATUS', 'PRIORITY', 'DEADLINE', 'RESPONSIBLE_ID', 'CREATED_BY', 'GROUP_ID', 'COMMENTS_COUNT', 'SERVICE_COMMENTS_COUNT', 'TAGS'];
const PARTS = [['open', ['1', '2', '3', '4', '6']], ['done', ['5', '7']], ['all', null]];

export function taskList({ group, go }) {
  let rows = null;
  let counters = {};
  let total = 0;
  let pages = 1;
  let part = 'open';
  let words = '';
  let drawn = '';
  const known = new Set();

  const title = h('h1', {}, '');
  const count = h('p', { class: 'count' });
  const body = h('div', { class: 'list-body' });
  const search = h('input', { type: 'search', placeholder: t('search'), 'aria-label': t('search'), oninput: event => { words = event.target.value.toLowerCase(); draw(); } });
  const chips = PARTS.map(([key]) => h('button', { type: 'button', 'aria-pressed': String(key === part), onclick: () => choose(key) }, t(key)));
  const element = h('section', { class: 'page' },
    h('div', { class: 'page-head' }, h('div', {}, title, count),
      h('button', { type: 'button', class: 'button primary', onclick: () => go(`${group ? `/workgroups/group/${group}` : ''}/tasks/task/edit/0/`) }, icon('plus'), t('newTask'))),
    h('div', { class: 'sheet' },
      h('div', { class: 'list-tools' }, h('div', { class: 'chips', role: 'group', 'aria-label': t('status') }, chips), h('label', { class: 'search' }, icon('search'), search)),
      body));

  return { element, refresh };

  async function refresh() {
    const found = [];
    for (let page = 0; page < pages; page++) {
      const answer = await portal.callFull('tasks.task.list', { order: { ID: 'desc' }, filter: group ? { GROUP_ID: group } : {}, select: SELECT, start: page * 50 });
      const tasks = values(answer.result?.tasks);
      found.push(...tasks);
      total = Number(answer.total ?? found.length);
      if (tasks.length < 50) break;
    }

    counters = await portal.counters();
    rows = found;
    title.textContent = group ? portal.groups?.find(one => one.id === group)?.name ?? t('group') : t('tasks');
    document.title = `${title.textContent} · ${portal.state.company}`;
    draw();
  }

  function choose(key) {
    part = key;
    chips.forEach((chip, at) => chip.setAttribute('aria-pressed', String(PARTS[at][0] === key)));
    draw();
  }

  function draw() {
    if (!rows) return;
    const statuses = PARTS.find(([key]) => key === part)[1];
    const shown = rows.filter(task => (!statuses || statuses.includes(String(task.status))) && (!words || task.title.toLowerCase().includes(words) || tagNames(task).some(tag => tag.toLowerCase().includes(words))));
    const now = JSON.stringify([shown, counters, total, portal.me.id, Math.floor(portal.now() / 60000)]);
    if (now === drawn) return;
    drawn = now;
    const isFirst = known.size === 0;
    count.textContent = counted('taskCount', shown.length);
    const held = document.activeElement?.closest?.('tr')?.dataset.task;
    body.replaceChildren(shown.length ? table(shown, isFirst) : nothing(), ...(rows.length < total ? [more()] : []));
    if (held) body.querySelector(`tr[data-task="${held}"] a`)?.focus();
    rows.forEach(task => known.add(task.id));
  }

  function table(tasks, isFirst) {
    return h('table', { class: group ? 'tasks' : 'tasks with-group' },
      h('thead', {}, h('tr', {}, ['name', 'status', 'deadline', 'creator', 'responsible', ...(group ? [] : ['group'])].map(key => h('th', { scope: 'col', class: `col-${key}` }, t(key))))),
      h('tbody', {}, tasks.map(task => row(task, !isFirst && !known.has(task.id)))));
  }

  function row(task, isNew) {
    const path = `${group ? `/workgroups/group/${group}` : `/company/personal/user/${portal.me.id}`}/tasks/task/view/${task.id}/`;
    return h('tr', { class: isNew ? 'fresh' : '', 'data-task': task.id, onclick: event => event.target.closest('a') || go(path) },
      h('td', { class: 'col-name' }, h('div', { class: 'name-line' },
        String(task.priority) === '2' && h('span', { class: 'flame', title: t('important') }, icon('flame'), h('span', { class: 'unseen' }, t('important'))),
        h('a', { href: path }, task.title), counter(counters[task.id] ?? Number(task.commentsCount ?? 0) - Number(task.serviceCommentsCount ?? 0))),
      tagNames(task).length > 0 && h('div', { class: 'tags' }, tagNames(task).map(tag => h('span', {}, `#${tag}`)))),
      h('td', { class: 'col-status' }, statusPill(task.status)),
      h('td', { class: 'col-deadline' }, deadline(task)),
      h('td', { class: 'col-creator' }, personCell(task.creator, task.createdBy)),
      h('td', { class: 'col-responsible' }, personCell(task.responsible, task.responsibleId)),
      !group && h('td', { class: 'col-group' }, task.group?.name ? h('span', { class: 'group-name' }, task.group.name) : h('span', { class: 'quiet' }, '–')));
  }

  function nothing() {
    const isFiltered = rows.length > 0;
    return h('div', { class: 'nothing' }, icon('tasks'), h('h2', {}, isFiltered ? t('noHits') : t('emptyTasks')),
      isFiltered
        ? h('button', { type: 'button', class: 'button', onclick: () => { words = search.value = ''; choose('all'); } }, t('resetFilter'))
        : h('p', {}, t('emptyTasksHint', portal.me.name)));
  }

  function more() {
    return h('button', { type: 'button', class: 'button wide', onclick: () => { pages++; refresh(); } }, t('showMore'));
  }
}

export function tagNames(task) {
  return values(task.tags).map(tag => typeof tag === 'string' ? tag : tag?.title).filter(Boolean);
}

export function statusPill(status) {
  return h('span', { class: `pill status-${status}` }, t(`status${status}`));
}

export function deadline(task) {
  if (!task.deadline) return h('span', { class: 'quiet' }, t('noDeadline'));
  const isLate = Date.parse(task.deadline) < portal.now() && !['4', '5', '7'].includes(String(task.status));
  return h('time', { datetime: task.deadline, title: exactMoment(task.deadline), class: isLate ? 'late' : '' }, moment(task.deadline, portal.now()), isLate && h('span', { class: 'unseen' }, `, ${t('overdue')}`));
}

export function personCell(person, id) {
  const known = { id, name: person?.name || portal.person(id).name };
  return h('span', { class: 'person' }, avatar(known, 'small'), h('span', {}, known.name));
}

function counter(count) {
  return count > 0 && h('span', { class: 'counter', title: counted('commentCount', count) }, icon('chat'), h('span', {}, count));
}
