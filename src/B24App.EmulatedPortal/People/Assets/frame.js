import { h, icon, openSlider } from './dom.js';
import { portal } from './portal.js';
import { bridge } from './bridge.js';
import { t } from './words.js';

// Opens an app the way the portal does: a form is posted into a frame whose name carries DOMAIN|PROTOCOL|APP_SID.
export function appPage(clientId, { go, act }) {
  const title = h('h1', {}, '');
  const place = h('div', { class: 'app-room' });
  const element = h('section', { class: 'page app-page' }, h('div', { class: 'page-head' }, title), place);
  let talking = null;
  let openedAs = null;
  let isGone = false;

  return {
    element,
    leave: () => {
      isGone = true;
      talking?.stop();
    },
    async refresh() {
      if (openedAs === portal.me.id) return;
      openedAs = portal.me.id;
      await open();
    },
  };

  async function open() {
    talking?.stop();
    const app = portal.state.apps.find(one => one.clientId === clientId);
    title.textContent = !app ? t('applications') : app.installed ? app.title : t('installing', app.title);
    document.title = `${title.textContent} · ${portal.state.company}`;
    if (!app) return say(t('unknownApp'));
    if (!app.installed && !portal.me.isAdmin) return say(t('notFinished', app.title), t('onlyAdmin'));
    const address = app.installed ? app.appUrl : app.installUrl || app.appUrl;
    if (!address) return say(t('noPage'));

    // The policy of this page names the origins it was loaded with; an app that came later needs the page once more.
    const allowed = document.querySelector('meta[name="frame-origins"]').content.split(' ');
    if (!allowed.includes(new URL(address).origin)) return location.reload();

    const asked = app.installed ? askedBy(location.search) : null;
    const form = await portal.open(clientId, portal.me.id, asked ? 'REST_APP_URI' : undefined, asked ?? undefined).catch(() => portal.open(clientId, portal.me.id));
    if (isGone) return;
    talking = mount(app, form, place, { setTitle: text => { title.textContent = text; }, reopen, close: () => go('/') });
  }

  // The portal is asked again before the page is opened: after installFinish the same app has another address.
  async function reopen() {
    await portal.load();
    await open();
  }

  function say(words, hint) {
    const administrator = portal.state.users.find(user => user.isAdmin && user.isActive);
    place.replaceChildren(h('div', { class: 'sheet nothing' }, icon('apps'), h('h2', {}, words), hint && h('p', {}, hint),
      hint && administrator && h('button', { type: 'button', class: 'button', onclick: () => act(administrator.id) }, t('switchTo', administrator.name))));
  }
}

// A link into an app: /marketplace/view/CODE/?params[screen]=…; its keys reach the handler as placement options.
function askedBy(search) {
  const params = [...new URLSearchParams(search)].map(([key, value]) => [key.match(/^params\[(\w+)\]$/)?.[1], value]).filter(([key]) => key);
  return params.length ? Object.fromEntries(params) : null;
}

function mount(app, form, place, { setTitle, reopen, close }) {
  const query = new URL(form.url).searchParams;
  const name = [query.get('DOMAIN'), query.get('PROTOCOL'), query.get('APP_SID')].join('|');
  const frame = h('iframe', { name, title: app.title, class: 'app-frame' });
  const sheet = h('form', { method: 'post', action: form.url, target: name, hidden: true },
    Object.entries(form.fields).map(([key, value]) => h('input', { type: 'hidden', name: key, value })));
  place.replaceChildren(frame, sheet);
  const talking = bridge({ app, form, frame, room: { setTitle, reopen, close, resize, openAgain: parameters => openAgain(app, parameters) } });
  sheet.submit();
  sheet.remove();
  return talking;

  function resize(height) {
    const pixels = Number.parseInt(height, 10);
    if (pixels > 0) frame.style.height = `${Math.min(Math.max(pixels, 240), 20000)}px`;
  }
}

// The app opens itself once more in a slider, with its own words as placement options.
async function openAgain(app, parameters) {
  const form = await portal.open(app.clientId, portal.me.id);
  form.fields.PLACEMENT_OPTIONS = JSON.stringify(parameters);
  await slide(app, form);
}

// A widget of an app, opened in a slider from where it stands.
export async function openWidget(tab, options) {
  const app = portal.state.apps.find(one => one.clientId === tab.clientId);
  await slide(app, await portal.open(tab.clientId, portal.me.id, tab.code, options));
}

async function slide(app, form) {
  const place = h('div', { class: 'app-room' });
  let talking = null;
  await new Promise(resolve => {
    const dialog = openSlider({ label: app.title, className: 'wide', body: place, closeWord: t('close'), onclose: () => { talking?.stop(); resolve(); } });
    talking = mount(app, form, place, { setTitle: text => dialog.setAttribute('aria-label', text), reopen: () => dialog.close(), close: () => dialog.close() });
  });
}
