// Sentences in the middle of the page: notices above the messages, and what stands there when no ticket is open.

import { el, icon } from "./elements.js";
import { counted } from "./words.js";

/** A sentence that can be dismissed; `kind` is "error" or "info". Afterwards `closed` finds a place for the focus. */
export function notice(kind, sentence, closed) {
  const element = el("p", { class: `notice notice-${kind}`, role: kind === "error" ? "alert" : "status" },
    icon(kind === "error" ? "warning" : "agent"), el("span", { dir: "auto" }, sentence),
    el("button", {
      type: "button", class: "icon-button", "aria-label": "Dismiss",
      onclick: () => {
        element.remove();
        closed();
      },
    }, icon("close")));
  return element;
}

/** What to show instead of a ticket: it is being fetched, there is a problem ({title, sentence}), or none was chosen. */
export function emptyView({ openId, problem, waiting, queueKnown, next, again }) {
  if (problem) {
    return [icon("warning"), el("h1", {}, problem.title), el("p", {}, problem.sentence),
      el("p", { class: "empty-buttons" }, el("button", { type: "button", class: "button", onclick: again }, "Try again"),
        openId === null ? null : el("a", { class: "button", href: "#queue" }, "Back to the tickets"))];
  }
  if (openId !== null || !queueKnown) return [el("p", { class: "loading" }, "One moment…")];
  if (waiting > 0) {
    return [icon("chats"), el("h1", {}, `${counted(waiting, "customer is", "customers are")} waiting`),
      el("p", {}, "Choose a ticket from the list, or take the one that comes first."),
      el("p", { class: "empty-buttons" }, el("button", { type: "button", class: "button button-primary", onclick: next }, "Open the next ticket"))];
  }
  return [icon("chats"), el("h1", {}, "Nobody is waiting"),
    el("p", {}, "When the assistant hands a conversation over, it appears in the list and you hear of it here.")];
}
