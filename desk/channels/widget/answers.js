/** Which messages answer from the articles, and of which nobody has said whether they helped. */

export class AnswerKeeper {
  #client;
  #onChange;
  /** @type {Map<number, boolean>} by seq: whether nothing had been said of it when it came here */
  #open = new Map();
  #token = '';

  /**
   * @param {import('./client.js').ChatClient} client
   * @param {() => void} onChange
   */
  constructor(client, onChange) {
    this.#client = client;
    this.#onChange = onChange;
  }

  /**
   * @param {number} seq of a message
   * @returns {boolean} whether to ask if it helped
   */
  isOpen(seq) {
    return this.#open.get(seq) ?? false;
  }

  /**
   * There may be new answers.
   *
   * @param {string} token of the conversation
   */
  async learn(token) {
    this.#token = token;
    try {
      const { answers } = await this.#client.listAnswers(token);
      if (token !== this.#token) return;
      // What was said on this page stays on show until the page is left.
      for (const { seq, helped } of answers) {
        if (!this.#open.has(seq)) this.#open.set(seq, helped === null);
      }
      this.#onChange();
    } catch {
      // The answer is there; only nobody asks about it.
    }
  }

  /**
   * @param {number} seq
   * @param {boolean} helped
   */
  async say(seq, helped) {
    await this.#client.sayHelped(this.#token, seq, helped);
  }

  /** The conversation is over. */
  forget() {
    this.#token = '';
    this.#open.clear();
  }
}
