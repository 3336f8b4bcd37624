import { h, icon, openSlider } from './dom.js';
import { portal } from './portal.js';
import { richText } from './richtext.js';
import { t } from './words.js';

// The bell: what applications told the person who acts, the newest first, with the number of those nobody looked at yet.
export function bell() {
  const read = new Map();
  const count = h('span', { class: 'bell-count', hidden: true });
  const button = h('button', { type: 'button', class: 'bell', onclick: open }, icon('bell'), count);
  let notices = [];
  return { element: button, refresh };

  async function refresh() {
    notices = await portal.notices();
    const unread = notices.filter(notice => notice.id > (read.get(portal.me.id) ?? 0)).length;
    count.hidden = unread === 0;
    count.textContent = String(unread);
    button.setAttribute('aria-label', unread > 0 ? `${t('notices')}: ${unread}` : t('notices'));
  }

  function open() {
    read.set(portal.me.id, notices[0]?.id ?? 0);
    count.hidden = true;
    const list = notices.length > 0
      ? h('ul', { class: 'notices' }, notices.map(notice => h('li', {}, richText(notice.text))))
      : h('p', { class: 'quiet' }, t('noNotices'));
    const dialog = openSlider({ label: t('notices'), className: 'narrow', body: h('div', { class: 'notices-room' }, h('h1', {}, t('notices')), list), closeWord: t('close') });
    for (const link of list.querySelectorAll('a')) {
      if (new URL(link.href).origin === location.origin) link.removeAttribute('target'); // a screen of this portal opens in its place
      link.addEventListener('click', () => dialog.close());
    }
  }
}
