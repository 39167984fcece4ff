// `<ticket-details>`: what an agent wants to know before the first word: why, what was tried, who, which orders.

import { customerSection, earlierSection, ratingSection } from "./customer-profile.js";
import { el, icon, reconcile, safeUrl } from "./elements.js";
import { orderCard } from "./order-card.js";
import { photoSection } from "./photos.js";
import { channelWord, customerName, languageName, moment, priorityWord } from "./words.js";

class TicketDetails extends HTMLElement {
  #look = "";
  #ticketId = null;

  connectedCallback() {
    this.#empty();
  }

  /** `open`: the ticket as fetched, or null. */
  update(open) {
    if (!open) {
      this.#look = "";
      return void this.#empty();
    }
    const { ticket, customer, orders, ratings, conversation } = open;
    const photos = open.messages.filter((message) => message.photo);
    const look = JSON.stringify([ticket, customer, orders, ratings, conversation, photos]);
    if (look === this.#look) return;
    this.#look = look;
    const unfolded = this.#unfolded(String(ticket.id));
    const folded = (name, summary, ...content) => fold(name, Boolean(unfolded?.has(name)), summary, content);
    reconcile(this, [
      this.#head(ticket),
      el("div", { class: "details-body" },
        [this.#why(ticket), photoSection(section, ticket.id, photos), this.#note(ticket), ratingSection(section, ratings ?? []), this.#tried(ticket), this.#who(ticket, customer, folded),
          this.#orders(orders ?? [], customer, unfolded), customer ? earlierSection(section, customer, folded) : null,
          this.#conversation(conversation, customer)]),
    ]);
  }

  focusHead() {
    this.querySelector("h2")?.focus({ preventScroll: true });
  }

  /** Which parts the agent has unfolded, so that a refresh does not fold them again. Null: a ticket just opened. */
  #unfolded(ticketId) {
    const same = this.#ticketId === ticketId;
    this.#ticketId = ticketId;
    if (!same) return null;
    return new Set([...this.querySelectorAll("details[open]")].map((part) => part.dataset.order ?? part.dataset.fold));
  }

  #empty() {
    this.#ticketId = null;
    this.replaceChildren(el("p", { class: "details-empty" }, "The reason, the customer and the orders appear here when a ticket is open."));
  }

  #head(ticket) {
    return el("div", { class: "details-head" },
      el("a", {
        class: "icon-button only-narrow", href: `#${new URLSearchParams({ ticket: ticket.id })}`, "aria-label": "Back to the conversation",
      }, icon("back")),
      el("h2", { class: "details-title", tabindex: "-1" }, "About ", el("bdi", {}, customerName(ticket))));
  }

  #why(ticket) {
    const evidence = ticket.evidence ?? [];
    return section("Why it was handed over",
      el("p", { class: "why", "data-priority": ticket.priority }, el("span", { dir: "auto" }, ticket.reason)),
      el("p", { class: "quiet" }, `${priorityWord(ticket.priority)} priority, since ${moment(ticket.opened_at)}`),
      ticket.summary ? el("p", { class: "summary", dir: "auto" }, ticket.summary) : null,
      evidence.length > 0
        ? el("table", { class: "evidence" },
          el("caption", { class: "visually-hidden" }, "Evidence behind the reason"),
          el("thead", { class: "visually-hidden" }, el("tr", {}, el("th", { scope: "col" }, "Fact"), el("th", { scope: "col" }, "Value"))),
          el("tbody", {}, evidence.map(({ name, value }) =>
            el("tr", {}, el("th", { scope: "row", dir: "auto" }, name), el("td", { dir: "auto" }, String(value))))))
        : null);
  }

  #tried(ticket) {
    const tried = ticket.what_was_tried ?? [];
    return section("What was tried", tried.length > 0
      ? el("ul", { class: "tried" }, tried.map((step) => el("li", { dir: "auto" }, step)))
      : el("p", { class: "quiet" }, "The assistant tried nothing before it handed over."));
  }

  #who(ticket, customer, folded) {
    if (!customer) {
      return section("Customer", state(false, "Not verified"),
        el("p", { class: "quiet" }, "This visitor has not signed in. Ask for the order number and the postcode before you speak about an order."));
    }
    return customerSection(section, customer, ticket.verified, folded);
  }

  #orders(orders, customer, unfolded) {
    if (orders.length === 0) {
      return section("Recent orders", el("p", { class: "quiet" },
        customer ? "No orders yet." : "Orders appear here once the customer is known."));
    }
    return section("Recent orders", el("div", { class: "orders" },
      orders.map((order, index) => orderCard(order, unfolded ? unfolded.has(String(order.id)) : index === 0))));
  }

  #conversation(conversation, customer) {
    const page = safeUrl(conversation.page);
    const facts = [
      ["Channel", channelWord(conversation.channel)],
      ["Started", conversation.started_at ? moment(conversation.started_at) : null],
      ["Browser", browserLanguage(conversation.locale, customer)],
    ];
    return section("Conversation", el("dl", { class: "facts" },
      facts.filter(([, value]) => value).flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]),
      conversation.page ? [el("dt", {}, "Page"), el("dd", { class: "facts-page" },
        page ? el("a", { href: page, target: "_blank", rel: "noopener noreferrer" }, conversation.page) : conversation.page)] : []));
  }

  #note(ticket) {
    return ticket.note ? section("Note", el("p", { class: "note", dir: "auto" }, ticket.note)) : null;
  }
}

function section(title, ...content) {
  return el("section", { class: "details-section" }, el("h3", {}, title), ...content);
}

/** A part that unfolds; `name` is unique within the details. */
function fold(name, open, summary, content) {
  return el("details", { class: "fold", open, "data-fold": name }, el("summary", {}, summary), ...content);
}

/** The language of the customer's browser, where it is not the one that we know them by. */
function browserLanguage(locale, customer) {
  if (!locale || (customer && locale.split("-")[0] === customer.language)) return null;
  return languageName(locale);
}

function state(good, words) {
  return el("p", { class: good ? "verified" : "verified verified-not" }, icon(good ? "verified" : "unverified"), words);
}

customElements.define("ticket-details", TicketDetails);
