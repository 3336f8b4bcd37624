// The portal as this page sees it: documented REST methods run as a person, plus what REST does not tell (who can act,
// which apps are registered, the form of a frame).
export class PortalError extends Error {
  constructor(code, text) {
    super(text || code);
    this.code = code;
  }
}

export const portal = {
  state: null,
  me: null,

  async load() {
    this.state = await get('/_people/state');
    return this.state;
  },

  call(method, params = {}, as = this.me.id) {
    return post('/_people/call', { as, method, params }).then(answer => answer.result);
  },

  callFull(method, params = {}, as = this.me.id) {
    return post('/_people/call', { as, method, params });
  },

  // As an app: some methods exist only in its context.
  callFor(clientId, method, params = {}) {
    return post('/_people/call', { as: this.me.id, clientId, method, params }).then(answer => answer.result);
  },

  editComment: (comment, text) => post('/_people/edit-comment', { as: portal.me.id, comment, text }),
  notices: () => post('/_people/notices', { as: portal.me.id }).then(answer => answer.result),
  counters: () => post('/_people/counters', { as: portal.me.id }).then(answer => answer.result),
  convertLead: lead => post('/_people/convert-lead', { as: portal.me.id, lead }),
  registerApp: card => post('/_people/register-app', { as: portal.me.id, ...card }),
  open: (clientId, as, placement, options) => post('/_people/open', { as, clientId, placement, options }),
  finish: (clientId, as) => post('/_people/finish', { as, clientId }),
  uninstall: (clientId, clean) => post('/_people/uninstall', { as: portal.me.id, clientId, clean }),
  refreshAuth: (clientId, as) => post('/_people/refresh-auth', { as, clientId }),

  person(id) {
    const found = this.state.users.find(user => String(user.id) === String(id));
    return found ?? { id, name: `#${id}`, position: '' };
  },

  now: () => Date.now() + portal.clockAhead,
  clockAhead: 0,
};

// PHP sends an empty map as [] and a map with keys 0..n as a list; both are read as a list here.
export const values = node => Array.isArray(node) ? node : node && typeof node === 'object' ? Object.values(node) : [];

async function get(path) {
  return read(await fetch(path, { headers: { Accept: 'application/json' } }));
}

async function post(path, body) {
  return read(await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }));
}

async function read(response) {
  const answer = await response.json().catch(() => ({ error: `HTTP ${response.status}` }));
  if (answer.error !== undefined) throw new PortalError(String(answer.error), answer.error_description);
  return answer;
}
