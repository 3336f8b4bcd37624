import { ask, h, icon, openSlider, toast } from './dom.js';
import { portal, values } from './portal.js';
import { openForm } from './form.js';
import { openWidget } from './frame.js';
import { deadline, personCell, statusPill, tagNames } from './list.js';
import { richText } from './richtext.js';
import { talk } from './talk.js';
import { exactMoment, moment, t } from './words.js';

const SELECT = ['ID', 'TITLE', 'DESCRIPTION', 'STATUS', 'PRIORITY', 'DEADLINE', 'START_DATE_PLAN', 'END_DATE_PLAN', 'CREATED_BY', 'CREATED_DATE', 'CLOSED_DATE',
  'RESPONSIBLE_ID', 'ACCOMPLICES', 'AUDITORS', 'GROUP_ID', 'PARENT_ID', 'TASK_CONTROL', 'TAGS', 'XML_ID', 'CHAT_ID'];

// Which buttons a status offers; the portal's own "action" map has the last word where it speaks.
const ACTIONS = {
  1: ['start', 'complete', 'defer'], 2: ['start', 'complete', 'defer'], 3: ['complete', 'pause', 'defer'],
  4: ['approve', 'disapprove', 'renew'], 5: ['renew'], 6: ['start', 'renew', 'complete'], 7: ['renew'],
};

export function openCard(id, { onclose, act }) {
  let task = null;
  let drawn = '';
  let discussion = null;
  let isDropped = false;
  const left = h('div', { class: 'card-main' });
  const right = h('aside', { class: 'card-talk', 'aria-label': t('discussion') });
  const trouble = h('p', { class: 'trouble', role: 'alert', hidden: true });
  const body = h('div', { class: 'card' }, left, right);
  const dialog = openSlider({ label: t('taskTitle', id), className: 'wide', body, closeWord: t('close'), onclose: () => isDropped || onclose() });
  refresh();

  return { id, refresh, drop };

  // Closed by the page, not by the person: nobody has to be told.
  function drop() {
    isDropped = true;
    dialog.close();
  }

  async function refresh() {
    const answer = await portal.call('tasks.task.get', { taskId: id, select: SELECT });
    if (!answer?.task) return drawHidden();
    task = answer.task;
    const now = JSON.stringify([task, portal.me.id, Math.floor(portal.now() / 60000)]);
    if (now !== drawn) {
      drawn = now;
      document.title = `${task.title} · ${portal.state.company}`;
      drawTask();
    }

    const isChat = Number(task.chatId) > 0;
    if (!discussion || discussion.isChat !== isChat) {
      discussion = talk(task, { isChat, onsent: refresh });
      right.replaceChildren(discussion.element);
    }

    await discussion.refresh();
  }

  // An empty result means "missing" or "forbidden"; the portal does not say which.
  function drawHidden() {
    if (drawn === 'hidden') return;
    drawn = 'hidden';
    discussion = null;
    right.replaceChildren();
    left.replaceChildren(h('div', { class: 'nothing' }, icon('tasks'), h('h2', {}, t('hiddenTask', id)), h('p', {}, t('hiddenTaskHint', portal.me.name)),
      h('div', { class: 'row' }, portal.state.users.filter(user => user.isActive && user.id !== portal.me.id).slice(0, 4)
        .map(user => h('button', { type: 'button', class: 'button', onclick: () => act(user.id) }, t('switchTo', user.name))))));
  }

  function drawTask() {
    const held = left.contains(document.activeElement) ? document.activeElement.dataset.action : null;
    left.replaceChildren(...[
      h('header', { class: 'card-head' },
        h('p', { class: 'card-number' }, t('taskTitle', task.id), String(task.priority) === '2' && h('span', { class: 'flame' }, icon('flame'), t('important'))),
        h('h1', {}, task.title),
        tagNames(task).length > 0 && h('div', { class: 'tags' }, tagNames(task).map(tag => h('span', {}, `#${tag}`)))),
      h('div', { class: 'card-text' }, task.description ? richText(task.description) : h('p', { class: 'quiet' }, t('noDescription'))),
      trouble,
      h('div', { class: 'row card-actions' }, offered().map(button), spacer(), tool('edit', 'edit', edit, 'edit'), tool('remove', 'trash', remove, 'remove')),
      h('dl', { class: 'fields' }, fields()),
      widgets(),
    ].filter(Boolean));
    if (held) left.querySelector(`[data-action="${held}"]`)?.focus();
  }

  function offered() {
    return (ACTIONS[task.status] ?? []).filter(name => allowed(name)).slice(0, 4);
  }

  function allowed(name) {
    return !task.action || Array.isArray(task.action) || task.action[name] !== false;
  }

  function button(name, at) {
    return h('button', { type: 'button', class: at === 0 ? 'button primary' : 'button', 'data-action': name, onclick: event => change(name, event.currentTarget) }, t(name));
  }

  function tool(name, picture, onclick, right) {
    return allowed(right) && h('button', { type: 'button', class: 'button icon-only', 'data-action': name, 'aria-label': t(name), title: t(name), onclick }, icon(picture));
  }

  function fields() {
    const people = ids => h('span', { class: 'people' }, values(ids).map(one => personCell(null, one)));
    const plan = [task.startDatePlan, task.endDatePlan].filter(Boolean).map(date => moment(date, portal.now())).join(' – ');
    return [
      [t('status'), statusPill(task.status)],
      [t('deadline'), deadline(task)],
      [t('responsible'), personCell(task.responsible, task.responsibleId)],
      [t('creator'), personCell(task.creator, task.createdBy)],
      [t('group'), task.group?.name ?? h('span', { class: 'quiet' }, t('noGroup'))],
      [t('priority'), t(`priority${task.priority ?? 1}`)],
      values(task.accomplices).length > 0 && [t('accomplices'), people(task.accomplices)],
      values(task.auditors).length > 0 && [t('auditors'), people(task.auditors)],
      plan && [t('planned'), plan],
      Number(task.parentId) > 0 && [t('parent'), h('a', { href: `/company/personal/user/${portal.me.id}/tasks/task/view/${task.parentId}/` }, t('taskTitle', task.parentId))],
      [t('control'), task.taskControl === 'Y' ? t('yes') : t('no')],
      [t('created'), h('time', { datetime: task.createdDate, title: exactMoment(task.createdDate) }, moment(task.createdDate, portal.now()))],
      task.closedDate && [t('finished'), h('time', { datetime: task.closedDate, title: exactMoment(task.closedDate) }, moment(task.closedDate, portal.now()))],
      task.xmlId && [t('externalId'), h('code', {}, task.xmlId)],
    ].filter(Boolean).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)));
  }

  // The new card shows widgets of apps as rows of one block, below the task's fields.
  function widgets() {
    const tabs = portal.state.taskTabs ?? [];
    return tabs.length > 0 && h('section', { class: 'card-apps', 'aria-label': t('applications') }, h('h2', {}, t('applications')),
      tabs.map(tab => h('button', { type: 'button', class: 'card-app', 'data-action': `app-${tab.clientId}`, onclick: () => openWidget(tab, { taskId: String(task.id), URI: location.pathname }) }, icon('apps'), tab.title)));
  }

  async function change(name, pressed) {
    pressed.disabled = true;
    await attempt(() => portal.call(`tasks.task.${name}`, { taskId: task.id }));
    pressed.disabled = false;
  }

  function edit() {
    openForm({ task, ondone: () => { toast(t('taskSaved')); refresh(); } });
  }

  async function remove() {
    if (!await ask({ title: t('deleteTask', task.title), text: t('deleteTaskText'), yes: t('remove'), no: t('cancel'), danger: true })) return;
    if (await attempt(() => portal.call('tasks.task.delete', { taskId: task.id }), false)) {
      toast(t('taskDeleted'));
      dialog.close();
    }
  }

  async function attempt(call, again = true) {
    try {
      trouble.hidden = true;
      await call();
      if (again) await refresh();
      return true;
    } catch (problem) {
      trouble.textContent = t('refused', problem.message);
      trouble.hidden = false;
      return false;
    }
  }
}

const spacer = () => h('span', { class: 'spacer' });
