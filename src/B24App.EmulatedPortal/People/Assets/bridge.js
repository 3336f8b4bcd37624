import { openCard } from './card.js';
import { NOBODY, choosePeople } from './choose.js';
import { readCommand } from './command.js';
import { toast } from './dom.js';
import { portal } from './portal.js';
import { readRoute } from './route.js';
import { t } from './words.js';

// The portal's half of the frame bridge. Only the frame that was opened here, with its own session id, is heard.
export function bridge({ app, form, frame, room }) {
  const fields = form.fields;
  const query = new URL(form.url).searchParams;
  const commands = {
    getInitData: initData,
    setInstall: () => ({}),
    setInstallFinish: finish,
    refreshAuth,
    setAppOption: ({ name, value }) => remember('app', name, value),
    setUserOption: ({ name, value }) => remember('user', name, value),
    resizeWindow: ({ height }) => room.resize(height),
    reloadWindow: () => room.reopen(),
    setTitle: ({ title }) => room.setTitle(String(title ?? '')),
    setScroll: ({ scroll }) => scrollTo({ top: Number(scroll) || 0 }),
    openApplication: parameters => room.openAgain(parameters),
    closeApplication: () => room.close(),
    openPath: ({ path }) => openPath(String(path ?? '/')),
    selectUser: ({ mult }) => choosePeople(Boolean(mult)),
    selectAccess: async () => (await choosePeople(true) ?? []).map(person => ({ id: `U${person.id}`, name: person.name, provider: 'user' })),
    selectCRM: () => ({}),
    getInterface: () => ({ command: Object.keys(commands), event: [] }),
    placementBindEvent: () => ({}),
    imCallTo: elsewhere, imPhoneTo: elsewhere, imOpenMessenger: elsewhere, imOpenHistory: elsewhere, showAppForm: elsewhere,
  };
  addEventListener('message', hear);
  return { stop: () => removeEventListener('message', hear) };

  async function hear(event) {
    if (event.source !== frame.contentWindow) return;
    const asked = readCommand(event.data);
    if (!asked || asked.sid !== query.get('APP_SID') || !Object.hasOwn(commands, asked.command)) return;
    const target = event.source;
    const answer = await commands[asked.command](asked.parameters) ?? {};
    target.postMessage(`${asked.callback}:${JSON.stringify(answer === NOBODY ? null : answer)}`, event.origin);
  }

  async function initData() {
    return {
      AUTH_ID: fields.AUTH_ID, REFRESH_ID: fields.REFRESH_ID, AUTH_EXPIRES: String(fields.AUTH_EXPIRES),
      DOMAIN: query.get('DOMAIN'), PROTOCOL: query.get('PROTOCOL'), PATH: '/rest', LANG: query.get('LANG'), MEMBER_ID: fields.member_id,
      IS_ADMIN: portal.me.isAdmin, APP_OPTIONS: await options('app'), USER_OPTIONS: await options('user'),
      PLACEMENT: fields.PLACEMENT, PLACEMENT_OPTIONS: placementOptions(), INSTALL: !app.installed, FIRST_RUN: !app.installed,
    };
  }

  function placementOptions() {
    const given = JSON.parse(fields.PLACEMENT_OPTIONS || '{}');
    return Array.isArray(given) ? {} : given; // PHP prints an empty map as []
  }

  async function finish() {
    await portal.finish(app.clientId, portal.me.id);
    toast(t('appInstalled', app.title));
    setTimeout(() => room.reopen()); // after the answer has left for the page that is about to go
  }

  async function refreshAuth() {
    try {
      return await portal.refreshAuth(app.clientId, portal.me.id);
    } catch (problem) {
      toast(t('noRefresh', problem.message));
      throw problem;
    }
  }

  async function options(kind) {
    const found = await portal.callFor(app.clientId, `${kind}.option.get`);
    return Array.isArray(found) ? {} : found ?? {};
  }

  async function remember(kind, name, value) {
    await portal.callFor(app.clientId, `${kind}.option.set`, { options: { [name]: value } });
    return options(kind);
  }

  function openPath(path) {
    const url = new URL(path, location.origin);
    const route = readRoute(url.pathname);
    if (url.origin === location.origin && route.task && route.task !== 'new') {
      return new Promise(resolve => openCard(route.task, { onclose: () => resolve({ result: 'close' }), act: () => {} }));
    }

    // The app opens what is refused in a window of its own, and this page shows most of it there.
    if (!/^\/(workgroups|company|crm|marketplace|tasks)\//.test(url.pathname)) toast(t('inEmulator', url.pathname));
    return { result: 'error', errorCode: 'PATH_NOT_AVAILABLE' };
  }

  function elsewhere() {
    toast(t('inEmulator', 'im'));
  }
}
