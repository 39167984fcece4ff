/**
 * The public chat API, one method for each request. Nothing here tries again: whoever calls
 * knows whether that is safe and how long to wait.
 */

const TIMEOUT_MS = 20_000;
/** A photo may take longer over a phone's connection. */
const UPLOAD_MS = 90_000;
const MAX_RETRY_AFTER_MS = 60_000;

/** The desk answered, and the answer was no. */
export class ApiError extends Error {
  /**
   * @param {number} status HTTP status
   * @param {string | null} code the desk's own code; null where something in between answered
   * @param {string} message a sentence for people, or empty
   * @param {number} retryAfterMs 0 where the desk named no time
   */
  constructor(status, code, message, retryAfterMs) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }

  /** The session is gone. A 404 without the desk's code is a proxy's, and says nothing of it. */
  get sessionEnded() {
    return this.status === 401 || (this.status === 404 && this.code !== null);
  }

  /** Worth sending again as it is, later. */
  get temporary() {
    return this.status === 429 || this.status >= 500;
  }
}

/** No answer: no network, a refused connection, a time-out. */
export class ConnectionError extends Error {
  /** @param {unknown} cause */
  constructor(cause) {
    super('The desk did not answer', { cause });
    this.name = 'ConnectionError';
    this.retryAfterMs = 0;
  }
}

export class ChatClient {
  #root;

  /** @param {URL} apiBase where `api/chat/…` lives; tokens are sent nowhere else */
  constructor(apiBase) {
    this.#root = new URL('api/chat/', apiBase);
  }

  /**
   * @param {{customerToken: string | null, locale: string, page: string}} visitor
   * @returns {Promise<{conversationId: string, token: string}>}
   */
  async createSession({ customerToken, locale, page }) {
    const body = { locale, page, ...(customerToken ? { customer_token: customerToken } : {}) };
    const session = await this.#json('sessions', { method: 'POST', body: JSON.stringify(body) });
    return { conversationId: String(session.conversation_id), token: String(session.token) };
  }

  /**
   * Safe to repeat: the desk stores one message for one id.
   *
   * @param {string} token
   * @param {import('./storage.js').OutboxItem} item
   * @returns {Promise<number>} the stored message's seq
   */
  async sendMessage(token, { id, text, payload, photo }) {
    if (photo) return this.#sendPhoto(token, id, text, photo.blob);
    const content = payload === null ? { text } : { payload };
    const body = JSON.stringify({ client_message_id: id, ...content });
    return (await this.#json('messages', { method: 'POST', body }, token)).seq;
  }

  /**
   * @param {string} token
   * @param {number} seq of a message with a photo
   * @returns {Promise<Blob>}
   */
  async fetchPhoto(token, seq) {
    const response = await this.#request(`photos/${seq}`, {}, token);
    try {
      return await response.blob();
    } catch (error) {
      throw new ConnectionError(error);
    }
  }

  /**
   * @param {string} token
   * @param {number} after only messages with a greater seq
   * @param {AbortSignal} signal
   * @returns {Promise<{messages: object[], owner: string, queue_position: number | null}>}
   */
  listMessages(token, after, signal) {
    return this.#json(`messages?after=${after}`, { signal }, token);
  }

  /**
   * @param {string} token
   * @returns {Promise<{ratings: object[]}>} what was asked and rated, the newest question last
   */
  listRatings(token) {
    return this.#json('ratings', {}, token);
  }

  /**
   * Safe to repeat: the newest answer of a kind is the one that counts.
   *
   * @param {string} token
   * @param {{kind: string, score: number, comment: string | null}} rating
   */
  async rate(token, rating) {
    await this.#json('ratings', { method: 'POST', body: JSON.stringify(rating) }, token);
  }

  /**
   * @param {string} token
   * @returns {Promise<{answers: {seq: number, helped: boolean | null}[]}>} the oldest first
   */
  listAnswers(token) {
    return this.#json('answers', {}, token);
  }

  /**
   * Safe to repeat.
   *
   * @param {string} token
   * @param {number} seq of an answer
   * @param {boolean} helped
   */
  async sayHelped(token, seq, helped) {
    const body = JSON.stringify({ helped });
    await this.#json(`answers/${seq}/helped`, { method: 'POST', body }, token);
  }

  /**
   * The event stream. `EventSource` cannot send the token's header, hence a plain response.
   *
   * @param {string} token
   * @param {number} after the last seq already here; 0 for all
   * @param {AbortSignal} signal ends the stream too
   * @returns {Promise<ReadableStream<Uint8Array>>}
   */
  async openEvents(token, after, signal) {
    const headers = { Accept: 'text/event-stream', ...(after ? { 'Last-Event-ID': `${after}` } : {}) };
    const response = await this.#request('events', { headers, signal }, token);
    if (!response.body) throw new ConnectionError('empty stream');
    return response.body;
  }

  /**
   * @param {string} token
   * @param {string} id
   * @param {string} text
   * @param {Blob} blob
   * @returns {Promise<number>} the stored message's seq
   */
  async #sendPhoto(token, id, text, blob) {
    const body = new FormData();
    body.set('client_message_id', id);
    if (text) body.set('text', text);
    body.set('photo', blob, 'photo');
    return (await this.#json('photos', { method: 'POST', body }, token, UPLOAD_MS)).seq;
  }

  /**
   * @param {string} path
   * @param {RequestInit} options
   * @param {string} [token]
   * @param {number} [timeoutMs]
   * @returns {Promise<any>}
   */
  async #json(path, options, token, timeoutMs) {
    const response = await this.#request(path, options, token, timeoutMs);
    try {
      return await response.json();
    } catch (error) {
      throw new ConnectionError(error);
    }
  }

  /**
   * @param {string} path
   * @param {RequestInit} options
   * @param {string} [token]
   * @param {number} [timeoutMs]
   * @returns {Promise<Response>} with a status below 300
   */
  async #request(path, { headers, signal, ...options }, token, timeoutMs = TIMEOUT_MS) {
    const controller = new AbortController();
    const abort = () => controller.abort();
    const timer = setTimeout(abort, timeoutMs);
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    try {
      const response = await fetch(new URL(path, this.#root), {
        ...options,
        headers: {
          ...headers,
          ...(typeof options.body === 'string' ? { 'Content-Type': 'application/json' } : {}),
          ...(token ? { Authorization: `Bearer ${token}` } : {}),
        },
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error', // A redirect could carry the token to another host.
        signal: controller.signal,
      });
      if (!response.ok) throw await readError(response);
      return response;
    } catch (error) {
      throw error instanceof ApiError ? error : new ConnectionError(error);
    } finally {
      clearTimeout(timer);
    }
  }
}

/**
 * @param {Response} response
 * @returns {Promise<ApiError>}
 */
async function readError(response) {
  const body = await response.json().catch(() => null);
  return new ApiError(
    response.status,
    typeof body?.error?.code === 'string' ? body.error.code : null,
    typeof body?.error?.message === 'string' ? body.error.message : '',
    readRetryAfter(response.headers.get('Retry-After')),
  );
}

/**
 * @param {string | null} value seconds or an HTTP date
 * @returns {number} milliseconds from now
 */
function readRetryAfter(value) {
  if (!value) return 0;
  const delay = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(delay) ? Math.min(Math.max(delay, 0), MAX_RETRY_AFTER_MS) : 0;
}
