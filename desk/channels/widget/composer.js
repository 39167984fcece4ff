/** The field in which the customer writes, with its counter and its button. */

import { Attachment } from './attachment.js';
import { element, icon } from './dom.js';
import { MAX_TEXT_LENGTH, textLength } from './message.js';
import { texts } from './texts.js';

/** The counter appears when fewer characters than this are left. */
const COUNTER_FROM = 400;

/** What fits a keyboard, and what a browser may fill in; for all else a plain field is best. */
const KEYBOARDS = new Map([
  ['name', { autocomplete: 'name' }],
  ['email', { inputmode: 'email', autocomplete: 'email' }],
  ['postcode', { autocomplete: 'postal-code' }],
  ['code', { inputmode: 'numeric', autocomplete: 'one-time-code' }],
  ['address', { autocomplete: 'street-address' }],
]);

/** @typedef {(text: string, photo?: import('./photo-file.js').Photo | null) => void} OnSend */

export class Composer {
  #onSend;
  #onDraft;
  #onAnnounce;
  #wasOver = false;
  #isWaiting = false;
  #attachment = new Attachment(() => this.#measure(), (text) => this.#onAnnounce(text));
  #field = element('textarea', {
    class: 'field',
    rows: '1',
    dir: 'auto',
    placeholder: texts.writeMessage,
    'aria-label': texts.writeMessage,
    'aria-describedby': 'parley-keys parley-counter',
    autocomplete: 'off',
    enterkeyhint: 'send',
    oninput: () => this.#edited(),
    onkeydown: (event) => this.#pressed(event),
    onpaste: (event) => this.#attachment.takeFrom(event.clipboardData) && event.preventDefault(),
  });
  #counter = element('p', { class: 'counter', id: 'parley-counter', hidden: true });
  #button = element(
    'button',
    { type: 'submit', class: 'icon-button send', 'aria-label': texts.send, 'aria-disabled': 'true' },
    icon('send'),
  );

  /** The node to put into the panel. */
  node = element(
    'form',
    { class: 'composer', novalidate: true, onsubmit: (event) => this.#submit(event) },
    this.#attachment.node,
    element('div', { class: 'box' }, this.#attachment.button, this.#field, this.#button),
    this.#counter,
    element('p', { class: 'unseen', id: 'parley-keys' }, texts.keys),
  );

  /**
   * @param {object} parts
   * @param {OnSend} parts.onSend
   * @param {(text: string) => void} parts.onDraft the text as it is being written
   * @param {(text: string) => void} parts.onAnnounce for those who do not see the counter
   */
  constructor({ onSend, onDraft, onAnnounce }) {
    this.#onSend = onSend;
    this.#onDraft = onDraft;
    this.#onAnnounce = onAnnounce;
  }

  /** @param {string} text that was being written when the page was left */
  restore(text) {
    this.#field.value = text;
    this.#measure();
  }

  /** @param {string | null} asks what the bot waits for; the customer may write what they like */
  expect(asks) {
    const { inputmode = 'text', autocomplete = 'off' } = KEYBOARDS.get(asks) ?? {};
    const wanted = asks !== null && Object.hasOwn(texts.wanted, asks) ? texts.wanted[asks] : null;
    const placeholder = wanted ?? texts.writeMessage;
    for (const [name, value] of Object.entries({ inputmode, autocomplete, placeholder })) {
      if (this.#field.getAttribute(name) !== value) this.#field.setAttribute(name, value);
    }
  }

  /** @param {DragEvent} event over the panel: only files are for us */
  draggedOver(event) {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  }

  /** @param {DragEvent} event */
  dropped(event) {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (this.#attachment.takeFrom(event.dataTransfer)) this.focus();
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  /** Fits the field's height to its text; to be called when it becomes visible, too. */
  fit() {
    this.#field.style.height = 'auto';
    const { scrollHeight } = this.#field;
    if (scrollHeight) this.#field.style.height = `${scrollHeight}px`;
  }

  #edited() {
    this.#measure();
    this.#onDraft(this.#field.value);
  }

  #measure() {
    const text = this.#field.value.trim();
    const left = MAX_TEXT_LENGTH - textLength(text);
    const over = left < 0;
    this.#counter.hidden = left >= COUNTER_FROM;
    this.#counter.textContent = over ? texts.charactersOver(-left) : texts.charactersLeft(left);
    this.#counter.classList.toggle('over', over);
    this.#field.setAttribute('aria-invalid', String(over));
    this.#button.setAttribute('aria-disabled', String((!text && !this.#attachment.isThere) || over));
    if (over && !this.#wasOver) this.#onAnnounce(texts.charactersOver(-left));
    this.#wasOver = over;
    this.fit();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    // While an input method composes a word, Enter takes the word. Safari says so by the code 229.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && !event.shiftKey) this.#submit(event);
  }

  get #maySend() {
    return !this.#isWaiting && this.#button.getAttribute('aria-disabled') === 'false';
  }

  /** @param {Event} event */
  async #submit(event) {
    event.preventDefault();
    this.focus();
    if (!this.#maySend) return;
    // The words wait for their photo. If that is refused, they stay in the field.
    if (this.#attachment.coming && !(await this.#photoHasCome())) return;
    const text = this.#field.value.trim();
    const photo = this.#attachment.give();
    this.#field.value = '';
    this.#edited();
    this.#onSend(text, photo);
  }

  /** @returns {Promise<boolean>} whether the photo and the words can be sent now */
  async #photoHasCome() {
    this.#isWaiting = true;
    try {
      while (this.#attachment.coming) await this.#attachment.coming;
    } finally {
      this.#isWaiting = false;
    }
    return this.#attachment.isThere && this.#maySend;
  }
}
