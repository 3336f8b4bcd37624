// What a screen does in the browser beyond htmx: title and focus after a swap, the dialog and the toast near the click, a word
// when an answer takes long. Everything else is decided by the server.
const main = document.getElementById('main');
const slow = document.getElementById('slow');
const toast = document.getElementById('toast');
const dialogs = document.getElementById('dialog');
const dark = window.matchMedia('(prefers-color-scheme: dark)');

// Theme: the portal tells none, so it is the person's choice; "auto" asks the browser.
function paint() {
  const root = document.documentElement;
  const theme = document.querySelector('[data-theme-now]')?.dataset.themeNow ?? root.dataset.theme;
  const isDark = theme === 'dark' || (theme === 'auto' && dark.matches);
  root.classList.toggle('dark', isDark);
  root.classList.toggle('light', !isDark);
}
dark.addEventListener('change', paint);
paint();

// Where the person acted last. The frame is as high as its content, so "the middle of the window" may be out of sight.
let near = 0;
document.addEventListener('pointerdown', event => { near = event.pageY; }, true);
document.addEventListener('focusin', event => {
  const box = event.target.getBoundingClientRect();
  if (box.height < 200) {
    near = box.top + window.scrollY + box.height;
  }
});

// Time zone: dates are written by the server in the reader's own.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
document.addEventListener('htmx:configRequest', event => {
  event.detail.headers['X-Time-Zone'] = zone ?? '';
});

// Whoever lets a request go (a second press, "cancel") makes no error, but htmx writes one into the console.
function quiet(xhr) {
  const over = xhr.onabort;
  xhr.onabort = event => {
    const speak = console.error;
    console.error = () => {};
    try {
      over?.call(xhr, event);
    } finally {
      console.error = speak;
    }
  };
}

let patience;
document.addEventListener('htmx:beforeRequest', event => {
  quiet(event.detail.xhr);
  const { target, elt, xhr } = event.detail;
  if (elt.matches('[data-poll]')) {
    return;
  }

  document.querySelectorAll('.state-trouble').forEach(state => { if (!state.closest('.screen') || elt.nextElementSibling === state) { state.remove(); } });
  target?.setAttribute('aria-busy', 'true');
  clearTimeout(patience);
  patience = setTimeout(() => {
    if (slow) {
      slow.firstElementChild.textContent = slow.dataset.sentence;
      slow.querySelector('button').onclick = () => xhr.abort();
      slow.style.top = `${near + 12}px`;
      slow.hidden = false;
    }
  }, 10_000);
});
document.addEventListener('htmx:afterRequest', event => {
  clearTimeout(patience);
  event.detail.target?.removeAttribute('aria-busy');
  if (slow) {
    slow.hidden = true;
  }
});

document.addEventListener('htmx:afterSwap', event => {
  paint();
  const { target, requestConfig } = event.detail;
  if (requestConfig?.elt?.matches('[data-poll]') && target !== main) {
    return; // what looks again by itself disturbs nobody
  }

  if (target === main) {
    arrive();
  } else if (target === dialogs) {
    show(dialogs.querySelector('dialog'));
  } else if (!target.closest?.('dialog')) {
    dialogs?.querySelector('dialog')?.close();
  }
});

function arrive() {
  const screen = main.querySelector('[data-screen]');
  dialogs?.replaceChildren();
  if (screen) {
    document.title = screen.dataset.title;
  }

  document.querySelectorAll('.nav-entry').forEach(entry => {
    if (entry.dataset.screen === screen?.dataset.screen) {
      entry.setAttribute('aria-current', 'page');
    } else {
      entry.removeAttribute('aria-current');
    }
  });
  const heading = main.querySelector('h1');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus({ preventScroll: true });
  if (main.getBoundingClientRect().top < 0) {
    main.scrollIntoView({ block: 'start' });
  }
}

// Questions before an act: our own dialog, because a browser may refuse its own in a frame of another site.
document.addEventListener('htmx:confirm', event => {
  if (!event.detail.question) {
    return;
  }

  event.preventDefault();
  const dialog = document.createElement('dialog');
  const question = document.createElement('p');
  question.textContent = event.detail.question;
  const row = document.createElement('div');
  row.className = 'buttons';
  const { elt } = event.detail;
  const asked = elt.querySelector('[type=submit]') ?? elt;
  const no = answer(dialogs.dataset.no, 'button-quiet');
  const yes = answer(asked.textContent.trim(), asked.classList.contains('button-quiet') ? 'button-danger' : ''); // what was pressed is said once more
  no.dataset.close = '';
  no.dataset.first = '';
  yes.onclick = () => {
    dialog.close();
    event.detail.issueRequest(true);
  };
  row.append(no, yes);
  const box = document.createElement('div');
  box.className = 'dialog';
  box.append(question, row);
  dialog.append(box);
  dialogs.replaceChildren(dialog);
  show(dialog);
});

function answer(word, look) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = `button ${look}`;
  button.textContent = word;
  return button;
}

// Whatever is sent goes by htmx; a plain submit would lose the page and its session.
document.addEventListener('submit', event => event.preventDefault());

// A dialog stands near the click and gives the focus back to what opened it.
function show(dialog) {
  if (!dialog || dialog.open) {
    return;
  }

  dialog.showModal();
  dialog.querySelector('[data-first]')?.focus(); // "autofocus" is refused in a frame of another site, with an error in the console
  const most = document.documentElement.clientHeight - dialog.offsetHeight - 16;
  dialog.style.top = `${Math.max(16, Math.min(near - window.scrollY - dialog.offsetHeight / 2, most))}px`;
  dialog.addEventListener('close', () => dialogs.replaceChildren());
}

document.addEventListener('click', event => {
  if (event.target.closest('[data-close]')) {
    event.target.closest('dialog')?.close();
  } else if (event.target.closest('[data-print]')) {
    window.print();
  } else if (event.target.closest('[data-copy]')) {
    copy(event.target.closest('[data-copy]'));
  }
});

// Portals give their frames no clipboard permission, and asking for it is a console error: the text is selected and copied as
// by the person's own keys. Where even that is refused, the selection stays for those keys.
function copy(button) {
  window.getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
  if (document.execCommand('copy')) {
    say(button.dataset.copied);
  }
}

// Toast: five seconds, and as long as the pointer is on it.
let fading;
function say(sentence) {
  toast.textContent = sentence;
  toast.style.top = `${near + 12}px`;
  toast.hidden = false;
  fade();
}

function fade() {
  clearTimeout(fading);
  fading = setTimeout(() => { toast.hidden = true; }, 5000);
}
// It may come up right below a pointer that rests: only a pointer that moves on it holds it.
toast?.addEventListener('pointermove', event => { if (event.movementX || event.movementY) { clearTimeout(fading); } });
toast?.addEventListener('pointerleave', fade);
document.addEventListener('toast', event => say(event.detail.value));
