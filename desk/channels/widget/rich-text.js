/**
 * The little formatting that a message may have: line breaks, lists, bold, links. Everything is
 * built as nodes; markup in the text stays text.
 */

import { element } from './dom.js';

const LIST_LINE = /^\s*(?:[-•]|(\d{1,3})[.)])\s+(\S.*)$/;
const URL_OR_BOLD = /(https?:\/\/[^\s<>"]+)|\*\*([^*\n]+)\*\*/gi;

/**
 * @param {string} text
 * @returns {DocumentFragment} paragraphs and lists
 */
export function richText(text) {
  const fragment = document.createDocumentFragment();
  /** @type {HTMLElement | null} the paragraph or list that the next line may belong to */
  let open = null;
  for (const line of text.replace(/\r\n?/g, '\n').trim().split('\n')) {
    const item = LIST_LINE.exec(line);
    if (item) {
      const list = listFor(open, item[1], fragment);
      list.append(element('li', item[1] ? { value: item[1] } : {}, inline(item[2])));
      open = list;
    } else if (!line.trim()) {
      open = null;
    } else if (open?.tagName === 'P') {
      open.append(element('br'), inline(line));
    } else {
      const paragraph = element('p', {}, inline(line));
      fragment.append(paragraph);
      open = paragraph;
    }
  }
  return fragment;
}

/**
 * Text as it was typed, with its line breaks; only addresses become links.
 *
 * @param {string} text
 * @returns {DocumentFragment}
 */
export function plainText(text) {
  const fragment = document.createDocumentFragment();
  fragment.append(element('p', { class: 'as-typed' }, inline(text, false)));
  return fragment;
}

/**
 * @param {string} url
 * @param {URL | string} base what a relative address is relative to
 * @returns {string | null} the absolute address; null for anything but http and https
 */
export function safeUrl(url, base) {
  try {
    const { protocol, href } = new URL(url, base);
    return protocol === 'https:' || protocol === 'http:' ? href : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} href an address that `safeUrl` has let through
 * @param {...(Node | string)} children
 * @returns {HTMLAnchorElement}
 */
export function outsideLink(href, ...children) {
  return element('a', { href, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

/**
 * @param {HTMLElement | null} open
 * @param {string | undefined} number of the line, where it has one
 * @param {DocumentFragment} fragment
 * @returns {HTMLElement}
 */
function listFor(open, number, fragment) {
  const tag = number ? 'OL' : 'UL';
  if (open?.tagName === tag) return open;
  const list = element(tag.toLowerCase());
  fragment.append(list);
  return list;
}

/**
 * @param {string} text
 * @param {boolean} [bold] whether `**` counts
 * @returns {DocumentFragment}
 */
function inline(text, bold = true) {
  const fragment = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(URL_OR_BOLD)) {
    const node = match[1] ? urlNode(match[1]) : bold ? element('strong', {}, match[2]) : match[0];
    fragment.append(text.slice(end, match.index), node);
    end = match.index + match[0].length;
  }
  fragment.append(text.slice(end));
  return fragment;
}

/**
 * @param {string} found an address with whatever stood right behind it
 * @returns {Node} the link and, outside of it, the punctuation that ends the sentence
 */
function urlNode(found) {
  let address = found.replace(/[.,;:!?'*…]+$/, '');
  // "(see https://example.com/a)": the bracket is the sentence's unless it was opened inside.
  while (address.endsWith(')') && !address.includes('(')) {
    address = address.slice(0, -1).replace(/[.,;:!?'*…]+$/, '');
  }
  const href = safeUrl(address, 'https://invalid.invalid');
  const fragment = document.createDocumentFragment();
  if (!href) fragment.append(found);
  else fragment.append(outsideLink(href, address), found.slice(address.length));
  return fragment;
}
