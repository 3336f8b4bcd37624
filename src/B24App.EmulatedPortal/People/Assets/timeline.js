import { h, icon } from './dom.js';
import { portal } from './portal.js';
import { richText } from './richtext.js';
import { exactMoment, moment, t } from './words.js';

const SOURCES = { 1: 'lead', 2: 'deal', 3: 'contact', 4: 'company', 128: 'dynamic_128' };
const NAMES = { CRM_EMAIL: 'crmLetter', VOXIMPLANT_CALL: 'crmCall', CRM_MEETING: 'crmMeeting', CRM_TODO: 'crmTodo', IMOPENLINES_SESSION: 'crmChat', CRM_WEBFORM: 'crmWebForm' };

// What happened with a record: activities and comments, the newest first, and the buttons that add to them.
export function timeline({ type, id }) {
  let drawn = '';
  const list = h('ol', { class: 'crm-story' });
  const text = h('textarea', { name: 'comment', rows: 2, required: true, 'aria-label': t('writeComment'), placeholder: t('writeComment') });
  const composer = h('form', { class: 'crm-composer', onsubmit: say }, text,
    h('div', { class: 'row' },
      h('button', { type: 'submit', class: 'button primary' }, t('send')),
      h('button', { type: 'button', class: 'button', 'data-action': 'call', onclick: () => add(2) }, t('crmCall')),
      h('button', { type: 'button', class: 'button', 'data-action': 'letter', onclick: () => add(4) }, t('crmLetter'))));
  const element = h('aside', { class: 'card-talk crm-timeline', 'aria-label': t('crmTimeline') }, h('h2', {}, t('crmTimeline')), composer, list);
  return { element, refresh };

  async function refresh() {
    const activities = await portal.call('crm.activity.list', { filter: { BINDINGS: [{ OWNER_TYPE_ID: type, OWNER_ID: id }] }, order: { ID: 'DESC' }, select: ['*', 'COMMUNICATIONS'] });
    const comments = await portal.call('crm.timeline.comment.list', { filter: { ENTITY_TYPE: SOURCES[type], ENTITY_ID: id }, order: { ID: 'DESC' } });
    const rows = [...activities.map(one => ({ at: one.CREATED, draw: () => activity(one) })), ...comments.map(one => ({ at: one.CREATED, draw: () => comment(one) }))]
      .sort((left, right) => Date.parse(right.at) - Date.parse(left.at));
    const now = JSON.stringify([activities, comments, portal.me.id, Math.floor(portal.now() / 60000)]);
    if (now === drawn) return;
    drawn = now;
    list.replaceChildren(...(rows.length ? rows.map(row => row.draw()) : [h('li', { class: 'quiet' }, t('crmNothing'))]));
  }

  function activity(one) {
    const way = one.DIRECTION === '1' ? t('crmIncoming') : one.DIRECTION === '2' ? t('crmOutgoing') : '';
    return h('li', { class: 'crm-entry', 'data-activity': one.ID },
      h('p', { class: 'quiet' }, NAMES[one.PROVIDER_ID] ? t(NAMES[one.PROVIDER_ID]) : one.PROVIDER_ID, way && `, ${way}`, ' · ', when(one.CREATED)),
      h('strong', {}, one.SUBJECT), one.DESCRIPTION && h('p', {}, one.DESCRIPTION));
  }

  function comment(one) {
    return h('li', { class: 'crm-entry', 'data-comment': one.ID },
      h('p', { class: 'quiet' }, icon('chat'), ` ${portal.person(one.AUTHOR_ID).name} · `, when(one.CREATED)), h('div', { class: 'rich' }, richText(one.COMMENT)));
  }

  function when(iso) {
    return h('time', { datetime: iso, title: exactMoment(iso) }, moment(iso, portal.now()));
  }

  async function say(event) {
    event.preventDefault();
    if (!text.value.trim()) return;
    await portal.call('crm.timeline.comment.add', { fields: { ENTITY_TYPE: SOURCES[type], ENTITY_ID: id, COMMENT: text.value } });
    text.value = '';
    await refresh();
  }

  // A call and a letter that came in; the text of the box is what was said.
  async function add(kind) {
    const now = new Date(portal.now()).toISOString();
    await portal.call('crm.activity.add', { fields: {
      OWNER_TYPE_ID: type, OWNER_ID: id, TYPE_ID: kind, SUBJECT: kind === 2 ? t('crmCall') : t('crmLetter'), DESCRIPTION: text.value, DIRECTION: 1, COMPLETED: 'Y',
      START_TIME: now, END_TIME: now, COMMUNICATIONS: [{ TYPE: kind === 2 ? 'PHONE' : 'EMAIL', VALUE: kind === 2 ? '+70000000000' : 'client@client.example', ENTITY_TYPE_ID: type, ENTITY_ID: id }],
    } });
    text.value = '';
    await refresh();
  }
}
