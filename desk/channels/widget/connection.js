/** Whether the desk can be reached, as its two ways find out: the stream and the outbox. */

/** @typedef {'stream' | 'outbox'} Way */

export class Connection {
  /** @type {Set<Way>} */
  #waiting = new Set();

  /** @returns {'online' | 'offline' | 'unreachable'} */
  get state() {
    if (!navigator.onLine) return 'offline';
    return this.#waiting.size ? 'unreachable' : 'online';
  }

  /**
   * @param {Way} way
   * @param {boolean} waiting for a desk that does not answer
   * @returns {boolean} whether that is news
   */
  note(way, waiting) {
    if (this.#waiting.has(way) === waiting) return false;
    if (waiting) this.#waiting.add(way);
    else this.#waiting.delete(way);
    return true;
  }
}
