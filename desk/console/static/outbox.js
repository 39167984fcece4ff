// Replies on their way, and drafts. Each reply keeps its client_message_id until the server has it, over a reload too.

import { readTab, writeTab } from "./preferences.js";

/** A random id (UUID version 4); `crypto.randomUUID` is missing on plain http, which some offices use. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/**
 * Events: `change` (detail = ticket id), `sent` (detail = ticket id), `refused` (detail = {ticketId, error}).
 * An entry: {client_message_id, text, created_at, state: "sending"|"sent"|"failed", seq, problem}.
 */
export class Outbox extends EventTarget {
  #key;
  #send;
  #entries;
  #chains = new Map();

  /** `key` separates agents who share a browser; `send(ticketId, clientMessageId, text)` → {seq}. */
  constructor(key, send) {
    super();
    this.#key = key;
    this.#send = send;
    this.#entries = readTab(key);
    for (const entry of Object.values(this.#entries).flat()) {
      if (entry.state === "failed") continue;
      entry.state = "failed";
      entry.problem = "The page was reloaded before the server confirmed this.";
    }
  }

  entries(ticketId) {
    return this.#entries[ticketId] ?? [];
  }

  add(ticketId, text) {
    const entry = { client_message_id: newId(), text, created_at: new Date().toISOString(), state: "sending", seq: null, problem: null };
    this.#entries[ticketId] = [...this.entries(ticketId), entry];
    this.#deliver(ticketId, entry);
  }

  /** Send a failed reply again under the same id: the server stores it once. */
  retry(ticketId, clientMessageId) {
    const entry = this.entries(ticketId).find((one) => one.client_message_id === clientMessageId);
    if (entry?.state !== "failed") return;
    Object.assign(entry, { state: "sending", problem: null });
    this.#deliver(ticketId, entry);
  }

  discard(ticketId, clientMessageId) {
    this.#keep(ticketId, (entry) => entry.client_message_id !== clientMessageId);
  }

  /** Drop what the transcript has by now, also a reply whose confirmation got lost. */
  settle(ticketId, messages) {
    const ids = new Set(messages.map((message) => message.client_message_id).filter(Boolean));
    const seqs = new Set(messages.map((message) => message.seq));
    this.#keep(ticketId, (entry) => !ids.has(entry.client_message_id) && !(entry.seq !== null && seqs.has(entry.seq)));
  }

  #keep(ticketId, stays) {
    const before = this.entries(ticketId);
    const after = before.filter(stays);
    if (after.length === before.length) return;
    if (after.length > 0) this.#entries[ticketId] = after;
    else delete this.#entries[ticketId];
    this.#changed(ticketId);
  }

  #deliver(ticketId, entry) {
    this.#changed(ticketId);
    // One after the other, so that two quick replies cannot overtake each other.
    const before = this.#chains.get(ticketId) ?? Promise.resolve();
    this.#chains.set(ticketId, before.then(() => this.#attempt(ticketId, entry)));
  }

  async #attempt(ticketId, entry) {
    try {
      const { seq } = await this.#send(ticketId, entry.client_message_id, entry.text);
      Object.assign(entry, { state: "sent", seq });
      this.#changed(ticketId);
      this.dispatchEvent(new CustomEvent("sent", { detail: ticketId }));
    } catch (error) {
      Object.assign(entry, { state: "failed", problem: error.message });
      this.#changed(ticketId);
      this.dispatchEvent(new CustomEvent("refused", { detail: { ticketId, error } }));
    }
  }

  #changed(ticketId) {
    writeTab(this.#key, this.#entries);
    this.dispatchEvent(new CustomEvent("change", { detail: ticketId }));
  }
}
