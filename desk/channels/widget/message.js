/**
 * Messages and states as the widget keeps them, read with care from what the desk sends.
 */

/**
 * @typedef {'customer' | 'bot' | 'agent' | 'system'} Author
 * @typedef {{title: string, payload: string}} Button
 * @typedef {{title: string, url: string}} Citation
 * @typedef {object} Message
 * @property {number} seq the message's place in its conversation
 * @property {Author} author
 * @property {string | null} authorName
 * @property {string} text plain text
 * @property {Button[]} buttons
 * @property {Citation[]} citations
 * @property {string | null} asks what the message waits for: `order`, `email`, `rating`, …
 * @property {string} createdAt ISO 8601, UTC
 * @property {string | null} clientMessageId only on the customer's own messages
 * @property {{seq: number, width: number, height: number} | null} photo `seq` is 0 while the desk
 *   does not have it
 * @typedef {{owner: 'bot' | 'queue' | 'agent', queuePosition: number | null,
 *   agentName: string | null}} Status
 * @typedef {object} Rating
 * @property {string} kind
 * @property {string} question
 * @property {number} lowest
 * @property {number} highest
 * @property {string} lowestMeans
 * @property {string} highestMeans
 * @property {number | null} score
 * @property {string | null} comment
 */

const AUTHORS = new Set(['customer', 'bot', 'agent', 'system']);

/**
 * @param {any} data one message as the API sends it
 * @returns {Message | null} null where it is not a message at all
 */
export function readMessage(data) {
  if (!data || !Number.isSafeInteger(data.seq) || !AUTHORS.has(data.author)) return null;
  return {
    seq: data.seq,
    author: data.author,
    authorName: data.author_name ? String(data.author_name) : null,
    text: String(data.text ?? ''),
    buttons: readPairs(data.buttons, 'title', 'payload'),
    citations: readPairs(data.citations, 'title', 'url'),
    asks: data.asks ? String(data.asks) : null,
    createdAt: String(data.created_at ?? ''),
    clientMessageId: data.client_message_id ? String(data.client_message_id) : null,
    photo: readPhoto(data.photo, data.seq),
  };
}

/**
 * The customer's own message, before the desk has sent it back.
 *
 * @param {import('./storage.js').OutboxItem} item
 * @param {number} seq 0 while it has none
 * @returns {Message}
 */
export function ownMessage({ id, text, createdAt, photo }, seq) {
  return {
    seq,
    author: 'customer',
    authorName: null,
    text,
    buttons: [],
    citations: [],
    asks: null,
    createdAt,
    clientMessageId: id,
    photo: photo ? { seq, width: photo.width, height: photo.height } : null,
  };
}

/**
 * @param {any} data a photo as the API sends it
 * @param {number} seq of its message
 * @returns {{seq: number, width: number, height: number} | null}
 */
function readPhoto(data, seq) {
  const { width, height } = data ?? {};
  return width > 0 && height > 0 ? { seq, width: Number(width), height: Number(height) } : null;
}

/**
 * @param {any} data a status as the API sends it; an empty one is that of a new conversation
 * @returns {Status}
 */
export function readStatus({ owner, queue_position: queuePosition, agent_name: agentName }) {
  return {
    owner: owner === 'queue' || owner === 'agent' ? owner : 'bot',
    queuePosition: Number.isSafeInteger(queuePosition) ? queuePosition : null,
    agentName: agentName ? String(agentName) : null,
  };
}

/**
 * @param {any} data a rating as the API sends it
 * @returns {Rating | null} null where it is none, or has more numbers than could be shown
 */
export function readRating(data) {
  const { lowest, highest } = data ?? {};
  if (!Number.isSafeInteger(lowest) || !(highest - lowest >= 1 && highest - lowest <= 10)) return null;
  return {
    kind: String(data.kind),
    question: String(data.question ?? ''),
    lowest,
    highest,
    lowestMeans: String(data.lowest_means ?? ''),
    highestMeans: String(data.highest_means ?? ''),
    score: Number.isSafeInteger(data.score) ? data.score : null,
    comment: data.comment ? String(data.comment) : null,
  };
}

/**
 * @param {unknown} list
 * @param {string} first
 * @param {string} second
 * @returns {any[]} the entries in which both fields are text
 */
function readPairs(list, first, second) {
  if (!Array.isArray(list)) return [];
  return list
    .filter((entry) => typeof entry?.[first] === 'string' && typeof entry?.[second] === 'string')
    .map((entry) => ({ [first]: entry[first], [second]: entry[second] }));
}

/**
 * The length as the desk counts it: characters, not the halves that an emoji is stored in.
 *
 * @param {string} text
 * @returns {number}
 */
export function textLength(text) {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** The longest text that the desk accepts, in characters. */
export const MAX_TEXT_LENGTH = 4000;

/**
 * A random UUID. `crypto.randomUUID` would do, but pages without TLS do not have it.
 *
 * @returns {string}
 */
export function newClientMessageId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
