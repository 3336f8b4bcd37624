// BBCode as a tree of plain values. No HTML is made here: an unknown or unclosed tag stays the text it was, and the
// page turns the tree into elements from a fixed list. Depth is bounded, time is linear in the text.
const PAIRED = new Set(['b', 'i', 'u', 's', 'url', 'quote', 'code', 'list', 'user', 'p', 'left', 'center', 'right', 'justify',
  'table', 'tr', 'td', 'th', 'color', 'size', 'font', 'spoiler', 'img', 'project', 'department']);
const DEPTH = 24;
const TAG = /\[(\/?)([a-z]+|\*)(?:[= ]([^\]\n]{0,2000}))?\]/gi;

export function safeUrl(text) {
  const url = unescapeBrackets(text).trim();
  return /^https?:\/\/[^\s"'<>]+$/i.test(url) || /^\/(?![/\\])[^\s"'<>\\]*$/.test(url) ? url : null;
}

export function parse(text) {
  const root = { tag: 'root', children: [] };
  const open = [root];
  const top = () => open[open.length - 1];
  const lower = text.toLowerCase();
  const lastCodeEnd = lower.lastIndexOf('[/code]');
  let done = 0;

  TAG.lastIndex = 0;
  for (let found = TAG.exec(text); found; found = TAG.exec(text)) {
    const [raw, slash, rawName, value] = found;
    const name = rawName.toLowerCase();
    const before = text.slice(done, found.index);

    if (name === 'br' && !slash) {
      push(top(), before + '\n');
    } else if (name === '*' && !slash && open.some(node => node.tag === 'list')) {
      push(top(), before);
      closeTo('list');
      addNode({ tag: 'item', children: [], raw: '' });
    } else if (!PAIRED.has(name) || (!slash && open.length > DEPTH)) {
      continue;
    } else if (slash) {
      if (!open.some(node => node.tag === name)) continue;
      push(top(), before);
      closeTo(name);
      open.pop();
    } else if (name === 'code') {
      const end = codeEnd(TAG.lastIndex);
      if (end < 0) continue;
      push(top(), before);
      top().children.push({ tag: 'code', children: [text.slice(TAG.lastIndex, end)] });
      TAG.lastIndex = end + '[/code]'.length;
    } else {
      push(top(), before);
      addNode({ tag: name, value: value ?? '', children: [], raw });
    }
    done = TAG.lastIndex;
  }

  push(top(), text.slice(done));
  while (open.length > 1) unclosed(open.pop());
  return root.children;

  // One look to the end is enough: without an end for this [code] there is none for a later one.
  function codeEnd(from) {
    if (lastCodeEnd < from) return -1;
    return lower.indexOf('[/code]', from);
  }

  function addNode(node) {
    top().children.push(node);
    open.push(node);
  }

  function closeTo(name) {
    while (top().tag !== name) unclosed(open.pop());
  }

  // A tag without its end was text after all; a list item ends with its list.
  function unclosed(node) {
    if (node.tag === 'item') return;
    const siblings = top().children;
    siblings.pop();
    push(top(), node.raw);
    for (const child of node.children) push(top(), child);
  }
}

function push(node, child) {
  if (child === '') return;
  const last = node.children.length - 1;
  if (typeof child === 'string' && typeof node.children[last] === 'string') node.children[last] += child;
  else node.children.push(child);
}

export function plainText(nodes) {
  return nodes.map(node => typeof node === 'string' ? unescapeBrackets(node) : plainText(node.children)).join('');
}

export function unescapeBrackets(text) {
  return text.replaceAll('&#91;', '[').replaceAll('&#93;', ']');
}
