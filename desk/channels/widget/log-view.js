/**
 * The scrolling list of messages: changes only the nodes whose content changed, and stays at the
 * end for those who read there.
 */

import { element, icon } from './dom.js';
import { entryNode } from './message-view.js';
import { texts } from './texts.js';

/** This close to the end counts as the end, in CSS pixels. */
const NEAR_END = 80;
/** More new entries than this at a time are history, not an answer. */
const FEW = 3;

export class LogView {
  #linkBase;
  #handlers;
  #onFocusLost;
  #list = element('ol', { class: 'messages', role: 'list' });
  #typingName = element('span', { class: 'unseen' });
  #typing = element(
    'div',
    { class: 'typing', hidden: true },
    this.#typingName,
    element('span', { class: 'dots', 'aria-hidden': 'true' }, element('i'), element('i'), element('i')),
  );
  #scroller = element(
    'div',
    { class: 'scroller', tabindex: '0', role: 'region', 'aria-label': texts.messages },
    this.#list,
    this.#typing,
  );
  #jump = element(
    'button',
    { type: 'button', class: 'jump', hidden: true, onclick: () => this.#jumped() },
    icon('down'),
    texts.jumpToLatest,
  );
  /** @type {Map<string, {node: HTMLElement, signature: string}>} */
  #shown = new Map();
  #atEnd = true;

  /** The node to put into the panel. */
  node = element('div', { class: 'log' }, this.#scroller, this.#jump);

  /**
   * @param {URL} linkBase
   * @param {import('./message-view.js').EntryHandlers} handlers
   * @param {() => void} onFocusLost the focused button has gone with its message
   */
  constructor(linkBase, handlers, onFocusLost) {
    this.#linkBase = linkBase;
    this.#handlers = handlers;
    this.#onFocusLost = onFocusLost;
    this.#scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    // The keyboard of a phone takes half the panel: the end stays in sight.
    new ResizeObserver(() => this.#atEnd && this.toEnd()).observe(this.#scroller);
  }

  /**
   * @param {import('./transcript.js').Entry[]} entries
   * @param {{author: string, name: string} | null} typing
   */
  render(entries, typing) {
    const root = /** @type {ShadowRoot} */ (this.node.getRootNode());
    const held = this.#list.contains(root.activeElement);
    const known = this.#shown.size;
    const added = this.#sync(entries);
    this.#typing.hidden = !typing;
    if (typing) this.#typingName.textContent = texts.typing(typing.name);
    this.#typing.classList.toggle('agent', typing?.author === 'agent');
    if (held && !this.#list.contains(root.activeElement)) this.#onFocusLost();
    if (added.some((node) => node.matches('.customer'))) this.toEnd();
    else if (this.#atEnd) this.#follow(added);
    else if (this.#shown.size > known && added.some(isSaid)) this.#jump.hidden = false;
  }

  toEnd() {
    this.#atEnd = true;
    this.#jump.hidden = true;
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  /**
   * @param {import('./transcript.js').Entry[]} entries
   * @returns {HTMLElement[]} the nodes that are new
   */
  #sync(entries) {
    const added = [];
    const before = this.#shown;
    const keys = new Set(entries.map(({ key }) => key));
    for (const [key, { node }] of before) if (!keys.has(key)) node.remove();
    this.#shown = new Map();
    let place = this.#list.firstElementChild;
    for (const entry of entries) {
      const signature = JSON.stringify(entry);
      const old = before.get(entry.key);
      if (old?.node === place) place = place?.nextElementSibling ?? null;
      const kept = old?.signature === signature;
      const node = kept ? old.node : entryNode(entry, this.#linkBase, this.#handlers);
      if (!kept) old?.node.remove();
      if (!old) added.push(node);
      if (node.nextElementSibling !== place || !node.isConnected) this.#list.insertBefore(node, place);
      this.#shown.set(entry.key, { node, signature });
    }
    if (this.#scroller.clientHeight && added.length <= FEW) added.forEach(animate);
    return added;
  }

  /**
   * Goes to the end, but not past the beginning of a long answer that has just come.
   *
   * @param {HTMLElement[]} added
   */
  #follow(added) {
    this.toEnd();
    const first = added.length <= FEW ? added[0] : undefined;
    if (!first) return;
    const top = first.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top;
    if (top >= 0) return;
    this.#scroller.scrollTop += top - 12;
    this.#scrolled();
  }

  #jumped() {
    this.toEnd();
    this.#scroller.focus({ preventScroll: true });
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
    if (this.#atEnd) this.#jump.hidden = true;
  }
}

/**
 * @param {HTMLElement} node
 * @returns {boolean} false for what only stands beside something that was said
 */
function isSaid(node) {
  return !node.matches('.helped');
}

/** @param {HTMLElement} node that was not there before */
function animate(node) {
  node.classList.add('arriving');
  node.addEventListener('animationend', () => node.classList.remove('arriving'), { once: true });
}
