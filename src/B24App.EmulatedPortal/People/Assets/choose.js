import { avatar, h, openSlider } from './dom.js';
import { portal } from './portal.js';
import { t } from './words.js';

// What a cancelled choice answers: JSON null.
export const NOBODY = Symbol('nobody');

// The picker of the portal that an app asks for with selectUser: one person, or a list of them.
export function choosePeople(many) {
  return new Promise(resolve => {
    let chosen = NOBODY;
    const people = portal.state.users.filter(user => user.isActive);
    const boxes = people.map(user => h('input', { type: many ? 'checkbox' : 'radio', name: 'person', value: user.id }));
    const form = h('form', { class: 'chooser', onsubmit: event => {
      event.preventDefault();
      const found = people.filter((_, at) => boxes[at].checked).map(shape);
      chosen = many ? found : found[0] ?? NOBODY;
      dialog.close();
    } },
    h('h1', {}, many ? t('selectUsers') : t('selectUser')),
    people.map((user, at) => h('label', { class: 'choice' }, boxes[at], avatar(user, 'small'), h('span', {}, user.name, h('small', {}, user.position)))),
    h('div', { class: 'row' }, h('button', { type: 'submit', class: 'button primary' }, t('select')), h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, t('cancel'))));
    const dialog = openSlider({ label: t('selectUser'), className: 'narrow', body: form, closeWord: t('close'), onclose: () => resolve(chosen === NOBODY && many ? [] : chosen) });
  });
}

function shape(user) {
  return { id: String(user.id), name: user.name, photo: '', position: user.position, sub: false, sup: false };
}
