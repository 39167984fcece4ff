/**
 * What the browser keeps for one customer at one desk: the session, how far they have read, the
 * messages not yet sent, and the text they were writing.
 *
 * Every unsent message has a key of its own, so that two tabs never overwrite each other's list.
 */

import { texts } from './texts.js';

/**
 * @typedef {{conversationId: string, token: string, activeAt: number}} Session
 * @typedef {{id: string, text: string, payload: string | null, createdAt: string,
 *   failed: string | null, photo?: {blob: Blob, width: number, height: number}}} OutboxItem
 *   `failed` is the reason, null while there is hope
 */

export class ChatStorage {
  #prefix;
  #lasting = openArea('localStorage');
  #tab = openArea('sessionStorage');

  /**
   * @param {URL} apiBase
   * @param {string} identity of the customer; see `customerIdentity`
   */
  constructor(apiBase, identity) {
    this.#prefix = `parley:${apiBase.href}:${identity}:`;
  }

  /** A name that other tabs with the same desk and customer share. */
  get name() {
    return this.#prefix;
  }

  /** @returns {Session | null} */
  session() {
    const stored = this.#read(this.#lasting, 'session');
    return typeof stored?.token === 'string' ? stored : null;
  }

  /** @param {Session | null} session null forgets it */
  saveSession(session) {
    this.#write(this.#lasting, 'session', session);
  }

  /**
   * @param {string} conversationId
   * @returns {number} the seq up to which the customer has seen the conversation
   */
  readSeq(conversationId) {
    const stored = this.#read(this.#lasting, 'read');
    return stored?.conversationId === conversationId ? Number(stored.seq) || 0 : 0;
  }

  /**
   * @param {string} conversationId
   * @param {number} seq
   */
  saveReadSeq(conversationId, seq) {
    this.#write(this.#lasting, 'read', { conversationId, seq });
  }

  /** @returns {OutboxItem[]} the oldest first */
  outbox() {
    return this.#lasting
      .keys()
      .filter((key) => key.startsWith(`${this.#prefix}outbox:`))
      .map((key) => this.#read(this.#lasting, key.slice(this.#prefix.length)))
      .filter((item) => typeof item?.id === 'string' && typeof item.text === 'string')
      .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  }

  /** @param {OutboxItem} item of one with a photo only the words are kept, which then need a decision */
  saveOutboxItem({ photo, ...item }) {
    if (photo && !item.text) return;
    const kept = photo ? { ...item, failed: texts.photoNotKept } : item;
    this.#write(this.#lasting, `outbox:${item.id}`, kept);
  }

  /** @param {string} id */
  removeOutboxItem(id) {
    this.#write(this.#lasting, `outbox:${id}`, null);
  }

  /** @returns {string} */
  draft() {
    return String(this.#read(this.#tab, 'draft') ?? '');
  }

  /** @param {string} text */
  saveDraft(text) {
    this.#write(this.#tab, 'draft', text || null);
  }

  /**
   * @param {StorageEvent} event
   * @returns {'session' | 'read' | null} what another tab changed, where it concerns us
   */
  changedBy(event) {
    if (event.key === `${this.#prefix}session`) return 'session';
    if (event.key === `${this.#prefix}read`) return 'read';
    return null;
  }

  /**
   * @param {Area} area
   * @param {string} key
   * @returns {any}
   */
  #read(area, key) {
    try {
      return JSON.parse(area.get(this.#prefix + key) ?? 'null');
    } catch {
      return null;
    }
  }

  /**
   * @param {Area} area
   * @param {string} key
   * @param {unknown} value null removes it
   */
  #write(area, key, value) {
    if (value === null) area.remove(this.#prefix + key);
    else area.set(this.#prefix + key, JSON.stringify(value));
  }
}

/**
 * @typedef {{get: (key: string) => string | null, set: (key: string, value: string) => void,
 *   remove: (key: string) => void, keys: () => string[]}} Area
 */

/**
 * A browser may forbid storage or have none left. The chat then works as before, only it forgets
 * everything when the page is left.
 *
 * @param {'localStorage' | 'sessionStorage'} kind
 * @returns {Area}
 */
function openArea(kind) {
  const memory = new Map();
  /** @type {Storage | null} */
  let area = null;
  try {
    area = window[kind];
  } catch {
    area = null;
  }
  return {
    get: (key) => memory.get(key) ?? area?.getItem(key) ?? null,
    set(key, value) {
      memory.delete(key);
      try {
        if (!area) throw new Error('no storage');
        area.setItem(key, value);
      } catch {
        memory.set(key, value);
      }
    },
    remove(key) {
      memory.delete(key);
      area?.removeItem(key);
    },
    keys: () => [...new Set([...memory.keys(), ...(area ? Object.keys(area) : [])])],
  };
}
