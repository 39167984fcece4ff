/** One entry of the transcript as nodes. */

import { element, icon } from './dom.js';
import { helpedNode } from './helped-line.js';
import { photoNode } from './photo-view.js';
import { ratingNode } from './rating-card.js';
import { outsideLink, plainText, richText, safeUrl } from './rich-text.js';
import { texts } from './texts.js';
import { nameOf } from './transcript.js';

/**
 * @typedef {object} EntryHandlers
 * @property {import('./composer.js').OnSend} onSend
 * @property {(button: import('./message.js').Button) => void} onChoose
 * @property {(id: string) => void} onRetry
 * @property {(id: string) => void} onDiscard
 * @property {(message: Omit<import('./message.js').Message, 'seq'>) => Promise<ImageBitmap | null>}
 *   onPicture gives the photo of a message that has one
 * @property {import('./helped-line.js').OnHelped} onHelped
 * @property {import('./rating-card.js').OnRate} onRate
 */

const DAY_MS = 24 * 3600 * 1000;

/**
 * @param {import('./transcript.js').Entry} entry
 * @param {URL} linkBase what relative links are relative to
 * @param {EntryHandlers} handlers
 * @returns {HTMLLIElement}
 */
export function entryNode(entry, linkBase, handlers) {
  if (entry.kind === 'day') {
    const time = element('time', { datetime: entry.date }, dayText(new Date(entry.date)));
    return element('li', { class: 'day' }, time);
  }
  if (entry.kind === 'note') return noteNode(entry.text);
  if (entry.kind === 'helped') return helpedNode(entry.seq, handlers);
  if (entry.kind === 'rating') return ratingNode(entry.rating, handlers.onRate);
  if (entry.kind === 'suggestions') return suggestionsNode(entry.suggestions, handlers);
  if (entry.message.author === 'system') return noteNode(entry.message.text);
  return messageNode(entry, linkBase, handlers);
}

/**
 * @param {string} text
 * @returns {HTMLLIElement}
 */
function noteNode(text) {
  const body = element('div', { class: 'text', dir: 'auto' }, richText(text));
  return element('li', { class: 'message system' }, body);
}

/**
 * @param {string[]} suggestions
 * @param {EntryHandlers} handlers
 * @returns {HTMLLIElement}
 */
function suggestionsNode(suggestions, { onSend }) {
  const chips = suggestions.map((text) =>
    element('button', { type: 'button', class: 'chip', dir: 'auto', onclick: () => onSend(text) }, text),
  );
  const list = element('div', { class: 'chips', role: 'group', 'aria-label': texts.suggestions }, ...chips);
  return element('li', { class: 'suggestions' }, list);
}

/**
 * @param {import('./transcript.js').MessageEntry} entry
 * @param {URL} linkBase
 * @param {EntryHandlers} handlers
 * @returns {HTMLLIElement}
 */
function messageNode(entry, linkBase, handlers) {
  const { message, first, last, delivery } = entry;
  const own = message.author === 'customer';
  const classes = ['message', message.author, `is-${delivery}`];
  if (first) classes.push('first');
  if (last) classes.push('last');
  return element(
    'li',
    { class: classes.join(' ') },
    own || !first ? null : avatar(message),
    authorLine(message, first),
    element(
      'div',
      { class: message.photo ? 'bubble with-photo' : 'bubble' },
      message.photo && photoNode(message.photo, handlers.onPicture(message)),
      message.photo && !message.text
        ? null
        : element('div', { class: 'text', dir: 'auto' }, own ? plainText(message.text) : richText(message.text)),
      citationList(message.citations, linkBase),
    ),
    footLine(entry, handlers),
    buttonGroup(entry.buttons, handlers),
  );
}

/**
 * @param {{author: string, authorName: string | null}} message
 * @returns {HTMLElement}
 */
function avatar(message) {
  const initial = message.authorName?.trim() ? [...message.authorName.trim()][0].toUpperCase() : null;
  const picture = message.author === 'bot' ? icon('chat') : (initial ?? icon('person'));
  return element('span', { class: 'avatar', 'aria-hidden': 'true' }, picture);
}

/**
 * Who writes: to be seen at the head of a group, to be heard with every message.
 *
 * @param {{author: string, authorName: string | null}} message
 * @param {boolean} visible
 * @returns {HTMLElement}
 */
function authorLine(message, visible) {
  const name = nameOf(message);
  if (message.author === 'customer') return element('span', { class: 'unseen' }, `${name}: `);
  const label = message.author === 'agent' ? texts.agentLabel(name) : texts.botLabel(name);
  return element('span', { class: visible ? 'author' : 'unseen' }, label);
}

/**
 * @param {import('./message.js').Citation[]} citations
 * @param {URL} linkBase
 * @returns {HTMLElement | null}
 */
function citationList(citations, linkBase) {
  const links = citations.flatMap(({ title, url }) => {
    const href = safeUrl(url, linkBase);
    if (!href) return [];
    const spoken = element('span', { class: 'unseen' }, ` ${texts.newTab}`);
    const name = element('span', { class: 'citation-title', dir: 'auto' }, title || href);
    return [element('li', {}, outsideLink(href, icon('article'), name, spoken))];
  });
  if (!links.length) return null;
  return element(
    'div',
    { class: 'citations' },
    element('span', { class: 'citations-head' }, texts.citation),
    element('ul', {}, ...links),
  );
}

/**
 * @param {import('./message.js').Button[]} buttons
 * @param {EntryHandlers} handlers
 * @returns {HTMLElement | null}
 */
function buttonGroup(buttons, { onChoose }) {
  if (!buttons.length) return null;
  const nodes = buttons.map((button) =>
    element(
      'button',
      { type: 'button', class: 'chip', dir: 'auto', onclick: () => onChoose(button) },
      button.title,
    ),
  );
  return element('div', { class: 'chips', role: 'group', 'aria-label': texts.answers }, ...nodes);
}

/**
 * @param {import('./transcript.js').MessageEntry} entry
 * @param {EntryHandlers} handlers
 * @returns {HTMLElement | null} the time, or how the sending goes
 */
function footLine({ message, delivery, failure, last }, { onRetry, onDiscard }) {
  const id = /** @type {string} */ (message.clientMessageId); // Only used on the customer's own.
  if (delivery === 'failed') {
    const action = (text, onclick) =>
      element('button', { type: 'button', class: 'foot-button', onclick }, text);
    return element(
      'div',
      { class: 'foot failure' },
      element('span', { dir: 'auto' }, failure),
      element('span', { class: 'foot-actions' }, action(texts.tryAgain, () => onRetry(id)),
        action(texts.remove, () => onDiscard(id))),
    );
  }
  if (delivery === 'sending') return element('div', { class: 'foot slow' }, texts.sending);
  if (delivery === 'waiting') return element('div', { class: 'foot' }, texts.waiting);
  const date = new Date(message.createdAt);
  if (!last || Number.isNaN(date.getTime())) return null;
  const properties = { datetime: message.createdAt, title: date.toLocaleString() };
  return element('div', { class: 'foot' }, element('time', properties, timeText(date)));
}

/**
 * @param {Date} date
 * @returns {string} the hour in the visitor's own way of writing it
 */
function timeText(date) {
  return date.toLocaleTimeString(undefined, { timeStyle: 'short' });
}

/**
 * @param {Date} date
 * @returns {string} "today", "yesterday" or the date, in the visitor's language
 */
function dayText(date) {
  const midnight = (day) => new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
  const days = Math.round((midnight(date) - midnight(new Date())) / DAY_MS);
  if (days === 0 || days === -1) {
    const text = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(days, 'day');
    return text.charAt(0).toLocaleUpperCase() + text.slice(1);
  }
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : 'numeric';
  return date.toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long', year });
}
