/**
 * "Did that help?" under an answer. The node keeps its own state: what was said stays on show
 * through every redrawing of the list.
 */

import { element } from './dom.js';
import { texts } from './texts.js';

/** @typedef {(seq: number, helped: boolean) => Promise<void>} OnHelped */

/**
 * @param {number} seq of the answer
 * @param {import('./message-view.js').EntryHandlers} handlers
 * @returns {HTMLLIElement}
 */
export function helpedNode(seq, handlers) {
  return new HelpedLine(seq, handlers).node;
}

class HelpedLine {
  #seq;
  #handlers;
  #isSending = false;
  #status = element('span', { class: 'helped-status', role: 'status', tabindex: '-1' });
  #question = element(
    'span',
    { class: 'helped-question', role: 'group', 'aria-label': texts.didThatHelp },
    element('span', { 'aria-hidden': 'true' }, texts.didThatHelp),
    this.#button(texts.helpedYes, () => this.#said(true)),
    element('span', { 'aria-hidden': 'true' }, '·'),
    this.#button(texts.helpedNo, () => this.#said(false)),
  );
  #colleague = this.#button(texts.askColleague, () =>
    this.#handlers.onSend(texts.talkToPersonMessage),
  );

  /** The node to put into the list. */
  node = element('li', { class: 'helped' }, this.#question, this.#status, this.#colleague);

  /**
   * @param {number} seq
   * @param {import('./message-view.js').EntryHandlers} handlers
   */
  constructor(seq, handlers) {
    this.#seq = seq;
    this.#handlers = handlers;
    this.#colleague.hidden = true;
  }

  /**
   * @param {string} text
   * @param {() => void} onclick
   * @returns {HTMLButtonElement}
   */
  #button(text, onclick) {
    return element('button', { type: 'button', class: 'foot-button', onclick }, text);
  }

  /** @param {boolean} helped */
  async #said(helped) {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      await this.#handlers.onHelped(this.#seq, helped);
    } catch (error) {
      this.#status.textContent = error.message || texts.choiceNotSent;
      return;
    } finally {
      this.#isSending = false;
    }
    this.#status.textContent = helped ? texts.helpedThanks : texts.helpedSorry;
    this.#colleague.hidden = helped;
    // Whoever uses the keyboard stays where the buttons were.
    (helped ? this.#status : this.#colleague).focus({ preventScroll: true });
    this.#question.hidden = true;
  }
}
