/**
 * The key to one conversation: taken from storage where there is one, asked of the desk when the
 * first message needs it, shared by all tabs of one customer.
 */

/** @typedef {import('./storage.js').Session} Session */

/** Stored again this often while the conversation is alive. */
const TOUCH_MS = 60_000;

export class SessionKeeper {
  #client;
  #storage;
  #visitor;
  #onAttach;
  #onEnded;
  /** @type {Session | null} */
  #current = null;

  /**
   * @param {object} parts
   * @param {import('./client.js').ChatClient} parts.client
   * @param {import('./storage.js').ChatStorage} parts.storage
   * @param {() => {customerToken: string | null, locale: string, page: string}} parts.visitor
   * @param {(created: boolean) => void} parts.onAttach there is a session now; `created` where
   *   the desk has just made it, so that it holds no messages yet
   * @param {(session: Session) => void} parts.onEnded the desk no longer knows it: to be ended
   */
  constructor({ client, storage, visitor, onAttach, onEnded }) {
    this.#client = client;
    this.#storage = storage;
    this.#visitor = visitor;
    this.#onAttach = onAttach;
    this.#onEnded = onEnded;
  }

  get current() {
    return this.#current;
  }

  /**
   * Takes up the stored session, if there is one.
   *
   * @param {number} maxAgeMs since the conversation was last active
   */
  takeUp(maxAgeMs = Infinity) {
    const stored = this.#storage.session();
    if (this.#current || !stored || Date.now() - stored.activeAt > maxAgeMs) return;
    this.#attach(stored, false);
  }

  /** @returns {Promise<Session>} the current one, the stored one, or a new one */
  async ensure() {
    if (this.#current) return this.#current;
    // Two tabs that start at the same moment must share one conversation.
    if (!navigator.locks) return this.#find();
    return navigator.locks.request(this.#storage.name, () => this.#find());
  }

  /** The same for a customer whom the desk knows; others start when they write. */
  async ensureForKnown() {
    if (this.#current || !this.#visitor().customerToken) return;
    try {
      await this.ensure();
    } catch {
      // The first message will try again, and say so if it cannot be sent.
    }
  }

  /**
   * Does something in a session; where the desk no longer knows that one, once more in a new one.
   *
   * @param {(session: Session) => Promise<void>} work
   */
  async inSession(work) {
    for (let attempt = 0; ; attempt += 1) {
      const session = await this.ensure();
      try {
        return await work(session);
      } catch (error) {
        if (!error.sessionEnded || attempt > 0) throw error;
        this.#onEnded(session);
      }
    }
  }

  /** Notes that the conversation is alive. */
  touch() {
    if (!this.#current || Date.now() - this.#current.activeAt < TOUCH_MS) return;
    this.#current.activeAt = Date.now();
    this.#storage.saveSession(this.#current);
  }

  /**
   * Lets go of a session that the desk no longer knows.
   *
   * @param {Session | null} session
   * @returns {boolean} false where that had been done before
   */
  end(session) {
    if (!session || session !== this.#current) return false;
    this.#current = null;
    // Another tab may have noticed first, and have stored its new one.
    if (this.#storage.session()?.token === session.token) this.#storage.saveSession(null);
    return true;
  }

  /** @returns {Promise<Session>} */
  async #find() {
    this.takeUp();
    if (this.#current) return this.#current;
    const session = { ...(await this.#create()), activeAt: Date.now() };
    if (this.#current) return this.#current;
    this.#storage.saveSession(session);
    this.#attach(session, true);
    return session;
  }

  /** @returns {Promise<{conversationId: string, token: string}>} */
  async #create() {
    const visitor = this.#visitor();
    try {
      return await this.#client.createSession(visitor);
    } catch (error) {
      if (error.status !== 401 || !visitor.customerToken) throw error;
      // The shop's token has run out: better an anonymous conversation than none.
      return this.#client.createSession({ ...visitor, customerToken: null });
    }
  }

  /**
   * @param {Session} session
   * @param {boolean} created
   */
  #attach(session, created) {
    this.#current = session;
    this.#onAttach(created);
  }
}
