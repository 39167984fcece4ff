/**
 * What the panel shows, from top to bottom, worked out from the conversation: pure data, no nodes.
 */

import { ownMessage } from './message.js';
import { texts } from './texts.js';

/** Messages of one author that are closer together than this form one group. */
const GROUP_MS = 5 * 60 * 1000;

/**
 * @typedef {import('./message.js').Message} Message
 * @typedef {'sent' | 'sending' | 'waiting' | 'failed'} Delivery
 * @typedef {object} MessageEntry
 * @property {'message'} kind
 * @property {string} key
 * @property {Omit<Message, 'seq'>} message
 * @property {Delivery} delivery
 * @property {string | null} failure why it could not be sent
 * @property {import('./message.js').Button[]} buttons those that can be used now
 * @property {boolean} first of its group: shows who writes
 * @property {boolean} last of its group: shows the time
 * @typedef {{kind: 'day', key: string, date: string}} DayEntry `date` is an ISO time of that day
 * @typedef {{kind: 'note', key: string, text: string}} NoteEntry
 * @typedef {{kind: 'suggestions', key: string, suggestions: string[]}} SuggestionsEntry
 * @typedef {{kind: 'rating', key: string, rating: import('./message.js').Rating}} RatingEntry
 * @typedef {{kind: 'helped', key: string, seq: number}} HelpedEntry `seq` is the answer's
 * @typedef {MessageEntry | DayEntry | NoteEntry | SuggestionsEntry | RatingEntry | HelpedEntry} Entry
 */

/**
 * @param {import('./conversation.js').Conversation} conversation
 * @param {{greeting: string, suggestions: string[]}} settings
 * @returns {Entry[]}
 */
export function buildTranscript(conversation, { greeting, suggestions }) {
  /** @type {Entry[]} */
  const entries = wasGreeted(conversation) ? [] : [greetingEntry(greeting)];
  conversation.earlier.forEach(({ messages, note }, part) => {
    entries.push(...messages.map((message) => messageEntry(message, `earlier-${part}-`)));
    entries.push({ kind: 'note', key: `earlier-${part}-note`, text: note });
  });
  const current = [
    ...conversation.messages.map((message) => messageEntry(message, '')),
    ...conversation.outbox.map((item) => outboxEntry(item, conversation.connection)),
  ];
  offerButtons(current);
  const answer = answerInQuestion(conversation);
  entries.push(
    ...current
      .flatMap((entry) => withRating(entry, conversation.rating))
      .flatMap((entry) => withHelped(entry, answer)),
  );
  if (entries.length === 1 && !current.length && suggestions.length) {
    entries.push({ kind: 'suggestions', key: 'suggestions', suggestions });
  }
  return group(withDays(entries));
}

/**
 * @param {import('./conversation.js').Conversation} conversation
 * @returns {string | null} what the bot waits for; null once the customer has written something
 */
export function askedFor(conversation) {
  return lastWords(conversation).findLast(({ asks }) => asks)?.asks ?? null;
}

/**
 * Older answers are not asked about, nor is any once the customer has written on.
 *
 * @param {import('./conversation.js').Conversation} conversation
 * @returns {number | null} the seq of the answer under which "Did that help?" stands
 */
function answerInQuestion(conversation) {
  return lastWords(conversation).findLast(({ seq }) => conversation.asksIfHelped(seq))?.seq ?? null;
}

/**
 * @param {import('./conversation.js').Conversation} conversation
 * @returns {Message[]} what the bot, if it answers here, has said since the customer wrote
 */
function lastWords({ messages, outbox, status }) {
  if (status.owner !== 'bot' || outbox.length) return [];
  const answered = messages.findLastIndex(({ author }) => author === 'customer');
  return messages.slice(answered + 1).filter(({ author }) => author === 'bot');
}

/**
 * @param {import('./conversation.js').Conversation} conversation
 * @returns {boolean} whether the desk has greeted the customer in words of its own
 */
function wasGreeted({ earlier, messages: [first] }) {
  return earlier.length === 0 && first?.seq === 1 && first.author === 'bot';
}

/**
 * @param {MessageEntry} entry
 * @param {import('./message.js').Rating | null} rating
 * @returns {Entry[]} the entry, with the numbers that answer it if it asks how it was
 */
function withRating(entry, rating) {
  if (entry.message.asks !== 'rating' || !rating) return [entry];
  // The words for those who have no row of numbers are left out where there is one.
  if (entry.message.text.startsWith(rating.question)) entry.message.text = rating.question;
  return [entry, { kind: 'rating', key: `rating-${entry.key}`, rating }];
}

/**
 * @param {Entry} entry
 * @param {number | null} answer the seq of the answer in question
 * @returns {Entry[]} the entry, with the line that asks whether it helped if it is that answer
 */
function withHelped(entry, answer) {
  if (answer === null || entry.key !== String(answer)) return [entry];
  return [entry, { kind: 'helped', key: `helped-${answer}`, seq: answer }];
}

/**
 * @param {string} text
 * @returns {MessageEntry}
 */
function greetingEntry(text) {
  /** @type {Message} */
  const message = {
    seq: 0,
    author: 'bot',
    authorName: null,
    text,
    buttons: [],
    citations: [],
    asks: null,
    createdAt: '',
    clientMessageId: null,
    photo: null,
  };
  return messageEntry(message, 'greeting-');
}

/**
 * @param {Message} message
 * @param {string} prefix keeps the keys of several conversations apart
 * @returns {MessageEntry}
 */
function messageEntry(message, prefix) {
  // The client's id is the key where there is one: the bubble of a message that was being sent
  // stays the same node when the desk confirms it.
  const { seq, ...content } = message;
  const key = prefix + (message.clientMessageId ?? seq);
  return {
    kind: 'message',
    key,
    message: content,
    delivery: 'sent',
    failure: null,
    buttons: [],
    first: true,
    last: true,
  };
}

/**
 * @param {import('./storage.js').OutboxItem} item
 * @param {'online' | 'offline' | 'unreachable'} connection
 * @returns {MessageEntry}
 */
function outboxEntry(item, connection) {
  const entry = messageEntry(ownMessage(item, 0), '');
  const underway = connection === 'online' ? 'sending' : 'waiting';
  return { ...entry, delivery: item.failed === null ? underway : 'failed', failure: item.failed };
}

/**
 * Only the bot's latest message offers its buttons, and only until the customer answers in
 * whatever way. A message that could not be sent is no answer.
 *
 * @param {MessageEntry[]} entries
 */
function offerButtons(entries) {
  const latest = entries.findLast(
    ({ message, delivery }) =>
      message.author === 'bot' || (message.author === 'customer' && delivery !== 'failed'),
  );
  if (latest?.message.author === 'bot') latest.buttons = latest.message.buttons;
}

/**
 * @param {Entry[]} entries
 * @returns {Entry[]} with the date wherever a new day begins
 */
function withDays(entries) {
  let day = '';
  return entries.flatMap((entry) => {
    const date = entry.kind === 'message' ? entry.message.createdAt : '';
    const next = date && new Date(date).toDateString();
    if (!next || next === day) return [entry];
    day = next;
    return [{ kind: 'day', key: `day-${entry.key}`, date }, entry];
  });
}

/**
 * @param {Entry[]} entries
 * @returns {Entry[]} the same, knowing where groups begin and end
 */
function group(entries) {
  entries.forEach((entry, index) => {
    if (entry.kind !== 'message') return;
    entry.first = !together(entries[index - 1], entry);
    entry.last = !together(entry, entries[index + 1]);
  });
  return entries;
}

/**
 * @param {Entry | undefined} before
 * @param {Entry | undefined} after
 * @returns {boolean}
 */
function together(before, after) {
  if (before?.kind !== 'message' || after?.kind !== 'message') return false;
  const [one, two] = [before.message, after.message];
  return (
    one.author === two.author &&
    one.author !== 'system' &&
    one.authorName === two.authorName &&
    before.delivery !== 'failed' &&
    Date.parse(two.createdAt) - Date.parse(one.createdAt) < GROUP_MS
  );
}

/**
 * @param {{author: string, authorName: string | null}} message
 * @returns {string} the author's name as it is shown
 */
export function nameOf({ author, authorName }) {
  if (author === 'customer') return texts.customer;
  if (author === 'system') return texts.systemName;
  if (author === 'agent') return authorName ?? texts.agentName;
  return authorName ?? texts.botName;
}
