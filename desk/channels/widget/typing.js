/** Who is typing at the other end. A lost "stopped" must not leave the dots there for ever. */

const TIMEOUT_MS = 20_000;

export class TypingSignal {
  #onChange;
  /** @type {{author: 'bot' | 'agent'} | null} */
  #current = null;
  #timer = 0;

  /** @param {() => void} onChange called when the time is over */
  constructor(onChange) {
    this.#onChange = onChange;
  }

  get current() {
    return this.#current;
  }

  /**
   * @param {unknown} author
   * @param {boolean} active
   */
  set(author, active) {
    clearTimeout(this.#timer);
    const known = author === 'bot' || author === 'agent';
    this.#current = active && known ? { author } : null;
    if (!this.#current) return;
    this.#timer = setTimeout(() => {
      this.#current = null;
      this.#onChange();
    }, TIMEOUT_MS);
  }

  clear() {
    this.set(null, false);
  }
}
