/** `<parley-chat>`: joins the conversation to what is seen of it, and both to the page. */

import { ChatClient } from './client.js';
import { Conversation } from './conversation.js';
import { customerIdentity } from './settings.js';
import { ChatStorage } from './storage.js';
import { styleSheets } from './styles.js';
import { ChatView } from './view.js';
import { FullScreen } from './viewport.js';

/** A tab that has been out of sight for this long leaves its stream until it is seen again. */
const HIDDEN_MS = 60_000;

/**
 * @fires parley:open
 * @fires parley:close
 * @fires parley:message detail `{message}`: one that has just arrived
 */
export class ParleyChat extends HTMLElement {
  /** @type {import('./settings.js').Settings} */
  #settings;
  /** @type {ChatView} */
  #view;
  /** @type {FullScreen} */
  #fullScreen;
  /** @type {Conversation | undefined} there is one while the element is in a page */
  #conversation;
  /** @type {ChatStorage} */
  #storage;
  #identity = '';
  #drawing = false;
  #hiddenTimer = 0;
  /** @type {AbortController | null} */
  #listening = null;

  /** @param {import('./settings.js').Settings} settings */
  start(settings) {
    if (this.#settings) return;
    this.#settings = settings;
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = styleSheets();
    const view = new ChatView(settings, {
      onToggle: () => this.toggle(),
      onClose: () => this.close(),
      onSend: (text, photo) => this.#currentConversation().send(text, photo),
      onDraft: (text) => this.#storage.saveDraft(text),
      onChoose: (button) => this.#conversation?.choose(button),
      onRetry: (id) => this.#conversation?.retry(id),
      onDiscard: (id) => this.#conversation?.discard(id),
      onPicture: (message) => this.#currentConversation().picture(message),
      onHelped: (seq, helped) => this.#currentConversation().sayHelped(seq, helped),
      onRate: (score, comment) => this.#currentConversation().rate(score, comment),
    });
    root.append(view.node);
    this.#view = view;
    this.#fullScreen = new FullScreen(view.panel);
    if (this.isConnected) this.connectedCallback();
  }

  connectedCallback() {
    if (!this.#settings || this.#listening) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const networkChanged = () => this.#conversation?.networkChanged();
    window.addEventListener('online', networkChanged, { signal });
    window.addEventListener('offline', networkChanged, { signal });
    window.addEventListener('storage', (event) => this.#conversation?.storageChanged(event), { signal });
    window.addEventListener('pagehide', () => this.#conversation?.pause(), { signal });
    window.addEventListener('pageshow', () => this.#conversation?.follow(), { signal });
    document.addEventListener('visibilitychange', () => this.#visibilityChanged(), { signal });
    this.#currentConversation();
  }

  disconnectedCallback() {
    if (this.#view?.isOpen) this.close();
    this.#listening?.abort();
    this.#listening = null;
    this.#conversation?.stop();
    this.#conversation = undefined;
    clearTimeout(this.#hiddenTimer);
  }

  open() {
    if (!this.#listening || this.#view.isOpen) return;
    const conversation = this.#currentConversation();
    this.#view.setOpen(true);
    this.#fullScreen.enter();
    conversation.resume();
    conversation.greet();
    this.#draw();
    this.#tell('parley:open');
  }

  close() {
    if (!this.#view?.isOpen) return;
    this.#fullScreen.leave();
    this.#view.setOpen(false);
    this.#draw();
    this.#tell('parley:close');
  }

  toggle() {
    if (this.#view?.isOpen) this.close();
    else this.open();
  }

  /**
   * The conversation of whoever is signed in now. A page that never reloads may have signed its
   * customer in or out since: theirs is another conversation.
   *
   * @returns {Conversation}
   */
  #currentConversation() {
    const identity = customerIdentity(this.#settings.customerToken());
    if (this.#conversation && identity === this.#identity) return this.#conversation;
    this.#conversation?.stop();
    this.#identity = identity;
    this.#storage = new ChatStorage(this.#settings.apiBase, identity);
    this.#conversation = this.#newConversation(this.#storage);
    this.#view.restoreDraft(this.#storage.draft());
    this.#conversation.start();
    this.#scheduleDraw();
    return this.#conversation;
  }

  /**
   * @param {ChatStorage} storage
   * @returns {Conversation}
   */
  #newConversation(storage) {
    const conversation = new Conversation({
      client: new ChatClient(this.#settings.apiBase),
      storage,
      visitor: () => ({
        customerToken: this.#settings.customerToken(),
        locale: navigator.language,
        page: location.origin + location.pathname, // The query may hold what is not ours to pass on.
      }),
    });
    conversation.addEventListener('change', () => this.#scheduleDraw());
    conversation.addEventListener('ended', (event) => {
      this.#view.announce(/** @type {CustomEvent} */ (event).detail.note);
    });
    conversation.addEventListener('message', (event) => {
      const { message } = /** @type {CustomEvent} */ (event).detail;
      this.#view.announceMessage(message);
      this.#tell('parley:message', { message });
    });
    return conversation;
  }

  /** Many changes in one go are drawn once. */
  #scheduleDraw() {
    if (this.#drawing) return;
    this.#drawing = true;
    queueMicrotask(() => {
      this.#drawing = false;
      this.#draw();
    });
  }

  #draw() {
    if (!this.#conversation) return;
    if (this.#view.isOpen && !document.hidden) this.#conversation.markRead();
    this.#view.render(this.#conversation);
  }

  #visibilityChanged() {
    clearTimeout(this.#hiddenTimer);
    if (document.hidden) {
      this.#hiddenTimer = setTimeout(() => this.#conversation?.pause(), HIDDEN_MS);
    } else {
      this.#conversation?.follow();
      this.#scheduleDraw();
    }
  }

  /**
   * @param {string} type
   * @param {object} [detail]
   */
  #tell(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
  }
}
