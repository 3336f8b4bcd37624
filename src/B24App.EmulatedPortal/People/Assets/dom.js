// Builds elements without ever parsing HTML: text from another company can only become a text node.
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value === 'boolean') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

const SHAPES = {
  tasks: 'M4 6.5l1.6 1.6L8.5 5M4 14.5l1.6 1.6 2.9-3.1M12 7h8M12 15h8',
  group: 'M9 11a3.2 3.2 0 100-6.4A3.2 3.2 0 009 11zM3 19c0-3.2 2.7-5 6-5s6 1.8 6 5M16 5.2a3 3 0 010 5.6M17.5 14.3c2.1.6 3.5 2.2 3.5 4.7',
  apps: 'M4 4h6.5v6.5H4zM13.5 4H20v6.5h-6.5zM4 13.5h6.5V20H4zM16.8 13.5v6.5M13.5 16.8H20',
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6L6 18',
  menu: 'M4 7h16M4 12h16M4 17h16',
  chat: 'M4 5h16v11H10l-4.5 3.5V16H4z',
  crm: 'M4 5h16v14H4zM8.500 11.500a2 2 0 100-4 2 2 0 000 4zM5.500 16c.3-1.800 1.500-2.700 3-2.700s2.700.9 3 2.700M14.500 9.500h3M14.500 13.500h3',
  bell: 'M6 16.500V11a6 6 0 0112 0v5.500l1.500 1.500h-15zM10 20.500a2.100 2.100 0 004 0',
  flame: 'M12 3c.6 3.4 5 5.3 5 10a5 5 0 01-10 0c0-1.8.7-3.1 1.7-4.2.3 1.4 1 2.1 1.8 2.4C10.2 8 10.4 5 12 3z',
  search: 'M11 18a7 7 0 100-14 7 7 0 000 14zM16.2 16.200L20.5 20.5',
  send: 'M4 12l16-8-5 16-3.5-6.500z',
  edit: 'M5 19l.8-3.800L16 5l3 3L8.8 18.200z',
  trash: 'M5 7h14M9.5 7V4.500h5V7M7 7l.8 12.500h8.400L17 7',
};

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', SHAPES[name]);
  svg.append(path);
  return svg;
}

export function avatar(person, size = '') {
  const letters = person.name.split(/\s+/).slice(0, 2).map(word => [...word][0] ?? '').join('').toUpperCase();
  return h('span', { class: `avatar tint-${Number(person.id) % 8} ${size}`, 'aria-hidden': 'true' }, letters);
}

export function toast(text) {
  const line = h('div', { class: 'toast' }, text);
  const box = document.getElementById('toasts');
  box.append(line);
  if (box.matches(':popover-open')) box.hidePopover();
  box.showPopover(); // shown again, so that it stands above a slider opened meanwhile
  setTimeout(() => line.remove(), 5000);
}

// A slider is a modal dialog: the browser keeps the focus inside, closes it on Esc and gives the focus back.
export function openSlider({ label, className = '', body, closeWord, onclose }) {
  const close = h('button', { type: 'button', class: 'slider-close', 'aria-label': closeWord, title: closeWord }, icon('close'));
  const dialog = h('dialog', { class: `slider ${className}`, 'aria-label': label }, close, body);
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('mousedown', event => event.target === dialog && dialog.close());
  dialog.addEventListener('close', event => {
    if (event.target !== dialog) return;
    dialog.remove();
    onclose?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export function ask({ title, text, more, yes, no, danger = false }) {
  return new Promise(resolve => {
    const agree = h('button', { type: 'submit', value: 'yes', class: danger ? 'button danger' : 'button primary' }, yes);
    const refuse = h('button', { type: 'submit', value: 'no', class: 'button', autofocus: true }, no);
    const dialog = h('dialog', { class: 'question', 'aria-label': title },
      h('form', { method: 'dialog' }, h('h2', {}, title), text && h('p', {}, text), more, h('div', { class: 'row' }, agree, refuse)));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
