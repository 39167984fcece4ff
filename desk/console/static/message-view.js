// One message of the transcript as a list item, and one reply that is still on its way.

import { el, icon, safeUrl, unseen } from "./elements.js";
import { photoLink } from "./photos.js";
import { authorName, frustration, moment, percent, plain, timeOfDay } from "./words.js";

const PICTURES = { customer: "person", bot: "assistant", agent: "agent", system: null };

/** A message; `headed` shows the author above it, `agentName` is who reads the ticket `ticketId`. */
export function messageItem(message, { headed, agentName, customer, ticketId }) {
  if (message.author === "system") return systemItem(message);
  const author = message.author === "customer" ? customer || authorName(message, agentName) : authorName(message, agentName);
  const words = message.text ? el("p", { class: "message-text", dir: "auto" }, message.text) : null;
  const body = el("div", { class: "bubble" }, photoLink(ticketId, message), words, offered(message), citations(message));
  return el("li", { class: headed ? "message headed" : "message", "data-author": message.author },
    headed
      ? el("p", { class: "message-author" }, icon(PICTURES[message.author] ?? "person"), el("bdi", {}, author))
      : unseen(`${author}: `),
    body,
    el("p", { class: "message-meta" },
      el("time", { datetime: message.created_at, title: moment(message.created_at) }, timeOfDay(message.created_at)),
      frustrationBar(message.frustration_score), reading(message)));
}

function systemItem(message) {
  return el("li", { class: "message", "data-author": "system" },
    el("p", { class: "message-system" }, unseen("System: "), el("span", { dir: "auto" }, message.text), " ",
      el("time", { datetime: message.created_at, title: moment(message.created_at) }, timeOfDay(message.created_at))));
}

function offered(message) {
  if (!message.buttons?.length) return null;
  return el("p", { class: "offered" }, el("span", { class: "offered-title" }, "Offered "),
    message.buttons.flatMap((button, index) => [index > 0 ? unseen(", ") : null, el("span", { class: "offered-button", dir: "auto" }, button.title)]));
}

function citations(message) {
  if (!message.citations?.length) return null;
  return el("ul", { class: "citations", role: "list", "aria-label": "Sources" }, message.citations.map((citation) => {
    const href = safeUrl(citation.url);
    const words = citation.title || href || "Untitled source";
    return el("li", {}, icon("article"), href
      ? el("a", { href, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, words, unseen(" (opens in a new tab)"))
      : el("span", { dir: "auto" }, words));
  }));
}

/** How frustrated somebody was (0–1), as a bar with its number; nothing where it was never read. */
export function frustrationBar(score) {
  if (typeof score !== "number") return null;
  const { level, word } = frustration(score);
  const words = `Frustration: ${word}, ${percent(score)}`;
  const fill = el("span", { class: "frustration-fill" });
  // Set through the object model: a style attribute would be against the content security policy.
  fill.style.width = `${Math.max(6, Math.round(Math.min(1, Math.max(0, score)) * 100))}%`;
  return el("span", { class: "frustration", "data-level": level, role: "img", "aria-label": words, title: words },
    el("span", { class: "frustration-bar" }, fill), score.toFixed(2));
}

function reading(message) {
  if (!message.intent) return null;
  const sure = typeof message.intent_score === "number" ? ` ${percent(message.intent_score)}` : "";
  return el("span", { class: "reading" }, `Understood as: ${plain(message.intent)}${sure}`);
}

/** A reply that the server has not confirmed, or has not shown in the transcript yet. */
export function outboxItem(entry, { retry, discard }) {
  const failed = entry.state === "failed";
  const state = failed
    ? [el("p", { class: "message-meta message-failed" }, icon("warning"), el("span", {}, `Not sent. ${entry.problem ?? ""}`)),
      el("p", { class: "message-meta" },
        el("button", { type: "button", class: "link-button", "data-retry": entry.client_message_id, onclick: retry }, "Try again"),
        el("button", { type: "button", class: "link-button", onclick: discard }, "Discard"))]
    : [el("p", { class: "message-meta" }, entry.state === "sent" ? "Sent" : "Sending…")];
  return el("li", { class: "message headed pending", "data-author": "agent", "data-pending": entry.state },
    el("p", { class: "message-author" }, icon("agent"), "You"),
    el("div", { class: "bubble" }, el("p", { class: "message-text", dir: "auto" }, entry.text)), state);
}
