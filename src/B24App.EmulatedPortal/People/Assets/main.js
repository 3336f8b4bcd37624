import { portal } from './portal.js';
import { speak, t } from './words.js';
import { toast } from './dom.js';
import { shell } from './shell.js';
import { taskList } from './list.js';
import { openCard } from './card.js';
import { openForm } from './form.js';
import { appsPage } from './apps.js';
import { appPage } from './frame.js';
import { crmCard, crmList } from './crm.js';
import { readRoute } from './route.js';

const EVERY = 2000; // milliseconds between two looks at the portal
let frame;
let view;
let card;
let shown = '';
let silent = false;

await portal.load();
portal.clockAhead = Date.parse(portal.state.now) - Date.now();
speak(portal.state.language);
portal.me = whoActs(readRoute(location.pathname));
frame = shell({ act, go });
document.getElementById('portal').replaceChildren(frame.element);
addEventListener('popstate', () => show());
document.addEventListener('click', followLink);
addEventListener('unhandledrejection', event => {
  toast(event.reason instanceof TypeError ? t('offline') : t('refused', event.reason?.message ?? ''));
  event.preventDefault();
});
setTimeout(look, EVERY);
show();

function whoActs(route) {
  const people = portal.state.users.filter(user => user.isActive);
  const wanted = [new URLSearchParams(location.search).get('as'), route.user, sessionStorage.getItem('as')];
  const found = wanted.map(id => people.find(user => String(user.id) === String(id))).find(Boolean);
  return found ?? people.find(user => user.isAdmin) ?? people[0]; // who opens a portal to look around meets nothing he may not press
}

async function act(id) {
  portal.me = portal.person(id);
  sessionStorage.setItem('as', portal.me.id);
  const url = new URL(location.href);
  url.searchParams.delete('as');
  url.pathname = url.pathname.replace(/^\/company\/personal\/user\/\d+\//, `/company/personal/user/${portal.me.id}/`);
  history.replaceState(null, '', url);
  shown = '';
  await show();
}

function go(path) {
  history.pushState(null, '', path);
  return show();
}

function followLink(event) {
  const link = event.target.closest('a[href]');
  if (!link || event.defaultPrevented || link.target || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin) return;
  event.preventDefault();
  document.body.classList.remove('menu-open');
  go(url.pathname + url.search);
}

async function show() {
  const route = readRoute(location.pathname);
  const page = JSON.stringify([route.page, route.group, route.app, route.app && location.search, route.kind, route.item, portal.me.id]); // a link into an app opens it anew
  if (page !== shown) {
    shown = page;
    view?.leave?.();
    view = pageOf(route);
    frame.main.replaceChildren(view.element);
  }

  frame.mark();
  if (card && card.id !== route.task) {
    card.drop();
    card = null;
  }

  await Promise.all([frame.refresh(), view.refresh(), card?.refresh()]);
  if (route.task === 'new') newTask(route);
  else if (route.task && !card) card = openCard(route.task, { onclose: () => leaveCard(route), act });
}

function pageOf(route) {
  if (route.page === 'apps') return appsPage({ go, act });
  if (route.page === 'app') return appPage(route.app, { go, act });
  if (route.page === 'crm') return route.item ? crmCard({ kind: route.kind, id: route.item, go }) : crmList({ kind: route.kind, go });
  return taskList({ group: route.group, go });
}

function newTask(route) {
  openForm({
    group: route.group,
    onclose: () => readRoute(location.pathname).task === 'new' && history.replaceState(null, '', route.back),
    ondone: id => {
      toast(t('taskCreated', id));
      go(`${route.back}task/view/${id}/`);
    },
  });
}

function leaveCard(route) {
  card = null;
  if (readRoute(location.pathname).task === route.task) history.pushState(null, '', route.back);
  view.refresh();
}

// Looks again and again, but never on top of a look that is still under way, and not while nobody watches.
async function look() {
  if (!document.hidden) {
    try {
      await portal.load();
      portal.clockAhead = Date.parse(portal.state.now) - Date.now();
      await Promise.all([frame.refresh(), view.refresh(), card?.refresh()]);
      silent = false;
    } catch (problem) {
      if (!silent) toast(problem instanceof TypeError ? t('offline') : t('refused', problem.message));
      silent = true;
    }
  }

  setTimeout(look, EVERY);
}
