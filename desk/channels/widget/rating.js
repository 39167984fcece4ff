/** What this conversation was asked about itself: which numbers answer, and what was answered. */

import { readRating } from './message.js';

export class RatingKeeper {
  #client;
  #onChange;
  /** @type {import('./message.js').Rating | null} */
  #current = null;
  #token = '';

  /**
   * @param {import('./client.js').ChatClient} client
   * @param {() => void} onChange
   */
  constructor(client, onChange) {
    this.#client = client;
    this.#onChange = onChange;
  }

  /** @returns {import('./message.js').Rating | null} null where nothing was asked */
  get current() {
    return this.#current;
  }

  /**
   * The question was put: learns its numbers.
   *
   * @param {string} token of the conversation
   */
  async learn(token) {
    this.#token = token;
    try {
      const { ratings } = await this.#client.listRatings(token);
      if (token !== this.#token) return;
      this.#current = readRating(ratings?.at(-1));
      this.#onChange();
    } catch {
      // Without the row of numbers, the question can still be answered in words.
    }
  }

  /**
   * @param {number} score
   * @param {string | null} comment
   */
  async rate(score, comment) {
    await this.#client.rate(this.#token, { kind: this.#current.kind, score, comment });
  }

  /** The conversation is over. */
  forget() {
    this.#token = '';
    this.#current = null;
  }
}
