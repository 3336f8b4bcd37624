import { ask, h, icon, openSlider, toast } from './dom.js';
import { openWidget } from './frame.js';
import { portal } from './portal.js';
import { crmPath } from './route.js';
import { timeline } from './timeline.js';
import { t } from './words.js';

export const KINDS = {
  contact: { id: 3, word: 'crmContacts' },
  company: { id: 4, word: 'crmCompanies' },
  lead: { id: 1, word: 'crmLeads' },
  deal: { id: 2, word: 'crmDeals' },
  process: { id: 128, word: 'crmServices' },
};

export const titleOf = item => item.title || [item.name, item.lastName].filter(Boolean).join(' ') || `#${item.id}`;

// The lists of the CRM, one kind at a time.
export function crmList({ kind, go }) {
  let drawn = '';
  const rows = h('ul', { class: 'crm-rows' });
  const chips = Object.entries(KINDS).map(([name, one]) => h('a', { class: 'crm-chip', href: crmPath(name), 'aria-current': name === kind ? 'page' : null }, t(one.word)));
  const element = h('section', { class: 'page' },
    h('div', { class: 'page-head' }, h('h1', {}, t('crm')), h('button', { type: 'button', class: 'button primary', onclick: add }, icon('plus'), t('crmAdd'))),
    h('nav', { class: 'crm-chips', 'aria-label': t('crm') }, chips), h('div', { class: 'sheet' }, rows));
  return { element, refresh };

  async function refresh() {
    document.title = `${t(KINDS[kind].word)} · ${portal.state.company}`;
    const { items } = await portal.call('crm.item.list', { entityTypeId: KINDS[kind].id, order: { id: 'DESC' } });
    const now = JSON.stringify([items, portal.me.id]);
    if (now === drawn) return;
    drawn = now;
    rows.replaceChildren(...(items.length ? items.map(row) : [h('li', { class: 'quiet' }, t('crmEmpty'))]));
  }

  function row(item) {
    return h('li', {}, h('a', { href: crmPath(kind, item.id) }, titleOf(item)), h('span', { class: 'quiet' }, item.stageId ?? ''));
  }

  function add() {
    const name = h('input', { name: 'title', required: true, class: 'big', 'aria-label': t('name'), autofocus: true, autocomplete: 'off' });
    const form = h('form', { class: 'crm-form', onsubmit: async event => {
      event.preventDefault();
      const { item } = await portal.call('crm.item.add', { entityTypeId: KINDS[kind].id, fields: kind === 'contact' ? { name: name.value } : { title: name.value } });
      dialog.close();
      go(crmPath(kind, item.id));
    } }, h('h1', {}, t('crmAdd')), name, h('button', { type: 'submit', class: 'button primary' }, t('save')));
    const dialog = openSlider({ label: t('crmAdd'), className: 'narrow', body: form, closeWord: t('close') });
  }
}

// A card: what it is tied to on the left, its timeline on the right.
export function crmCard({ kind, id, go }) {
  const type = KINDS[kind].id;
  let drawn = '';
  const left = h('div', { class: 'card-main' });
  const story = timeline({ type, id, kind });
  const element = h('section', { class: 'page' }, h('div', { class: 'sheet crm-card' }, left, story.element));
  return { element, refresh };

  async function refresh() {
    const { item } = await portal.call('crm.item.get', { entityTypeId: type, id });
    const choices = kind === 'contact' ? (await portal.call('crm.item.list', { entityTypeId: 4, order: { id: 'DESC' } })).items : [];
    const now = JSON.stringify([item, choices, portal.me.id]);
    if (now !== drawn) {
      drawn = now;
      document.title = `${titleOf(item)} · ${portal.state.company}`;
      left.replaceChildren(...card(item, choices));
    }

    await story.refresh(item);
  }

  function card(item, choices) {
    const ties = [...(item.companyIds ?? (item.companyId ? [item.companyId] : [])).map(one => ['company', one]), ...(item.contactIds ?? []).map(one => ['contact', one]), ...(item.leadId ? [['lead', item.leadId]] : [])];
    return [
      h('p', { class: 'quiet' }, h('a', { href: crmPath(kind) }, t(KINDS[kind].word)), item.stageId ? ` · ${item.stageId}` : ''),
      h('h1', {}, titleOf(item)),
      ties.length > 0 && h('ul', { class: 'crm-ties' }, ties.map(([other, one]) => h('li', {}, h('a', { href: crmPath(other, one) }, `${t(KINDS[other].word)} #${one}`),
        kind === 'contact' && other === 'company' && h('button', { type: 'button', class: 'button', onclick: () => change('crm.contact.company.delete', one) }, t('crmLeave'))))),
      kind === 'contact' && works(choices),
      h('div', { class: 'row' },
        kind === 'lead' && item.stageId !== 'CONVERTED' && h('button', { type: 'button', class: 'button primary', 'data-action': 'convert', onclick: convert }, t('crmConvert')),
        h('button', { type: 'button', class: 'button danger', 'data-action': 'delete', onclick: () => remove(item) }, t('remove'))),
      widgets(),
    ].filter(Boolean);
  }

  // Tabs of apps stand as rows of one block, as in the card of a task.
  function widgets() {
    const tabs = (portal.state.crmTabs ?? []).filter(tab => tab.code === `CRM_${kind.toUpperCase()}_DETAIL_TAB`);
    return tabs.length > 0 && h('section', { class: 'card-apps', 'aria-label': t('applications') }, h('h2', {}, t('applications')),
      tabs.map(tab => h('button', { type: 'button', class: 'card-app', 'data-action': `app-${tab.clientId}`, onclick: () => openWidget(tab, { ID: String(id) }) }, icon('apps'), tab.title)));
  }

  function works(choices) {
    const company = h('select', { name: 'company', 'aria-label': t('crmCompanies') }, choices.map(one => h('option', { value: one.id }, titleOf(one))));
    return choices.length > 0 && h('form', { class: 'row crm-works', onsubmit: event => {
      event.preventDefault();
      return change('crm.contact.company.add', company.value);
    } }, company, h('button', { type: 'submit', class: 'button' }, t('crmJoin')));
  }

  async function change(method, company) {
    await portal.call(method, { id, fields: { COMPANY_ID: company } });
    await refresh();
  }

  async function convert() {
    const made = await portal.convertLead(id);
    toast(t('crmConverted', made.deal));
    await go(crmPath('deal', made.deal));
  }

  async function remove(item) {
    if (!await ask({ title: t('crmDelete', titleOf(item)), yes: t('remove'), no: t('cancel'), danger: true })) return;
    await portal.call('crm.item.delete', { entityTypeId: type, id });
    await go(crmPath(kind));
  }
}
