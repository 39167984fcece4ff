/** The launcher and the panel: header, state, messages, field. */

import { Composer } from './composer.js';
import { element, icon } from './dom.js';
import { LogView } from './log-view.js';
import { richText } from './rich-text.js';
import { texts } from './texts.js';
import { askedFor, buildTranscript, nameOf } from './transcript.js';

/** Announced text is taken out again, so that nobody meets it twice when reading the page. */
const ANNOUNCEMENT_MS = 5_000;

/**
 * @typedef {object} ViewHandlers
 * @property {() => void} onToggle
 * @property {() => void} onClose
 * @property {import('./composer.js').OnSend} onSend
 * @property {(text: string) => void} onDraft
 * @property {(button: import('./message.js').Button) => void} onChoose
 * @property {(id: string) => void} onRetry
 * @property {(id: string) => void} onDiscard
 * @property {import('./message-view.js').EntryHandlers['onPicture']} onPicture
 * @property {import('./helped-line.js').OnHelped} onHelped
 * @property {import('./rating-card.js').OnRate} onRate
 */

export class ChatView {
  #settings;
  #handlers;
  #composer;
  #log;
  #badge = element('span', { class: 'badge', 'aria-hidden': 'true', hidden: true });
  #launcher = element(
    'button',
    {
      type: 'button',
      class: 'launcher',
      'aria-haspopup': 'dialog',
      onclick: () => this.#handlers.onToggle(),
    },
    icon('chat'),
    icon('down'),
    this.#badge,
  );
  #menuButton = element(
    'button',
    {
      type: 'button',
      class: 'icon-button quiet-button header-button menu-button',
      'aria-label': texts.menu,
      'aria-controls': 'parley-menu',
      onclick: () => this.#showMenu(this.#menu.hidden),
    },
    icon('menu'),
  );
  #menu = element(
    'div',
    { class: 'menu', id: 'parley-menu', hidden: true, onfocusout: (event) => this.#leftMenu(event) },
    element(
      'button',
      { type: 'button', class: 'menu-item', onclick: () => this.#talkToPerson() },
      icon('person'),
      texts.talkToPerson,
    ),
  );
  #status = element('div', { class: 'status', role: 'status' });
  #banner = element('div', { class: 'banner', role: 'status' });
  #announcer = element('div', {
    class: 'unseen',
    role: 'log',
    'aria-live': 'polite',
    'aria-relevant': 'additions',
    'aria-label': texts.jumpToLatest,
  });
  #panel;

  /** The node to put into the shadow root. */
  node;

  /**
   * @param {import('./settings.js').Settings} settings
   * @param {ViewHandlers} handlers
   */
  constructor(settings, handlers) {
    this.#settings = settings;
    this.#handlers = handlers;
    this.#log = new LogView(settings.apiBase, handlers, () => this.#composer.focus());
    this.#composer = new Composer({ ...handlers, onAnnounce: (text) => this.announce(text) });
    this.#panel = element(
      'section',
      {
        class: 'panel',
        role: 'dialog',
        'aria-labelledby': 'parley-title',
        hidden: true,
        ondragover: (event) => this.#composer.draggedOver(event),
        ondrop: (event) => this.#composer.dropped(event),
      },
      this.#header(),
      this.#status,
      this.#log.node,
      this.#banner,
      this.#composer.node,
    );
    this.node = element(
      'div',
      { class: 'widget', lang: 'en-GB', onkeydown: (event) => this.#pressed(event) },
      this.#panel,
      this.#launcher,
      this.#announcer,
    );
    this.#showMenu(false);
    this.#labelLauncher(0);
  }

  get isOpen() {
    return !this.#panel.hidden;
  }

  get panel() {
    return this.#panel;
  }

  /** @param {boolean} open */
  setOpen(open) {
    const root = /** @type {ShadowRoot} */ (this.node.getRootNode());
    const focusInside = this.#panel.contains(root.activeElement);
    this.#panel.hidden = !open;
    this.node.classList.toggle('open', open);
    this.#launcher.setAttribute('aria-expanded', String(open));
    this.#showMenu(false);
    if (open) {
      this.#composer.fit();
      this.#log.toEnd();
      this.#composer.focus();
    } else if (focusInside) {
      this.#launcher.focus({ preventScroll: true });
    }
  }

  /** @param {string} text a draft */
  restoreDraft(text) {
    this.#composer.restore(text);
  }

  /** @param {import('./conversation.js').Conversation} conversation */
  render(conversation) {
    const { status, typing, connection } = conversation;
    const author = connection === 'online' ? typing?.author : undefined;
    const authorName = author === 'agent' ? status.agentName : null;
    const typist = author ? { author, name: nameOf({ author, authorName }) } : null;
    this.#log.render(buildTranscript(conversation, this.#settings), typist);
    this.#composer.expect(askedFor(conversation));
    this.#renderStatus(status);
    const banner = connection === 'online' ? '' : texts[connection];
    if (this.#banner.textContent !== banner) this.#banner.textContent = banner;
    this.#labelLauncher(this.isOpen ? 0 : conversation.unread);
  }

  /** @param {import('./message.js').Message} message that has just arrived */
  announceMessage(message) {
    const name = nameOf(message);
    if (this.isOpen) this.announce(`${name}: `, richText(message.text));
    else this.announce(texts.newMessageFrom(name));
  }

  /** @param {...(string | Node)} content for screen readers only */
  announce(...content) {
    const line = element('div', { dir: 'auto' }, ...content);
    this.#announcer.append(line);
    setTimeout(() => line.remove(), ANNOUNCEMENT_MS);
  }

  /** @returns {HTMLElement} */
  #header() {
    return element(
      'header',
      { class: 'header' },
      element('span', { class: 'mark', 'aria-hidden': 'true' }, icon('chat')),
      element(
        'div',
        { class: 'titles' },
        element('h2', { class: 'title one-line', id: 'parley-title' }, this.#settings.title),
        element('p', { class: 'subtitle' }, texts.subtitle),
      ),
      this.#menuButton,
      this.#menu,
      element(
        'button',
        {
          type: 'button',
          class: 'icon-button quiet-button header-button',
          'aria-label': texts.closeChat,
          onclick: () => this.#handlers.onClose(),
        },
        icon('close'),
      ),
    );
  }

  /** @param {import('./message.js').Status} status */
  #renderStatus({ owner, queuePosition, agentName }) {
    const lines = { bot: '', queue: texts.queued(queuePosition), agent: texts.withAgent(agentName) };
    if (this.#status.textContent !== lines[owner]) this.#status.textContent = lines[owner];
    this.#status.dataset.owner = owner;
    // With a person there, or called, there is nobody left to ask for.
    this.#menuButton.hidden = owner !== 'bot';
    if (owner !== 'bot') this.#showMenu(false);
  }

  /** @param {number} unread */
  #labelLauncher(unread) {
    const label = this.isOpen ? texts.closeChat : texts.openChat;
    this.#launcher.setAttribute('aria-label', unread ? `${label}, ${texts.unread(unread)}` : label);
    this.#badge.hidden = !unread;
    this.#badge.textContent = unread > 9 ? '9+' : String(unread);
  }

  /** @param {boolean} show */
  #showMenu(show) {
    this.#menu.hidden = !show;
    this.#menuButton.setAttribute('aria-expanded', String(show));
    if (show) this.#menu.querySelector('button').focus();
  }

  /** @param {FocusEvent} event */
  #leftMenu({ relatedTarget }) {
    const inside = this.#menu.contains(relatedTarget) || relatedTarget === this.#menuButton;
    if (!inside) this.#showMenu(false);
  }

  #talkToPerson() {
    this.#showMenu(false);
    this.#composer.focus();
    this.#handlers.onSend(texts.talkToPersonMessage);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.key === 'Escape' && !event.isComposing && this.isOpen) {
      event.stopPropagation();
      if (this.#menu.hidden) return this.#handlers.onClose();
      this.#showMenu(false);
      this.#menuButton.focus();
    }
    if (event.key === 'Tab' && this.#panel.getAttribute('aria-modal') === 'true') this.#turnRound(event);
  }

  /**
   * Full screen, the page behind cannot be seen: the focus goes round inside the panel.
   *
   * @param {KeyboardEvent} event
   */
  #turnRound(event) {
    const root = /** @type {ShadowRoot} */ (this.node.getRootNode());
    const stops = [...this.#panel.querySelectorAll('button, a[href], textarea, [tabindex="0"]')].filter(
      (stop) => stop.getClientRects().length,
    );
    const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
    if (root.activeElement !== from) return;
    event.preventDefault();
    to.focus();
  }
}
