/** What was said, as this tab knows it: in the conversation, and in those that ended before it. */

/**
 * @typedef {import('./message.js').Message} Message
 * @typedef {{messages: Message[], note: string}} EarlierPart an ended conversation still on show
 */

export class MessageLog {
  /** @type {Map<number, Message>} */
  #messages = new Map();
  #followedSeq = 0;
  /** @type {EarlierPart[]} */
  #earlier = [];

  /** @returns {Message[]} in order */
  get messages() {
    return [...this.#messages.values()].sort((a, b) => a.seq - b.seq);
  }

  get earlier() {
    return this.#earlier;
  }

  /** The last seq that the desk itself has brought: the stream goes on from there. */
  get followedSeq() {
    return this.#followedSeq;
  }

  /** @returns {number} 0 where nothing was said */
  get lastSeq() {
    return Math.max(0, ...this.#messages.keys());
  }

  /**
   * @param {number} readSeq
   * @returns {number} messages after it that are not the customer's own
   */
  countUnread(readSeq) {
    return this.messages.filter(
      ({ seq, author }) => seq > readSeq && (author === 'bot' || author === 'agent'),
    ).length;
  }

  /**
   * @param {Message} message as the desk has it
   * @returns {boolean} whether it is new here
   */
  store(message) {
    const isNew = !this.#messages.has(message.seq);
    this.#messages.set(message.seq, message);
    this.#followedSeq = Math.max(this.#followedSeq, message.seq);
    return isNew;
  }

  /**
   * The stream will bring it in its final form. `followedSeq` stays: messages before this one may
   * still be on their way.
   *
   * @param {Message} message that the desk has taken
   */
  storeSent(message) {
    if (!this.#messages.has(message.seq)) this.#messages.set(message.seq, message);
  }

  /** @param {string} note on why the conversation has ended; a new one may begin */
  end(note) {
    this.#earlier = [...this.#earlier, { messages: this.messages, note }];
    this.#messages = new Map();
    this.#followedSeq = 0;
  }
}
