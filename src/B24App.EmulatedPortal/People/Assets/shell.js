import { avatar, h, icon } from './dom.js';
import { bell } from './notices.js';
import { portal, values } from './portal.js';
import { appPath, groupPath } from './route.js';
import { t } from './words.js';

// The frame around every page: company and "acting as" above, sections, groups and applications on the left.
export function shell({ act }) {
  const groups = h('div', { class: 'menu-part' });
  const apps = h('div', { class: 'menu-part' });
  const main = h('main', { id: 'main', tabindex: '-1' });
  const face = h('span', { class: 'face' });
  const who = h('select', { 'aria-label': t('actingAs'), onchange: event => act(event.target.value) });
  const burger = h('button', { type: 'button', class: 'burger', 'aria-label': t('menu'), 'aria-expanded': 'false', onclick: toggleMenu }, icon('menu'));
  const tasks = item('/tasks/', t('allTasks'), icon('tasks'));
  const market = item('/marketplace/', t('appMarket'), icon('apps'));
  const crm = item('/crm/contact/list/', t('crm'), icon('crm'));
  const notices = bell();
  let drawn = '';

  const element = h('div', { class: 'frame' },
    h('header', { class: 'top' },
      burger,
      h('a', { class: 'company', href: '/' },
        h('span', { class: 'company-mark', 'aria-hidden': 'true' }, [...portal.state.company][0] ?? ''),
        h('span', { class: 'company-words' }, h('strong', {}, portal.state.company), h('small', {}, `${portal.state.domain} · ${t('emulated')}`))),
      notices.element,
      h('label', { class: 'who' }, face, h('span', { class: 'who-words' }, h('small', {}, t('actingAs')), who))),
    h('nav', { class: 'menu', 'aria-label': t('menu') },
      h('div', { class: 'menu-part' }, tasks, crm), heading(t('groups')), groups, heading(t('applications')), h('div', { class: 'menu-part' }, market), apps),
    h('div', { class: 'menu-shade', onclick: () => toggleMenu() }),
    main);

  return { element, main, refresh, mark };

  function toggleMenu() {
    const isOpen = document.body.classList.toggle('menu-open');
    burger.setAttribute('aria-expanded', String(isOpen));
  }

  async function refresh() {
    const [rows] = await Promise.all([portal.call('sonet_group.get', { ORDER: { ID: 'ASC' } }), notices.refresh()]);
    portal.groups = values(rows).map(row => ({ id: String(row.ID), name: row.NAME }));
    const now = JSON.stringify([portal.groups, portal.state.apps, portal.state.users, portal.me.id, location.pathname]);
    if (now === drawn) return;
    drawn = now;
    groups.replaceChildren(...portal.groups.map(group => item(groupPath(group.id), group.name, tile(group.name, group.id))),
      ...(portal.groups.length ? [] : [h('p', { class: 'menu-empty' }, t('noGroups'))]));
    apps.replaceChildren(...portal.state.apps.filter(app => app.installed).map(app => item(appPath(app.clientId), app.title, tile(app.title, 5))));
    who.replaceChildren(...portal.state.users.filter(user => user.isActive).map(option));
    face.replaceChildren(avatar(portal.me));
    mark();
  }

  function option(user) {
    const role = user.position || (user.isAdmin ? t('administrator') : '');
    return h('option', { value: user.id, selected: user.id === portal.me.id }, role ? `${user.name}, ${role}` : user.name);
  }

  function mark() {
    const path = location.pathname;
    for (const link of element.querySelectorAll('.menu a')) {
      const to = link.getAttribute('href');
      const isHere = to === '/tasks/' ? path === '/' || path.startsWith('/tasks/') || path.startsWith('/company/') : to === '/marketplace/' ? path === to : to.startsWith('/crm/') ? path.startsWith('/crm/') : path.startsWith(to);
      link.toggleAttribute('aria-current', isHere);
      if (isHere) link.setAttribute('aria-current', 'page');
    }
  }
}

function item(path, text, mark) {
  return h('a', { class: 'menu-item', href: path }, mark, h('span', {}, text));
}

function tile(name, id) {
  return h('span', { class: `tile tint-${Number(id) % 8}`, 'aria-hidden': 'true' }, ([...name][0] ?? '').toUpperCase());
}

function heading(text) {
  return h('h2', { class: 'menu-heading' }, text);
}
