import { h, openSlider } from './dom.js';
import { field } from './form.js';
import { portal } from './portal.js';
import { t } from './words.js';

// The developer's corner: makes an app known and tells its keys.
export function openRegistration() {
  const title = h('input', { required: true, autocomplete: 'off', autofocus: true });
  const appUrl = h('input', { type: 'url', required: true, placeholder: 'http://127.0.0.1:5080/app' });
  const installUrl = h('input', { type: 'url', placeholder: 'http://127.0.0.1:5080/install' });
  const scopes = h('input', { autocomplete: 'off' });
  const trouble = h('p', { class: 'trouble', role: 'alert', hidden: true });
  scopes.value = 'task, im, user_basic, sonet_group';
  const form = h('form', { class: 'task-form', onsubmit: register },
    h('h1', {}, t('registerApp')), h('p', { class: 'quiet' }, t('registerHint')), trouble,
    field(t('appTitle'), title), field(t('appUrl'), appUrl), field(t('installUrl'), installUrl), field(t('scopesField'), scopes),
    h('footer', { class: 'row' }, h('button', { type: 'submit', class: 'button primary' }, t('save')), h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, t('cancel'))));
  const dialog = openSlider({ label: t('registerApp'), className: 'narrow', body: form, closeWord: t('close') });

  async function register(event) {
    event.preventDefault();
    try {
      const keys = await portal.registerApp({ title: title.value, appUrl: appUrl.value, installUrl: installUrl.value, scopes: scopes.value });
      form.replaceWith(h('div', { class: 'task-form' }, h('h1', {}, t('registered')), h('p', { class: 'quiet' }, t('secretHint')),
        h('dl', { class: 'fields' }, [['client_id', keys.clientId], ['client_secret', keys.clientSecret], ['server_endpoint', keys.serverEndpoint]]
          .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, h('code', {}, value))))),
        h('footer', { class: 'row' }, h('button', { type: 'button', class: 'button primary', autofocus: true, onclick: () => dialog.close() }, t('close')))));
    } catch (problem) {
      trouble.textContent = t('refused', problem.message);
      trouble.hidden = false;
    }
  }
}
