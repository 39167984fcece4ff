/**
 * Server-sent events over `fetch`: reads the stream, and opens it again when it is lost.
 */

import { ApiError } from './client.js';
import { Pause, backoffDelay } from './backoff.js';

/** The desk writes a comment every 15 s; after three missed ones the connection is dead. */
const SILENCE_MS = 50_000;
/** A stream that lived this long was a good one: the next attempt starts from a short wait. */
const STEADY_MS = 10_000;

/** @typedef {{event: string, data: string}} ServerEvent */

export class EventStream {
  #open;
  #onEvent;
  #onWaiting;
  #onEnded;
  /** @type {AbortController | null} */
  #controller = null;
  #pause = new Pause();

  /**
   * @param {object} parts
   * @param {(signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>} parts.open
   * @param {(event: ServerEvent) => void} parts.onEvent
   * @param {(waiting: boolean) => void} parts.onWaiting after each attempt to open: true
   *   where the desk did not answer
   * @param {() => void} parts.onEnded the session is gone; the stream has stopped
   */
  constructor({ open, onEvent, onWaiting, onEnded }) {
    this.#open = open;
    this.#onEvent = onEvent;
    this.#onWaiting = onWaiting;
    this.#onEnded = onEnded;
  }

  start() {
    if (this.#controller) return;
    this.#controller = new AbortController();
    this.#run(this.#controller.signal);
  }

  stop() {
    this.#controller?.abort();
    this.#controller = null;
    this.#pause.end();
  }

  /** Drops the connection, which may be a dead one, and opens a new one now. */
  restart() {
    if (!this.#controller) return;
    this.stop();
    this.start();
  }

  /** Ends a wait between two attempts; leaves an open stream alone. */
  wake() {
    this.#pause.end();
  }

  /** @param {AbortSignal} signal */
  async #run(signal) {
    let attempt = 0;
    while (!signal.aborted) {
      let retryAfterMs = 0;
      try {
        const body = await this.#open(signal);
        if (signal.aborted) return;
        this.#onWaiting(false);
        const openedAt = Date.now();
        await this.#read(body, signal);
        if (Date.now() - openedAt > STEADY_MS) attempt = 0;
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof ApiError && error.sessionEnded) {
          this.stop();
          this.#onWaiting(false);
          this.#onEnded();
          return;
        }
        this.#onWaiting(true);
        retryAfterMs = error.retryAfterMs ?? 0;
      }
      if (signal.aborted) return;
      await this.#pause.wait(Math.max(backoffDelay(attempt), retryAfterMs));
      attempt += 1;
    }
  }

  /**
   * @param {ReadableStream<Uint8Array>} body
   * @param {AbortSignal} signal
   * @returns {Promise<void>} when the stream has ended, in whatever way
   */
  async #read(body, signal) {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    const parser = new EventParser();
    for (;;) {
      const silence = setTimeout(() => reader.cancel().catch(() => {}), SILENCE_MS);
      const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }));
      clearTimeout(silence);
      if (done || signal.aborted) return;
      for (const event of parser.push(decoder.decode(value, { stream: true }))) this.#onEvent(event);
    }
  }
}

/** Cuts the text of an event stream into events. */
export class EventParser {
  #rest = '';
  #event = '';
  /** @type {string[]} */
  #data = [];

  /**
   * @param {string} text the next piece, cut anywhere
   * @returns {ServerEvent[]} the events that it completed
   */
  push(text) {
    let buffer = this.#rest + text;
    // A carriage return at the end may be the first half of a line break.
    const held = buffer.endsWith('\r') ? '\r' : '';
    if (held) buffer = buffer.slice(0, -1);
    const lines = buffer.split(/\r\n|\n|\r/);
    this.#rest = lines.pop() + held;
    return lines.flatMap((line) => this.#line(line));
  }

  /**
   * @param {string} line
   * @returns {ServerEvent[]}
   */
  #line(line) {
    if (line === '') return this.#finish();
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#event = value;
    if (field === 'data') this.#data.push(value);
    return [];
  }

  /** @returns {ServerEvent[]} */
  #finish() {
    const complete = { event: this.#event || 'message', data: this.#data.join('\n') };
    const empty = this.#data.length === 0;
    this.#event = '';
    this.#data = [];
    return empty ? [] : [complete];
  }
}
