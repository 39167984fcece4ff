// What the console knows: the queue, the open ticket and its messages. It fetches, compares and says what changed.

import { ApiError, fetchQueue, fetchTicket } from "./api.js";

const GROUPS = ["waiting", "mine", "others"];

/**
 * Events: `queue` (queue changed), `ticket` (open ticket or its messages changed), `problem` (detail = sentence, the
 * open ticket cannot be shown), `queue-problem` (detail = sentence), `arrived` (detail = new waiting tickets),
 * `taken` (detail = ticket that a colleague claimed while we had it open), `spoke` (detail = {message, ticket}).
 */
export class DeskState extends EventTarget {
  queue = { waiting: [], mine: [], others: [] };
  queueKnown = false;
  openId = null;
  open = null;
  unread = new Map();
  #agentName;
  #running = null;
  #again = false;
  #abort = null;

  constructor(agentName) {
    super();
    this.#agentName = agentName;
  }

  /** Every ticket in the order of the list. */
  get tickets() {
    return GROUPS.flatMap((group) => this.queue[group]);
  }

  isMine(ticket) {
    if (ticket.state !== "claimed") return false;
    const has = (group) => this.queue[group].some((one) => String(one.id) === String(ticket.id));
    return has("mine") || (!has("others") && ticket.claimed_by === this.#agentName);
  }

  /** Fetch the queue; calls that come while one is under way share one more fetch after it. */
  refreshQueue() {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#fetchQueue().finally(() => {
      this.#running = null;
      if (this.#again) {
        this.#again = false;
        return this.refreshQueue();
      }
    });
    return this.#running;
  }

  async #fetchQueue() {
    let fresh;
    try {
      fresh = await fetchQueue();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#tell("queue-problem", error.message);
      return;
    }
    const known = new Set(this.tickets.map((ticket) => String(ticket.id)));
    const arrived = this.queueKnown ? fresh.waiting.filter((ticket) => !known.has(String(ticket.id))) : [];
    this.queue = { waiting: fresh.waiting ?? [], mine: fresh.mine ?? [], others: fresh.others ?? [] };
    this.queueKnown = true;
    this.#tell("queue");
    if (arrived.length > 0) this.#tell("arrived", arrived);
    if (this.#openIsStale()) await this.refreshOpen();
  }

  #openIsStale() {
    if (!this.open) return false;
    const { ticket, messages } = this.open;
    const listed = this.tickets.find((one) => String(one.id) === this.openId);
    if (!listed) return ticket.state === "waiting" || ticket.state === "claimed";
    const last = messages.at(-1);
    return listed.state !== ticket.state || listed.claimed_by !== ticket.claimed_by
      || Boolean(listed.last_message && last && listed.last_message.created_at > last.created_at);
  }

  /** Open a ticket, or none (null). */
  async show(id) {
    if (id === this.openId) return;
    this.#abort?.abort();
    this.openId = id;
    this.open = null;
    this.unread.delete(id);
    this.#tell("ticket");
    this.#tell("queue");
    if (id !== null) await this.refreshOpen();
  }

  /** Fetch the open ticket again. A newer call, or another ticket, makes this one void. */
  async refreshOpen() {
    const id = this.openId;
    if (id === null) return;
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    let fresh;
    try {
      fresh = await fetchTicket(id, abort.signal);
    } catch (error) {
      if (abort.signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      // A ticket that is on the screen stays there; the banner says that it may be out of date.
      if (!this.open || error.status === 404) this.#tell("problem", error.message);
      return;
    }
    if (abort.signal.aborted || id !== this.openId) return;
    const before = this.open?.ticket;
    this.#mergeLater(fresh);
    this.open = fresh;
    this.#tell("ticket");
    if (before?.state === "waiting" && fresh.ticket.state === "claimed" && !this.isMine(fresh.ticket)) {
      this.#tell("taken", fresh.ticket);
    }
  }

  /** A live message can overtake the answer to our question: keep what is newer than the answer. */
  #mergeLater(fresh) {
    const last = fresh.messages.at(-1)?.seq ?? 0;
    const later = (this.open?.messages ?? []).filter((message) => message.seq > last);
    fresh.messages = [...fresh.messages, ...later];
  }

  /** A message came in live, for any conversation. */
  receive({ conversation_id: conversationId, message }) {
    const listed = this.tickets.find((ticket) => ticket.conversation_id === conversationId);
    if (listed) {
      listed.last_message = { author: message.author, text: message.text, photo: message.photo, created_at: message.created_at };
      const watched = String(listed.id) === this.openId && !document.hidden;
      if (message.author === "customer" && !watched) this.#count(String(listed.id));
      this.#tell("queue");
    }
    if (this.open?.conversation.id === conversationId) this.#append(message);
    this.#tell("spoke", { message, ticket: listed ?? null });
  }

  #append(message) {
    const { messages } = this.open;
    const at = messages.findIndex((one) => one.seq >= message.seq);
    if (at === -1) messages.push(message);
    else if (messages[at].seq === message.seq) messages[at] = { ...messages[at], ...message };
    else messages.splice(at, 0, message);
    this.#tell("ticket");
    const gap = at === -1 && messages.length > 1 && message.seq > messages.at(-2).seq + 1;
    if (gap) this.refreshOpen();
  }

  #count(id) {
    this.unread.set(id, (this.unread.get(id) ?? 0) + 1);
  }

  /** The open ticket was looked at. */
  markRead() {
    if (this.openId !== null && this.unread.delete(this.openId)) this.#tell("queue");
  }

  #tell(name, detail = null) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
