import { h, openSlider } from './dom.js';
import { portal } from './portal.js';
import { tagNames } from './list.js';
import { t } from './words.js';

// One form files a task and edits one; an edit sends only what was changed.
export function openForm({ task, group, onclose, ondone }) {
  const first = task ? shownBy(task) : { title: '', description: '', groupId: String(group ?? 0), responsibleId: String(portal.me.id), deadline: '', priority: '1', tags: '', control: false };
  const people = portal.state.users.filter(user => user.isActive);
  const trouble = h('p', { class: 'trouble', role: 'alert', hidden: true, id: 'form-trouble' });
  const title = h('input', { name: 'title', required: true, maxlength: 250, placeholder: t('titleHint'), class: 'big', 'aria-label': t('name'), 'aria-describedby': 'form-trouble', autofocus: true, autocomplete: 'off' });
  const description = h('textarea', { name: 'description', rows: 7, placeholder: t('descriptionHint'), 'aria-label': t('description') });
  const groupId = h('select', { name: 'groupId' }, h('option', { value: '0' }, t('noGroup')), (portal.groups ?? []).map(one => h('option', { value: one.id }, one.name)));
  const responsibleId = h('select', { name: 'responsibleId' }, people.map(user => h('option', { value: user.id }, user.position ? `${user.name}, ${user.position}` : user.name)));
  const deadline = h('input', { type: 'datetime-local', name: 'deadline' });
  const priority = h('select', { name: 'priority' }, ['0', '1', '2'].map(level => h('option', { value: level }, t(`priority${level}`))));
  const tags = h('input', { name: 'tags', placeholder: t('tagsHint'), autocomplete: 'off' });
  const control = h('input', { type: 'checkbox', name: 'control' });
  const submit = h('button', { type: 'submit', class: 'button primary' }, task ? t('save') : t('create'));
  title.value = first.title;
  description.value = first.description;
  groupId.value = first.groupId;
  responsibleId.value = first.responsibleId;
  deadline.value = first.deadline;
  priority.value = first.priority;
  tags.value = first.tags;
  control.checked = first.control;

  const form = h('form', { class: 'task-form', novalidate: true, onsubmit: save },
    h('h1', {}, task ? t('editTask') : t('newTask')),
    title, description, trouble,
    h('div', { class: 'form-grid' },
      field(t('responsible'), responsibleId), field(t('group'), groupId), field(t('deadline'), deadline), field(t('priority'), priority), field(t('tags'), tags),
      h('label', { class: 'check' }, control, h('span', {}, t('control'), h('small', {}, t('controlHint'))))),
    h('footer', { class: 'row' }, submit, h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, t('cancel')), h('span', { class: 'spacer' }), h('span', { class: 'quiet' }, t('sendHint'))));
  form.addEventListener('keydown', event => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && form.requestSubmit());
  const dialog = openSlider({ label: task ? t('editTask') : t('newTask'), className: 'narrow', body: form, closeWord: t('close'), onclose });

  async function save(event) {
    event.preventDefault();
    if (!title.value.trim()) return complain(t('titleRequired'));
    if (submit.disabled) return;
    submit.disabled = true;
    try {
      const fields = changed();
      const answer = task
        ? Object.keys(fields).length > 0 && await portal.call('tasks.task.update', { taskId: task.id, fields })
        : await portal.call('tasks.task.add', { fields });
      dialog.close();
      ondone(task ? task.id : answer.task.id);
    } catch (problem) {
      complain(t('refused', problem.message));
      submit.disabled = false;
    }
  }

  function changed() {
    const now = { title: title.value.trim(), description: description.value, groupId: groupId.value, responsibleId: responsibleId.value, deadline: deadline.value, priority: priority.value, tags: tags.value, control: control.checked };
    const wire = {
      title: { TITLE: now.title },
      description: { DESCRIPTION: now.description },
      groupId: { GROUP_ID: Number(now.groupId) },
      responsibleId: { RESPONSIBLE_ID: Number(now.responsibleId) },
      deadline: { DEADLINE: now.deadline ? withOffset(now.deadline) : '' },
      priority: { PRIORITY: Number(now.priority) },
      tags: { TAGS: now.tags.split(',').map(tag => tag.trim().replace(/^#/, '')).filter(Boolean) },
      control: { TASK_CONTROL: now.control ? 'Y' : 'N' },
    };
    const always = task ? [] : ['title', 'responsibleId', 'groupId'];
    return Object.assign({}, ...Object.keys(wire).filter(key => always.includes(key) || now[key] !== first[key]).map(key => wire[key]));
  }

  function complain(words) {
    trouble.textContent = words;
    trouble.hidden = false;
    title.focus();
  }
}

export function field(name, control) {
  return h('label', { class: 'field' }, h('span', {}, name), control);
}

function shownBy(task) {
  return {
    title: task.title,
    description: task.description ?? '',
    groupId: String(task.groupId ?? 0),
    responsibleId: String(task.responsibleId),
    deadline: task.deadline ? local(new Date(task.deadline)) : '',
    priority: String(task.priority ?? 1),
    tags: tagNames(task).join(', '),
    control: task.taskControl === 'Y',
  };
}

const two = number => String(number).padStart(2, '0');

function local(date) {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

// The portal is always told the offset: without one it would read the time in the caller's zone.
function withOffset(text) {
  const minutes = -new Date(text).getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${text}:00${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
