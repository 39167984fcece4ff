// `<ticket-header>`: who this is, what state the ticket is in, and what can be done with it.

import "./elapsed-time.js";
import { el, icon, unseen } from "./elements.js";
import { customerName, moment, priorityWord } from "./words.js";

/** Dispatches `ticket-action` with detail "claim", "return" or "resolve". */
class TicketHeader extends HTMLElement {
  #look = "";

  /** `mine`: the agent who reads has this ticket; `busy`: the action on its way, or null. */
  update({ ticket, mine, busy }) {
    const look = JSON.stringify([ticket.id, ticket.customer_name, ticket.verified, ticket.state, ticket.claimed_by, ticket.priority,
      ticket.closed_at, mine, busy]);
    if (look === this.#look) return;
    this.#look = look;
    const focused = this.contains(document.activeElement) ? document.activeElement : null;
    const action = focused?.dataset.action;
    const onTitle = focused?.matches("h1");
    this.replaceChildren(this.#back(), this.#who(ticket, mine), this.#actions(ticket, mine, busy));
    if (onTitle) this.focusTitle();
    else if (focused) (this.querySelector(`[data-action="${action}"]`) ?? this.querySelector("h1")).focus();
  }

  focusTitle() {
    this.querySelector("h1")?.focus({ preventScroll: true });
  }

  #back() {
    return el("a", { class: "icon-button only-phone", href: "#queue", "aria-label": "Back to the tickets" }, icon("back"));
  }

  #who(ticket, mine) {
    return el("div", { class: "who" },
      el("h1", { class: "who-name", tabindex: "-1" },
        el("bdi", {}, customerName(ticket)),
        ticket.verified ? el("span", { class: "who-verified", title: "Verified customer" }, icon("verified"), unseen(" verified")) : null,
        ticket.priority < 3 ? el("span", { class: `badge badge-priority-${ticket.priority}` }, priorityWord(ticket.priority)) : null),
      el("p", { class: "who-state", "data-state": ticket.state }, ...this.#state(ticket, mine)));
  }

  #state(ticket, mine) {
    const at = ticket.closed_at ? ` on ${moment(ticket.closed_at)}` : "";
    const name = () => el("bdi", {}, ticket.claimed_by || "a colleague");
    if (ticket.state === "waiting") return ["Waiting for a person ", el("elapsed-time", { since: ticket.opened_at })];
    if (ticket.state === "claimed") return mine ? ["You have this conversation"] : [name(), " has this conversation"];
    if (ticket.state === "returned") return [`Returned to the assistant${at}`];
    return ticket.claimed_by ? [`Resolved${at} by `, name()] : [`Resolved${at}`];
  }

  #actions(ticket, mine, busy) {
    const buttons = [];
    if (mine) buttons.push(this.#button("return", "Return to the assistant", busy), this.#button("resolve", "Resolve", busy, true));
    if (ticket.state === "waiting") buttons.push(this.#button("claim", "Claim", busy, true));
    const details = el("a", {
      class: "icon-button only-narrow", href: `#${new URLSearchParams({ ticket: ticket.id, details: "1" })}`,
      "aria-label": "About this ticket", title: "About this ticket", "data-action": "details",
    }, icon("details"));
    return el("div", { class: "actions" }, buttons, details);
  }

  #button(action, words, busy, primary = false) {
    // A busy button keeps the focus, which a disabled one would lose.
    return el("button", {
      type: "button",
      class: primary ? "button button-primary" : "button",
      "data-action": action,
      "aria-disabled": busy ? "true" : null,
      onclick: () => {
        if (!busy) this.dispatchEvent(new CustomEvent("ticket-action", { detail: action, bubbles: true }));
      },
    }, busy === action ? el("span", { class: "spinner", "aria-hidden": "true" }) : null, words);
  }
}

customElements.define("ticket-header", TicketHeader);
