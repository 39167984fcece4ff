// Where the keys lead: each name of shortcuts.js as a deed.

import { goTo } from "./route.js";

const visible = (element) => element.getClientRects().length > 0;

/** The deeds by name; on a phone or a small window they turn the page instead of moving the focus. */
export function deeds({ list, transcript, reply, details, root, state, say, act, help }) {
  function next() {
    const ticket = state.queue.waiting.find((one) => String(one.id) !== state.openId);
    if (ticket) goTo(String(ticket.id));
    else say(state.queue.waiting.length > 0 ? "No other customer is waiting." : "Nobody is waiting.");
  }

  function toList() {
    if (visible(list)) list.focusCurrent();
    else goTo(null);
  }

  function toDetails() {
    if (visible(details)) details.focusHead();
    else if (state.openId !== null) goTo(state.openId, true);
  }

  /** Escape goes one step out: from the reply to the messages, from the details to the ticket, then to the list. */
  function leave() {
    if (reply.contains(document.activeElement)) transcript.focusMessages();
    else if (root.dataset.view === "details") goTo(state.openId);
    else toList();
  }

  return {
    next,
    leave,
    queue: toList,
    details: toDetails,
    down: () => list.move(1),
    up: () => list.move(-1),
    messages: () => transcript.focusMessages(),
    reply: () => reply.focusField(),
    claim: () => act("claim"),
    return: () => act("return"),
    resolve: () => act("resolve"),
    help: () => help.showModal(),
  };
}
