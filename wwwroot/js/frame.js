// The bridge to the portal around us, and the session that lives in a variable only: a third-party frame has neither cookies
// nor storage it could rely on. The origin we talk to is the one our server verified, never what the window's name says.
const [, , sid] = window.name.split('|');
const body = document.body;
const origin = body.dataset.origin;
let session = body.dataset.session;
delete body.dataset.session;

const HOUR = 3_600_000;
const waiting = new Map();
let calls = 0;

/** Sends a command to the portal: command[:json]:key:sid. Resolves with its answer, or with null when none came in time. */
export function ask(command, parameters, patience = 900) {
  if (!origin || !sid || window.parent === window) {
    return Promise.resolve(null);
  }

  const key = `b24app${++calls}`;
  const message = [command, parameters && JSON.stringify(parameters), key, sid].filter(part => part !== undefined).join(':');
  return new Promise(resolve => {
    waiting.set(key, resolve);
    setTimeout(() => settle(key, null), patience);
    window.parent.postMessage(message, origin);
  });
}

function settle(key, answer) {
  waiting.get(key)?.(answer);
  waiting.delete(key);
}

window.addEventListener('message', event => {
  if (event.origin !== origin || typeof event.data !== 'string') {
    return;
  }

  const [, key, json] = /^([^:]*):?([\s\S]*)$/.exec(event.data) ?? [];
  if (waiting.has(key)) {
    settle(key, parse(json));
  }
});

function parse(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null; // the portal answers some commands with a bare word
  }
}

// Height: the frame follows the content, never the other way round.
let told = 0;
let timer;
new ResizeObserver(() => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height !== told) {
      told = height;
      ask('resizeWindow', { width: '100%', height });
    }
  }, 100);
}).observe(body);

// Session: one header on each request, renewed once when its hour is over.
document.addEventListener('htmx:configRequest', event => {
  event.detail.headers.Authorization = `Bearer ${session}`;
});

let renewing;
async function renew() {
  const fresh = await ask('refreshAuth', undefined, 10_000);
  const start = await ask('getInitData', undefined, 10_000);
  if (!fresh?.AUTH_ID || !start?.MEMBER_ID) {
    return false;
  }

  const form = new URLSearchParams({
    AUTH_ID: fresh.AUTH_ID, REFRESH_ID: fresh.REFRESH_ID ?? '', AUTH_EXPIRES: fresh.AUTH_EXPIRES ?? '', member_id: start.MEMBER_ID, LANG: start.LANG ?? '',
    PLACEMENT: start.PLACEMENT ?? '', PLACEMENT_OPTIONS: JSON.stringify(start.PLACEMENT_OPTIONS ?? {}),
  });
  const answer = await fetch('/app/session', { method: 'POST', body: form, credentials: 'omit' });
  if (answer.ok) {
    session = await answer.text();
  }

  return answer.ok;
}

// An hour that is over is no error: the server answers 200 with the true status beside it, so that no console speaks of it.
const repeated = new WeakSet();
document.addEventListener('htmx:beforeOnLoad', async event => {
  const { xhr, requestConfig, target, elt } = event.detail;
  if ((xhr.getResponseHeader('X-Status') ?? `${xhr.status}`) !== '401') {
    return;
  }

  event.preventDefault();
  if (repeated.has(elt)) {
    notice();
    return;
  }

  repeated.add(elt);
  renewing ??= renew().catch(() => false).finally(() => { renewing = undefined; });
  if (await renewing) {
    await window.htmx.ajax(requestConfig.verb, requestConfig.path, { source: elt, target, values: requestConfig.formData });
  } else {
    notice();
  }

  repeated.delete(elt);
});
document.addEventListener('htmx:responseError', event => {
  if (!event.detail.xhr.responseText) {
    notice();
  }
});
document.addEventListener('htmx:sendError', notice);
document.addEventListener('reload-window', () => ask('reloadWindow'));

function notice() {
  const line = document.getElementById('notice');
  line.textContent = body.dataset.reload;
  line.hidden = false;
}

// The last act of an installation; tasks, and screens of the app from its widgets, open in the portal itself; elsewhere (mobile app) in a window of their own.
document.addEventListener('htmx:afterSwap', () => {
  if (document.querySelector('[data-install="ready"]')) {
    ask('setInstallFinish', undefined, 10_000);
  }
});
document.addEventListener('click', async event => {
  const link = event.target.closest?.('a[data-path], a[data-open]');
  if (!link || window.parent === window || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }

  event.preventDefault();
  const { path, open: screen, id } = link.dataset;
  const answer = await (path ? ask('openPath', { path }, 10_000) : ask('openApplication', { screen, id: id || undefined, bx24_width: 1200 }, HOUR)); // a slider answers when it is closed, a refusal at once
  if (answer?.result === 'error') {
    window.open(link.href, '_blank', 'noopener');
  } else if (!path) {
    lookAgain(); // what was changed over there concerns this widget
  }
});

function lookAgain() {
  const main = document.getElementById('main');
  window.htmx.ajax('GET', main.getAttribute('hx-get'), { target: main, swap: 'innerHTML' });
}
