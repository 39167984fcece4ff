/**
 * Messages on their way to the desk: sent one after another, in the order they were written,
 * again and again until the desk has them or refuses them.
 */

import { ApiError, ConnectionError } from './client.js';
import { Pause, backoffDelay } from './backoff.js';
import { newClientMessageId } from './message.js';
import { texts } from './texts.js';

/** Older than this, a message may no longer be wanted: the customer decides. */
const STALE_MS = 24 * 3600 * 1000;
/** Attempts at a message that makes the desk fail (500); a desk that is away is not counted. */
const MAX_ATTEMPTS = 5;

/** @typedef {import('./storage.js').OutboxItem} OutboxItem */

export class Outbox {
  #storage;
  #deliver;
  #onChange;
  #onWaiting;
  /** @type {OutboxItem[]} */
  #items;
  #running = false;
  #stopped = false;
  #pause = new Pause();

  /**
   * @param {object} parts
   * @param {import('./storage.js').ChatStorage} parts.storage
   * @param {(item: OutboxItem) => Promise<void>} parts.deliver rejects where the desk has it not
   * @param {() => void} parts.onChange
   * @param {(waiting: boolean) => void} parts.onWaiting after each attempt: true where the
   *   desk did not answer
   */
  constructor({ storage, deliver, onChange, onWaiting }) {
    this.#storage = storage;
    this.#deliver = deliver;
    this.#onChange = onChange;
    this.#onWaiting = onWaiting;
    this.#items = storage.outbox().map(giveUpIfStale);
  }

  /** @returns {readonly OutboxItem[]} in the order they were written */
  get items() {
    return this.#items;
  }

  /**
   * @param {string} text
   * @param {string | null} payload of the button that was used; the text is then its title
   * @param {OutboxItem['photo']} [photo]
   * @returns {string} the item's id
   */
  add(text, payload, photo) {
    const createdAt = new Date().toISOString();
    const item = { id: newClientMessageId(), text, payload, createdAt, failed: null, photo };
    this.#items.push(item);
    this.#storage.saveOutboxItem(item);
    this.#onChange();
    this.flush();
    return item.id;
  }

  /** @param {string} id */
  retry(id) {
    const item = this.#items.find((candidate) => candidate.id === id);
    if (!item) return;
    item.failed = null;
    item.createdAt = new Date().toISOString();
    this.#storage.saveOutboxItem(item);
    this.#onChange();
    this.flush();
  }

  /**
   * Taken out because the customer wishes it or because the desk has it.
   *
   * @param {string} id
   */
  remove(id) {
    const known = this.#items.length;
    this.#items = this.#items.filter((item) => item.id !== id);
    if (this.#items.length === known) return;
    this.#storage.removeOutboxItem(id);
    this.#onChange();
  }

  /** A new conversation has offered no buttons: what was chosen goes out as written text. */
  dropPayloads() {
    for (const item of this.#items.filter(({ payload }) => payload !== null)) {
      item.payload = null;
      this.#storage.saveOutboxItem(item);
    }
  }

  /** Sends what is waiting, now. */
  flush() {
    this.#pause.end();
    if (!this.#running && !this.#stopped) this.#drain();
  }

  stop() {
    this.#stopped = true;
    this.#pause.end();
  }

  async #drain() {
    this.#running = true;
    let attempt = 0;
    for (let item = this.#next(); item && !this.#stopped; item = this.#next()) {
      try {
        await this.#deliver(item);
        this.#onWaiting(false);
        this.remove(item.id);
        attempt = 0;
      } catch (error) {
        this.#onWaiting(error instanceof ConnectionError);
        if (isHopeless(error, attempt)) {
          this.#fail(item, error);
          attempt = 0;
          continue;
        }
        await this.#pause.wait(Math.max(backoffDelay(attempt), error.retryAfterMs));
        attempt += 1;
      }
    }
    this.#running = false;
    this.#onWaiting(false);
  }

  /** @returns {OutboxItem | undefined} */
  #next() {
    return this.#items.find((item) => item.failed === null);
  }

  /**
   * @param {OutboxItem} item
   * @param {Error} error
   */
  #fail(item, error) {
    item.failed = (error instanceof ApiError && error.message) || texts.notSent;
    this.#storage.saveOutboxItem(item);
    this.#onChange();
  }
}

/**
 * @param {unknown} error
 * @param {number} attempt from 0
 * @returns {boolean} trying again by ourselves would not help
 */
function isHopeless(error, attempt) {
  if (error instanceof ConnectionError) return false;
  if (!(error instanceof ApiError) || !error.temporary) return true;
  const broken = error.status !== 429 && error.status !== 503;
  return broken && attempt + 1 >= MAX_ATTEMPTS;
}

/**
 * @param {OutboxItem} item as it was stored
 * @returns {OutboxItem}
 */
function giveUpIfStale(item) {
  const stale = !(Date.now() - Date.parse(item.createdAt) < STALE_MS);
  return { ...item, failed: item.failed ?? (stale ? texts.tooOld : null) };
}
