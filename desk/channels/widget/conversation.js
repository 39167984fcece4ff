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
import { Connection } from './connection.js';
import { Following } from './following.js';
import { MessageLog } from './message-log.js';
import { ownMessage } from './message.js';
import { Outbox } from './outbox.js';
import { sizeOf } from './photo-file.js';
import { RatingKeeper } from './rating.js';
import { SessionKeeper } from './session.js';
import { texts } from './texts.js';

/** A page load follows a conversation at once when it was active this recently. */
const RECENT_MS = 24 * 3600 * 1000;

/** @typedef {import('./message.js').Message} Message */

export class Conversation extends EventTarget {
  #client;
  #storage;
  #keeper;
  #outbox;
  #following;
  #log = new MessageLog();
  #connection = new Connection();
  /** @type {RatingKeeper} */
  #rating;
  /** @type {AnswerKeeper} */
  #answers;
  /** @type {Album} */
  #album;
  #stopped = false;

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
    this.#album = new Album((seq) => client.fetchPhoto(this.#keeper.current?.token ?? '', seq));
    this.#rating = new RatingKeeper(client, () => this.#changed());
    this.#answers = new AnswerKeeper(client, () => this.#changed());
    this.#keeper = new SessionKeeper({
      client,
      storage,
      visitor,
      onAttach: (created) => this.#attached(created),
      onEnded: (session) => this.#endSession(session),
    });
    this.#outbox = new Outbox({
      storage,
      deliver: (item) => this.#deliver(item),
      onChange: () => this.#changed(),
      onWaiting: (waiting) => this.#setWaiting('outbox', waiting),
    });
    this.#following = new Following({
      client,
      token: () => this.#keeper.current.token,
      log: this.#log,
      onStored: (message) => this.#stored(message),
      onCaughtUp: () => this.#caughtUp(),
      onMessage: (message, isNew) => this.#received(message, isNew),
      onChange: () => this.#changed(),
      onWaiting: (waiting) => this.#setWaiting('stream', waiting),
      onEnded: () => this.#endSession(this.#keeper.current),
    });
  }

  /** @returns {Message[]} in order */
  get messages() {
    return this.#log.messages;
  }

  get outbox() {
    return this.#outbox.items;
  }

  get earlier() {
    return this.#log.earlier;
  }

  get status() {
    return this.#following.status;
  }

  /** @returns {import('./message.js').Rating | null} the question how it was, if it was put */
  get rating() {
    return this.#rating.current;
  }

  /** @returns {{author: 'bot' | 'agent'} | null} who is writing now */
  get typing() {
    return this.#following.typing;
  }

  /** @returns {'online' | 'offline' | 'unreachable'} */
  get connection() {
    return this.#connection.state;
  }

  /** @returns {number} messages that the customer has not seen */
  get unread() {
    const session = this.#keeper.current;
    return session ? this.#log.countUnread(this.#storage.readSeq(session.conversationId)) : 0;
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
  greet() {
    return this.#keeper.ensureForKnown();
  }

  stop() {
    this.#stopped = true;
    this.#following.stop();
    this.#outbox.stop();
  }

  /** Leaves the stream while nobody looks; `follow` catches up. */
  pause() {
    this.#following.pause();
  }

  follow() {
    if (this.#keeper.current && !this.#stopped) this.#following.start();
  }

  /** The browser has gained or lost its network: the old connection cannot be trusted. */
  networkChanged() {
    this.#changed();
    if (!navigator.onLine) return;
    this.#following.restart();
    this.#outbox.flush();
  }

  /**
   * @param {string} text empty only where there is a photo
   * @param {import('./photo-file.js').Photo | null} [photo]
   */
  send(text, photo = null) {
    if (!photo) return void this.#outbox.add(text, null);
    const id = this.#outbox.add(text, null, { blob: photo.blob, ...sizeOf(photo) });
    this.#album.keep(id, photo.picture);
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
    const last = this.#log.lastSeq;
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
    this.#following.begin(created);
    this.follow();
  }

  /** @param {Message} message as the desk has it */
  #stored(message) {
    if (message.clientMessageId) this.#outbox.remove(message.clientMessageId);
    if (message.asks === 'rating') this.#rating.learn(this.#keeper.current.token);
  }

  #caughtUp() {
    if (!this.messages.some(({ citations }) => citations.length)) return;
    this.#answers.learn(this.#keeper.current.token);
  }

  /**
   * @param {Message} message
   * @param {boolean} isNew
   */
  #received(message, isNew) {
    this.#keeper.touch();
    if (message.author === 'customer' || !isNew) return;
    if (message.citations.length) this.#answers.learn(this.#keeper.current.token);
    this.dispatchEvent(new CustomEvent('message', { detail: { message } }));
  }

  /** @param {import('./storage.js').OutboxItem} item */
  async #deliver(item) {
    await this.#keeper.inSession(async (session) => {
      const seq = await this.#client.sendMessage(session.token, item);
      if (session !== this.#keeper.current) return;
      this.#log.storeSent(ownMessage(item, seq));
      this.#outbox.remove(item.id);
    });
  }

  /** @param {import('./storage.js').Session | null} session that the desk no longer knows */
  #endSession(session) {
    if (!this.#keeper.end(session)) return;
    this.#following.forget();
    this.#outbox.dropPayloads();
    this.#log.end(texts.sessionEnded);
    this.#rating.forget();
    this.#answers.forget();
    this.#keeper.takeUp();
    this.dispatchEvent(new CustomEvent('ended', { detail: { note: texts.sessionEnded } }));
    this.#changed();
  }

  /**
   * @param {import('./connection.js').Way} way
   * @param {boolean} waiting for a desk that does not answer
   */
  #setWaiting(way, waiting) {
    const isNews = this.#connection.note(way, waiting);
    // Where one way gets through, the other need not wait any longer.
    if (!waiting && way === 'stream' && this.#outbox.items.length) this.#outbox.flush();
    if (!waiting && way === 'outbox') this.#following.wake();
    if (isNews) this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
