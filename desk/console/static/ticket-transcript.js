// `<ticket-transcript>`: the conversation, oldest first. It follows new messages only while the reader is at the end.

import { el, icon, reconcile } from "./elements.js";
import { messageItem, outboxItem } from "./message-view.js";
import { dayHeading } from "./words.js";

const NEAR = 80; // px from the end that still count as "at the end"
const PAUSE = 5 * 60_000; // after this long, the same author gets a new heading
const TYPING = 8_000; // without news, typing is over after this

/** Dispatches `reply-retry` and `reply-discard` with the client_message_id, and `read` when the end is in view. */
class TicketTranscript extends HTMLElement {
  #ticketId = null;
  #items = new Map();
  #typingTimer = null;
  #atEnd = true;

  connectedCallback() {
    this.scroller = el("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": "Messages" });
    this.list = el("ol", { class: "messages", role: "list" });
    this.typing = el("p", { class: "typing", hidden: true });
    this.more = el("button", { type: "button", class: "to-end", hidden: true, onclick: () => this.toEnd() }, icon("down"), "New messages");
    this.scroller.append(this.list, this.typing);
    this.append(this.scroller, this.more);
    this.scroller.addEventListener("scroll", () => this.#onScroll(), { passive: true });
    // The box shrinks when the reply grows or a phone's keyboard opens: the end must stay in view.
    new ResizeObserver(() => {
      if (this.#atEnd) this.toEnd();
    }).observe(this.scroller);
  }

  /** `open`: the ticket as fetched; `entries`: replies on their way; `agentName`: who reads. */
  update(open, entries, agentName) {
    const changed = this.#ticketId !== String(open.ticket.id);
    if (changed) this.#reset(String(open.ticket.id));
    const before = this.list.childElementCount;
    const customer = open.ticket.customer_name || open.customer?.name || "Visitor";
    const nodes = this.#nodes(open.messages, { agentName, customer, ticketId: this.#ticketId });
    nodes.push(...entries.map((entry) => this.#pending(entry)));
    const wasAtEnd = this.#atEnd;
    reconcile(this.list, nodes);
    const used = new Set(nodes);
    for (const [key, item] of this.#items) if (!used.has(item)) this.#items.delete(key);
    if (wasAtEnd || changed) this.toEnd();
    else if (nodes.length > before) this.more.hidden = false;
  }

  /** Show or hide that somebody is typing. */
  showTyping(name, active) {
    clearTimeout(this.#typingTimer);
    const dots = el("span", { class: "typing-dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    this.typing.replaceChildren(...(active ? [dots, el("bdi", {}, name), " is typing"] : []));
    this.typing.hidden = !active;
    if (!active) return;
    this.#typingTimer = setTimeout(() => this.showTyping(name, false), TYPING);
    if (this.#atEnd) this.toEnd();
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.more.hidden = true;
    this.#atEnd = true;
  }

  focusMessages() {
    this.scroller.focus();
  }

  #reset(ticketId) {
    this.#ticketId = ticketId;
    this.#items.clear();
    this.list.replaceChildren();
    this.showTyping("", false);
    this.#atEnd = true;
    this.more.hidden = true;
  }

  #onScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    if (!this.#atEnd) return;
    this.more.hidden = true;
    this.dispatchEvent(new Event("read"));
  }

  #nodes(messages, view) {
    const nodes = [];
    let before = null;
    for (const message of messages) {
      const day = dayHeading(message.created_at);
      const newDay = !before || dayHeading(before.created_at) !== day;
      if (newDay) nodes.push(this.#item(`day ${message.seq}`, day, () => el("li", { class: "day" }, el("span", {}, day))));
      const headed = newDay || !sameRun(before, message);
      const look = JSON.stringify([message, headed, view]);
      nodes.push(this.#item(`message ${message.seq}`, look, () => messageItem(message, { ...view, headed })));
      before = message;
    }
    if (nodes.length === 0) nodes.push(this.#item("none", "", () => el("li", { class: "day" }, el("span", {}, "No messages yet"))));
    return nodes;
  }

  /** The item made for `key` before, if it would look the same. */
  #item(key, look, make) {
    const known = this.#items.get(key);
    if (known?.look === look) return known;
    const item = make();
    item.look = look;
    this.#items.set(key, item);
    return item;
  }

  #pending(entry) {
    const id = entry.client_message_id;
    const tell = (name) => () => this.dispatchEvent(new CustomEvent(name, { detail: id }));
    return this.#item(`pending ${id}`, `${entry.state} ${entry.problem}`,
      () => outboxItem(entry, { retry: tell("reply-retry"), discard: tell("reply-discard") }));
  }
}

function sameRun(before, message) {
  return before.author === message.author && before.author_name === message.author_name
    && Date.parse(message.created_at) - Date.parse(before.created_at) < PAUSE;
}

customElements.define("ticket-transcript", TicketTranscript);
