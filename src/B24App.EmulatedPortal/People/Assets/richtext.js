import { h } from './dom.js';
import { parse, plainText, safeUrl, unescapeBrackets } from './bbcode.js';

const SIMPLE = { b: 'strong', i: 'em', u: 'u', s: 's', quote: 'blockquote', table: 'table', tr: 'tr', td: 'td', th: 'th', p: 'p', item: 'li' };
const BLOCKS = new Set(['quote', 'code', 'list', 'table', 'p']);
const LINK = /https?:\/\/[^\s<>"'[\]]+[^\s<>"'[\].,;:!?)]/gi;

export function richText(text, { chat = false } = {}) {
  const source = chat ? chatQuotes(text) : text;
  return h('div', { class: 'rich' }, render(parse(source)));
}

function render(nodes) {
  return nodes.map((node, at) => typeof node === 'string' ? withLinks(unescapeBrackets(besideBlocks(node, nodes[at - 1], nodes[at + 1]))) : element(node));
}

// A block makes its own line: the line break that stands next to it in the source is not a second one.
function besideBlocks(text, before, after) {
  const start = BLOCKS.has(before?.tag) && text.startsWith('\n') ? 1 : 0;
  const end = BLOCKS.has(after?.tag) && text.endsWith('\n') && text.length > start ? text.length - 1 : text.length;
  return text.slice(start, end);
}

function element(node) {
  switch (node.tag) {
    case 'code':
      return h('pre', {}, h('code', {}, node.children.join('').replace(/^\n/, '')));
    case 'url':
    case 'img': {
      const url = safeUrl(node.value && node.tag === 'url' ? node.value : plainText(node.children));
      const label = node.tag === 'img' ? [plainText(node.children).trim()] : node.value ? renderInsideLink(node.children) : [plainText(node.children)];
      return url ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, label) : h('span', {}, label);
    }
    case 'list':
      return h(node.value === '1' ? 'ol' : 'ul', {}, render(node.children.filter(child => child.tag === 'item')));
    case 'user':
      return h('span', { class: 'mention' }, plainText(node.children) || node.value);
    case 'table':
      return h('table', {}, render(node.children.filter(child => child.tag === 'tr')));
    case 'tr':
      return h('tr', {}, render(node.children.filter(child => child.tag === 'td' || child.tag === 'th')));
    default:
      return SIMPLE[node.tag] ? h(SIMPLE[node.tag], {}, render(node.children)) : h('span', {}, render(node.children));
  }
}

function renderInsideLink(nodes) {
  return nodes.map(node => typeof node === 'string' ? unescapeBrackets(node)
    : ['b', 'i', 'u', 's'].includes(node.tag) ? h(SIMPLE[node.tag], {}, renderInsideLink(node.children)) : plainText([node]));
}

function withLinks(text) {
  const parts = [];
  let done = 0;
  for (const found of text.matchAll(LINK)) {
    parts.push(text.slice(done, found.index), h('a', { href: found[0], target: '_blank', rel: 'noopener noreferrer' }, found[0]));
    done = found.index + found[0].length;
  }
  return [...parts, text.slice(done)];
}

// In a chat a quote is a run of lines after ">>" or a block between two lines of dashes.
function chatQuotes(text) {
  const lines = text.split('\n');
  const out = [];
  for (let i = 0; i < lines.length; i++) {
    if (/^-{6,}\s*$/.test(lines[i])) {
      const end = lines.findIndex((line, at) => at > i && /^-{6,}\s*$/.test(line));
      if (end > 0) {
        out.push(`[quote]${lines.slice(i + 1, end).join('\n')}[/quote]`);
        i = end;
        continue;
      }
    }
    if (lines[i].startsWith('>>')) {
      const quoted = [];
      while (i < lines.length && lines[i].startsWith('>>')) quoted.push(lines[i++].slice(2).trimStart());
      out.push(`[quote]${quoted.join('\n')}[/quote]`);
      i--;
      continue;
    }
    out.push(lines[i]);
  }
  return out.join('\n');
}
