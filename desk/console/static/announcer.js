// Short sentences for screen readers, one after the other and politely.

const PAUSE = 900; // ms between sentences; quicker changes of a live region are swallowed
const FORGET = 5000; // ms after which the last sentence is taken away again

/** Speaks through the live region `element`; sentences that come together are read in turn. */
export class Announcer {
  #waiting = [];
  #timer = null;
  #forget = null;

  constructor(element) {
    this.element = element;
  }

  say(sentence) {
    this.#waiting.push(sentence);
    this.#timer ??= setTimeout(() => this.#next(), 100);
  }

  #next() {
    const sentence = this.#waiting.shift();
    if (sentence === undefined) {
      this.#timer = null;
      return;
    }
    this.element.textContent = sentence;
    this.#timer = setTimeout(() => this.#next(), PAUSE);
    clearTimeout(this.#forget);
    this.#forget = setTimeout(() => this.element.replaceChildren(), FORGET);
  }
}
