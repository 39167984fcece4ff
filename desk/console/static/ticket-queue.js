// `<ticket-queue>`: the tickets in three groups. One of them is in the tab order, arrow keys go to the others.

import "./elapsed-time.js";
import { el, icon, reconcile, unseen } from "./elements.js";
import { counted, customerName, priorityWord, wordsOf } from "./words.js";

const GROUPS = [
  { name: "waiting", title: "Waiting", empty: "Nobody is waiting. New conversations appear here by themselves." },
  { name: "mine", title: "Mine", empty: "You have no conversation. Claim one from Waiting." },
  { name: "others", title: "Others", empty: "No colleague has a conversation at the moment." },
];
const SPEAKERS = { customer: "", bot: "Assistant: ", agent: "Agent: ", system: "" };

class TicketQueue extends HTMLElement {
  #rows = new Map();
  #groups = new Map();
  #current = null;

  connectedCallback() {
    for (const { name, title } of GROUPS) {
      const count = el("span", { class: "group-count" });
      const list = el("ul", { class: "group-list", role: "list", "aria-labelledby": `group-${name}` });
      const empty = el("p", { class: "group-empty" }, "Loading…");
      this.append(el("section", { class: `group group-${name}` },
        el("h2", { class: "group-title", id: `group-${name}` }, title, " ", count), list, empty));
      this.#groups.set(name, { count, list, empty });
    }
    this.addEventListener("keydown", (event) => this.#onKey(event));
    this.addEventListener("focusin", (event) => {
      const id = event.target.closest?.(".ticket")?.dataset.id;
      if (id) this.#makeCurrent(id);
    });
  }

  /** Show the queue; `openId` is the open ticket, `unread` counts new customer messages by ticket id. */
  update(queue, openId, unread) {
    const focused = this.querySelector(".ticket:focus")?.dataset.id ?? null;
    const place = this.#links().findIndex((link) => link.dataset.id === focused);
    const present = new Set();
    for (const { name, empty } of GROUPS) {
      const group = this.#groups.get(name);
      const rows = queue[name].map((ticket) => {
        present.add(String(ticket.id));
        return this.#row(ticket, name, openId, unread.get(String(ticket.id)) ?? 0);
      });
      reconcile(group.list, rows);
      group.count.textContent = String(rows.length);
      group.empty.textContent = empty;
      group.empty.hidden = rows.length > 0;
    }
    for (const id of this.#rows.keys()) if (!present.has(id)) this.#rows.delete(id);
    if (openId !== null && present.has(openId)) this.#makeCurrent(openId);
    else this.#makeCurrent(present.has(this.#current) ? this.#current : this.#links()[0]?.dataset.id ?? null);
    if (focused !== null) this.#keepFocus(focused, place);
  }

  /** Say that the queue could not be fetched at all. */
  fail(sentence) {
    for (const [name, { empty }] of this.#groups) {
      empty.textContent = name === "waiting" ? sentence : "";
      empty.hidden = false;
    }
  }

  /** Move the focus to the ticket that is current, or to the first one; false if there is none. */
  focusCurrent() {
    const link = this.#rows.get(this.#current)?.firstChild ?? this.#links()[0];
    link?.focus();
    return Boolean(link);
  }

  /** Move the focus by `step` tickets from the current one. */
  move(step) {
    const links = this.#links();
    const at = links.findIndex((link) => link.dataset.id === this.#current);
    const inList = this.contains(document.activeElement);
    links[Math.min(links.length - 1, Math.max(0, inList ? at + step : at))]?.focus();
  }

  #links() {
    return [...this.querySelectorAll(".ticket")];
  }

  #onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const steps = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
    if (!(event.key in steps)) return;
    event.preventDefault();
    this.move(steps[event.key]);
  }

  #makeCurrent(id) {
    this.#current = id;
    for (const link of this.#links()) link.tabIndex = link.dataset.id === id ? 0 : -1;
  }

  /** A list that changes must not throw the focus away. */
  #keepFocus(id, place) {
    const row = this.#rows.get(id);
    if (row) row.firstChild.focus({ preventScroll: true });
    else this.#links()[Math.min(place, this.#links().length - 1)]?.focus();
  }

  #row(ticket, group, openId, unread) {
    const id = String(ticket.id);
    const isNew = !this.#rows.has(id);
    const row = this.#rows.get(id) ?? el("li", {}, el("a", { class: "ticket", tabindex: "-1", "data-id": id }));
    this.#rows.set(id, row);
    const link = row.firstChild;
    const look = JSON.stringify([ticket, group, unread]);
    // An untouched row keeps its nodes: a screen reader that stands on it must not be thrown off.
    if (link.dataset.look !== look) {
      link.dataset.look = look;
      link.dataset.priority = ticket.priority;
      link.href = `#${new URLSearchParams({ ticket: id })}`;
      link.replaceChildren(...this.#content(ticket, group, unread));
    }
    if (isNew) row.classList.toggle("fresh", group === "waiting" && this.#current !== null);
    if (openId === id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    return row;
  }

  #content(ticket, group, unread) {
    const last = ticket.last_message;
    const known = Boolean(ticket.customer_name);
    const asked = group === "mine" && last?.author === "customer";
    const since = group === "waiting" ? ticket.opened_at : last?.created_at ?? ticket.opened_at;
    const meaning = group === "waiting" ? "Waiting for" : asked ? "Customer waits for an answer for" : "Time since the last message";
    return [
      el("span", { class: "ticket-line" },
        el("bdi", { class: known ? "ticket-name" : "ticket-name ticket-anonymous" }, customerName(ticket)),
        ticket.verified
          ? el("span", { class: "ticket-verified", title: "Verified customer" }, icon("verified"), unseen("verified"))
          : null,
        unread > 0
          ? el("span", { class: "ticket-unread" }, String(unread), unseen(unread === 1 ? " new message" : " new messages"))
          : null,
        el("span", { class: asked ? "ticket-time ticket-asked" : "ticket-time", title: meaning }, unseen(`${meaning} `), el("elapsed-time", { since }))),
      el("span", { class: "ticket-line ticket-reason" },
        ticket.priority < 3 ? el("span", { class: `badge badge-priority-${ticket.priority}` }, priorityWord(ticket.priority)) : null,
        el("span", { class: "ticket-words" }, ticket.reason)),
      el("span", { class: "ticket-line ticket-preview" },
        group === "others" && ticket.claimed_by
          ? el("bdi", { class: "ticket-owner", title: `${ticket.claimed_by} has it` }, icon("agent"), ticket.claimed_by)
          : null,
        el("span", { class: "ticket-words", dir: "auto" },
          last ? `${SPEAKERS[last.author] ?? ""}${wordsOf(last)}` : "No message yet")),
    ];
  }
}

customElements.define("ticket-queue", TicketQueue);

/** A sentence for the announcer about tickets that came in. */
export function arrivalSentence(arrived, waiting) {
  const first = arrived[0];
  const who = arrived.length === 1
    ? `New ticket: ${customerName(first)}, ${first.reason}.`
    : `${arrived.length} new tickets.`;
  return `${who} ${counted(waiting, "customer waits", "customers wait")}.`;
}
