/**
 * One customer's conversation with the desk, as this tab knows it: its messages in order, who
 * owns it, what is still to be sent. It draws nothing. Its events:
 *
 * - `change`: there is something new to draw
 * - `message` (detail `{message}`): a new message that is not the customer's own
 * - `ended` (detail `{note}`): the desk no longer knows the session
 */

import { Album } from './album.js';
import { AnswerKeeper } from './answers.js';
import { ownMessage, readMessage, readStatus } from './message.js';
import { Outbox } from './outbox.js';
import { RatingKeeper } from './rating.js';
import { SessionKeeper } from './session.js';
import { EventStream } from './stream.js';
import { texts } from './texts.js';
import { TypingSignal } from './typing.js';

/** A page load follows a conversation at once when it was active this recently. */
const RECENT_MS = 24 * 3600 * 1000;
/** Of a photo that this browser cannot read. */
const UNKNOWN_SIZE = { width: 160, height: 120 };

/**
 * @typedef {import('./message.js').Message} Message
 * @typedef {import('./message.js').Status} Status
 * @typedef {{messages: Message[], note: string}} EarlierPart an ended conversation still on show
 */

export class Conversation extends EventTarget {
  #client;
  #storage;
  #visitor;
  #keeper;
  #outbox;
  #stream;
  #typing = new TypingSignal(() => this.#changed());
  /** @type {RatingKeeper} */
  #rating;
  /** @type {AnswerKeeper} */
  #answers;
  /** @type {Album} */
  #album;
  /** @type {Map<number, Message>} */
  #messages = new Map();
  /** The last seq that the desk itself has brought: the stream goes on from there. */
  #followedSeq = 0;
  #synced = false;
  #stopped = false;
  /** @type {EarlierPart[]} */
  #earlier = [];
  /** @type {Status} */
  #status = readStatus({});
  /** @type {Set<'stream' | 'outbox'>} */
  #waiting = new Set();

  /**
   * @param {object} parts
   * @param {import('./client.js').ChatClient} parts.client
   * @param {import('./storage.js').ChatStorage} parts.storage
   * @param {() => {customerToken: string | null, locale: string, page: string}} parts.visitor
   */
  constructor({ client, storage, visitor }) {
    super();
    this.#client = client;
    this.#storage = storage;
    this.#visitor = visitor;
    this.#album = new Album((seq) => client.fetchPhoto(this.#keeper.current?.token ?? '', seq));
    this.#rating = new RatingKeeper(client, () => this.#changed());
    this.#answers = new AnswerKeeper(client, () => this.#changed());
    this.#keeper = new SessionKeeper({
      client,
      storage,
      visitor,
      onAttach: (created) => this.#attached(created),
    });
    this.#outbox = new Outbox({
      storage,
      deliver: (item) => this.#deliver(item),
      onChange: () => this.#changed(),
      onWaiting: (waiting) => this.#setWaiting('outbox', waiting),
    });
    this.#stream = new EventStream({
      open: (signal) => this.#openStream(signal),
      onEvent: (event) => this.#receive(event),
      onWaiting: (waiting) => this.#setWaiting('stream', waiting),
      onEnded: () => this.#endSession(this.#keeper.current),
    });
  }

  /** @returns {Message[]} in order */
  get messages() {
    return [...this.#messages.values()].sort((a, b) => a.seq - b.seq);
  }

  get outbox() {
    return this.#outbox.items;
  }

  get earlier() {
    return this.#earlier;
  }

  get status() {
    return this.#status;
  }

  /** @returns {import('./message.js').Rating | null} the question how it was, if it was put */
  get rating() {
    return this.#rating.current;
  }

  /** @returns {{author: 'bot' | 'agent'} | null} who is writing now */
  get typing() {
    return this.#typing.current;
  }

  /** @returns {'online' | 'offline' | 'unreachable'} */
  get connection() {
    if (!navigator.onLine) return 'offline';
    return this.#waiting.size ? 'unreachable' : 'online';
  }

  /** @returns {number} messages that the customer has not seen */
  get unread() {
    const session = this.#keeper.current;
    if (!session) return 0;
    const readSeq = this.#storage.readSeq(session.conversationId);
    return this.messages.filter(
      ({ seq, author }) => seq > readSeq && (author === 'bot' || author === 'agent'),
    ).length;
  }

  /** Takes up what an earlier page left: a recent conversation, messages not yet sent. */
  start() {
    this.#keeper.takeUp(RECENT_MS);
    if (this.#outbox.items.length) this.#outbox.flush();
  }

  /** The customer opened the chat: a stored conversation of any age is shown. */
  resume() {
    this.#keeper.takeUp();
  }

  /** Lets the desk speak first to a customer whom it knows; others start when they write. */
  async greet() {
    if (this.#keeper.current || !this.#visitor().customerToken) return;
    try {
      await this.#keeper.ensure();
    } catch {
      // The first message will try again, and say so if it cannot be sent.
    }
  }

  stop() {
    this.#stopped = true;
    this.#stream.stop();
    this.#outbox.stop();
    this.#typing.clear();
  }

  /** Leaves the stream while nobody looks; `follow` catches up. */
  pause() {
    this.#stream.stop();
  }

  follow() {
    if (this.#keeper.current && !this.#stopped) this.#stream.start();
  }

  /** The browser has gained or lost its network: the old connection cannot be trusted. */
  networkChanged() {
    this.#changed();
    if (!navigator.onLine) return;
    this.#stream.restart();
    this.#outbox.flush();
  }

  /**
   * @param {string} text empty only where there is a photo
   * @param {import('./photo-file.js').Photo | null} [photo]
   */
  send(text, photo = null) {
    if (!photo) return void this.#outbox.add(text, null);
    const { blob, picture } = photo;
    const { width, height } = picture ?? UNKNOWN_SIZE;
    this.#album.keep(this.#outbox.add(text, null, { blob, width, height }), picture);
  }

  /**
   * @param {Omit<Message, 'seq'>} message with a photo
   * @returns {Promise<ImageBitmap | null>}
   */
  picture({ clientMessageId, photo }) {
    return this.#album.picture(clientMessageId, photo.seq);
  }

  /** @param {import('./message.js').Button} button one that the bot offered */
  choose({ title, payload }) {
    this.#outbox.add(title, payload);
  }

  /** @param {string} id of a message that could not be sent */
  retry(id) {
    this.#outbox.retry(id);
  }

  /** @param {string} id of a message that could not be sent */
  discard(id) {
    this.#outbox.remove(id);
  }

  /**
   * @param {number} score
   * @param {string | null} comment
   * @returns {Promise<void>}
   */
  rate(score, comment) {
    return this.#rating.rate(score, comment);
  }

  /**
   * @param {number} seq of a message
   * @returns {boolean} whether to ask if it helped
   */
  asksIfHelped(seq) {
    return this.#answers.isOpen(seq);
  }

  /**
   * @param {number} seq of an answer
   * @param {boolean} helped
   * @returns {Promise<void>}
   */
  sayHelped(seq, helped) {
    return this.#answers.say(seq, helped);
  }

  markRead() {
    const session = this.#keeper.current;
    const last = Math.max(0, ...this.#messages.keys());
    if (!session || last <= this.#storage.readSeq(session.conversationId)) return;
    this.#storage.saveReadSeq(session.conversationId, last);
    this.#changed();
  }

  /** @param {StorageEvent} event from another tab */
  storageChanged(event) {
    const what = this.#storage.changedBy(event);
    if (what === 'read') this.#changed();
    if (what === 'session' && !this.#stopped) this.#keeper.takeUp(RECENT_MS);
  }

  /** @param {boolean} created */
  #attached(created) {
    this.#synced = created; // A new conversation is empty: whatever comes is new.
    this.follow();
  }

  /** @param {AbortSignal} signal */
  async #openStream(signal) {
    const session = this.#keeper.current;
    if (!this.#synced) {
      const history = await this.#client.listMessages(session.token, this.#followedSeq, signal);
      if (signal.aborted) throw new DOMException('stopped', 'AbortError');
      for (const data of history.messages ?? []) this.#store(readMessage(data));
      const agentName = this.messages.findLast(({ author }) => author === 'agent')?.authorName;
      this.#status = readStatus({ ...history, agent_name: agentName });
      this.#synced = true;
      if (this.messages.some(({ citations }) => citations.length)) this.#answers.learn(session.token);
      this.#changed();
    }
    return this.#client.openEvents(session.token, this.#followedSeq, signal);
  }

  /** @param {import('./stream.js').ServerEvent} event */
  #receive({ event, data }) {
    let content;
    try {
      content = JSON.parse(data);
    } catch {
      return; // Half an event, or not the desk's.
    }
    if (event === 'message') this.#receiveMessage(readMessage(content));
    if (event === 'typing') this.#typing.set(content?.author, content?.active === true);
    if (event === 'status') this.#status = readStatus(content ?? {});
    this.#changed();
  }

  /** @param {Message | null} message */
  #receiveMessage(message) {
    if (!message) return;
    const isNew = !this.#messages.has(message.seq);
    this.#store(message);
    this.#keeper.touch();
    if (message.author === 'customer') return;
    if (isNew && message.citations.length) this.#answers.learn(this.#keeper.current.token);
    this.#typing.clear();
    if (isNew) this.dispatchEvent(new CustomEvent('message', { detail: { message } }));
  }

  /** @param {Message | null} message as the desk has it */
  #store(message) {
    if (!message) return;
    this.#messages.set(message.seq, message);
    this.#followedSeq = Math.max(this.#followedSeq, message.seq);
    if (message.clientMessageId) this.#outbox.remove(message.clientMessageId);
    if (message.asks === 'rating') this.#rating.learn(this.#keeper.current.token);
  }

  /** @param {import('./storage.js').OutboxItem} item */
  async #deliver(item) {
    for (let attempt = 0; ; attempt += 1) {
      const session = await this.#keeper.ensure();
      try {
        const seq = await this.#client.sendMessage(session.token, item);
        if (session === this.#keeper.current) this.#confirm(item, seq);
        return;
      } catch (error) {
        if (!error.sessionEnded || attempt > 0) throw error;
        this.#endSession(session);
      }
    }
  }

  /**
   * The desk has the message; the stream will bring it in its final form. `#followedSeq` stays:
   * messages before this one may still be on their way.
   *
   * @param {import('./storage.js').OutboxItem} item
   * @param {number} seq
   */
  #confirm(item, seq) {
    if (!this.#messages.has(seq)) this.#messages.set(seq, ownMessage(item, seq));
    this.#outbox.remove(item.id);
  }

  /** @param {import('./storage.js').Session | null} session that the desk no longer knows */
  #endSession(session) {
    if (!this.#keeper.end(session)) return;
    this.#stream.stop();
    this.#typing.clear();
    this.#outbox.dropPayloads();
    this.#earlier = [...this.#earlier, { messages: this.messages, note: texts.sessionEnded }];
    this.#messages = new Map();
    this.#followedSeq = 0;
    this.#status = readStatus({});
    this.#rating.forget();
    this.#answers.forget();
    this.#keeper.takeUp();
    this.dispatchEvent(new CustomEvent('ended', { detail: { note: texts.sessionEnded } }));
    this.#changed();
  }

  /**
   * @param {'stream' | 'outbox'} part
   * @param {boolean} waiting for a desk that does not answer
   */
  #setWaiting(part, waiting) {
    const before = this.#waiting.size;
    if (waiting) this.#waiting.add(part);
    else this.#waiting.delete(part);
    // Where one part gets through, the other need not wait any longer.
    if (!waiting && part === 'stream' && this.#outbox.items.length) this.#outbox.flush();
    if (!waiting && part === 'outbox') this.#stream.wake();
    if (before !== this.#waiting.size) this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
