import { ask, h, icon, toast } from './dom.js';
import { openRegistration } from './register.js';
import { portal } from './portal.js';
import { appPath } from './route.js';
import { t } from './words.js';

export function appsPage({ go, act }) {
  const cards = h('div', { class: 'app-cards' });
  const add = h('button', { type: 'button', class: 'button', onclick: openRegistration }, icon('plus'), t('registerApp'));
  let drawn = '';
  return {
    element: h('section', { class: 'page' }, h('div', { class: 'page-head' }, h('div', {}, h('h1', {}, t('applications')), h('p', { class: 'count' }, t('appsHint'))), add), cards),

    async refresh() {
      document.title = `${t('applications')} · ${portal.state.company}`;
      add.hidden = !portal.me.isAdmin;
      const now = JSON.stringify([portal.state.apps, portal.me.id]);
      if (now === drawn) return;
      drawn = now;
      cards.replaceChildren(...(portal.state.apps.length ? portal.state.apps.map(card) : [
        h('div', { class: 'sheet nothing' }, icon('apps'), h('h2', {}, t('noApps')), h('p', {}, t('noAppsHint')))]));
    },
  };

  function card(app) {
    return h('article', { class: 'sheet app-card' },
      h('span', { class: 'app-mark tint-5', 'aria-hidden': 'true' }, ([...app.title][0] ?? '').toUpperCase()),
      h('div', { class: 'app-words' }, h('h2', {}, app.title),
        h('p', { class: 'quiet' }, h('span', { class: app.installed ? 'pill status-5' : 'pill status-6' }, app.installed ? t('installed') : t('notInstalled')), ' ', t('version', app.version)),
        app.scopes.length > 0 && h('p', { class: 'quiet scopes' }, t('scopes', app.scopes.join(', ')))),
      h('div', { class: 'app-actions' }, button(app)));
  }

  function button(app) {
    if (app.installed) {
      return [
        app.appUrl ? h('a', { class: 'button', href: appPath(app.clientId) }, t('openApp')) : h('p', { class: 'quiet' }, t('noPage')),
        portal.me.isAdmin && h('button', { type: 'button', class: 'button', onclick: () => uninstall(app) }, t('remove'))];
    }

    if (portal.me.isAdmin) {
      return h('button', { type: 'button', class: 'button primary', onclick: () => go(appPath(app.clientId)) }, t('installApp'));
    }

    const administrator = portal.state.users.find(user => user.isAdmin && user.isActive);
    return [h('p', { class: 'quiet' }, t('onlyAdmin')), administrator && h('button', { type: 'button', class: 'button', onclick: () => act(administrator.id) }, t('switchTo', administrator.name))];
  }

  async function uninstall(app) {
    const clean = h('input', { type: 'checkbox' });
    const more = h('label', { class: 'choice' }, clean, t('uninstallClean'));
    if (!await ask({ title: t('uninstallApp', app.title), text: t('uninstallText'), more, yes: t('remove'), no: t('cancel'), danger: true })) return;
    await portal.uninstall(app.clientId, clean.checked).then(() => toast(t('appRemoved', app.title)), refusal => toast(t('refused', refusal.message)));
    await portal.load();
    go(location.pathname);
  }
}
