// `<parley-console>`: puts the pieces together. State goes down by update(), what people do comes up as events.

import { Announcer } from "./announcer.js";
import * as api from "./api.js";
import { DeskState } from "./desk-state.js";
import { ask, bindSettings } from "./dialogs.js";
import { LiveConnection } from "./live.js";
import { deeds } from "./navigation.js";
import { emptyView, notice } from "./notices.js";
import { Outbox } from "./outbox.js";
import { applySettings, forgetTab, takePlace } from "./preferences.js";
import { replyState } from "./reply-box.js";
import "./rating-figures.js";
import { readRoute } from "./route.js";
import { listenForShortcuts, shortcutTerms } from "./shortcuts.js";
import "./ticket-details.js";
import "./ticket-header.js";
import { arrivalSentence } from "./ticket-queue.js";
import "./ticket-transcript.js";
import { authorName, customerName, wordsOf } from "./words.js";

const CONNECTION = { connecting: "Connecting", live: "Live", lost: "Reconnecting" };
const OUTAGE = "Reconnecting… What you see may be out of date. A reply that cannot be sent is kept.";
const SETTLE = 2500; // ms for a sent reply to come back live before we fetch it

class ParleyConsole extends HTMLElement {
  #busy = null;
  #problem = null;
  #focusTitle = false;

  connectedCallback() {
    this.agentName = this.dataset.agentName;
    const draftKey = `parley.drafts.${this.dataset.agentEmail}`;
    const outboxKey = `parley.outbox.${this.dataset.agentEmail}`;
    const place = takePlace();
    forgetTab([draftKey, outboxKey]);
    if (place && location.hash.length < 2) history.replaceState(null, "", place);

    this.list = this.querySelector("ticket-queue");
    this.head = this.querySelector("ticket-header");
    this.transcript = this.querySelector("ticket-transcript");
    this.reply = this.querySelector("reply-box");
    this.details = this.querySelector("ticket-details");
    this.reply.draftKey = draftKey;
    this.announcer = new Announcer(this.#part("announcer"));
    this.state = new DeskState(this.agentName);
    this.outbox = new Outbox(outboxKey, api.reply);
    this.live = new LiveConnection();

    applySettings();
    this.#bindPage();
    this.#bindState();
    this.#bindWork();
    this.#bindLive();
    this.deeds = deeds({
      list: this.list, transcript: this.transcript, reply: this.reply, details: this.details, root: this,
      state: this.state, say: (sentence) => this.announcer.say(sentence), act: (action) => this.#act(action), help: this.#dialog("help"),
    });
    listenForShortcuts((name) => this.deeds[name]());
    this.state.refreshQueue();
    this.#route();
    this.live.start();
  }

  #part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  #dialog(name) {
    return this.querySelector(`[data-dialog="${name}"]`);
  }

  #bindPage() {
    addEventListener("hashchange", () => this.#route());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.state.markRead();
    });
    this.#part("help").addEventListener("click", () => this.#dialog("help").showModal());
    this.#part("keys").append(...shortcutTerms());
    bindSettings(this.#dialog("help"));
    this.#part("logout").addEventListener("submit", () => forgetTab());
    this.#part("skip").addEventListener("click", (event) => {
      event.preventDefault(); // The part after the # is ours: it names the open ticket.
      document.getElementById("conversation").focus();
    });
    this.#part("reconnect").addEventListener("click", () => this.live.reconnect());
  }

  #bindState() {
    const { state } = this;
    state.addEventListener("queue", () => this.#showQueue());
    state.addEventListener("queue-problem", ({ detail }) => {
      if (state.queueKnown) return; // The list stays as it was; the connection says that it may be old.
      this.list.fail(detail);
      if (state.openId === null) this.#fail("The tickets cannot be shown", detail);
    });
    state.addEventListener("arrived", ({ detail }) => this.announcer.say(arrivalSentence(detail, state.queue.waiting.length)));
    state.addEventListener("ticket", () => {
      this.#problem = null;
      this.#showTicket();
    });
    state.addEventListener("problem", ({ detail }) => {
      state.open = null;
      this.#fail("This ticket cannot be shown", detail);
    });
    state.addEventListener("taken", ({ detail }) => {
      this.#say("info", `${detail.claimed_by || "A colleague"} has claimed this conversation. You can read along.`);
    });
  }

  #bindWork() {
    const { outbox, state } = this;
    this.addEventListener("ticket-action", ({ detail }) => this.#act(detail));
    this.reply.addEventListener("reply", ({ detail }) => outbox.add(state.openId, detail));
    for (const what of ["retry", "discard"]) {
      this.transcript.addEventListener(`reply-${what}`, ({ detail }) => {
        outbox[what](state.openId, detail);
        this.reply.focusField();
      });
    }
    this.transcript.addEventListener("read", () => state.markRead());
    outbox.addEventListener("change", ({ detail }) => {
      if (detail === state.openId) this.#showTicket();
    });
    outbox.addEventListener("sent", ({ detail }) => this.#afterSent(detail));
    outbox.addEventListener("refused", ({ detail }) => this.#afterRefusal(detail));
  }

  #afterSent(ticketId) {
    if (this.state.openId !== ticketId) return;
    if (this.state.open?.ticket.state === "waiting" || this.live.state !== "live") return void this.#refresh();
    setTimeout(() => {
      const unseen = this.outbox.entries(ticketId).some((entry) => entry.state === "sent");
      if (unseen && this.state.openId === ticketId) this.state.refreshOpen();
    }, SETTLE);
  }

  async #afterRefusal({ ticketId, error }) {
    // The server may have stored the reply all the same, or the ticket may be a colleague's by now.
    if (error.status !== 0) await this.#refresh();
    const failed = this.outbox.entries(ticketId).some((entry) => entry.state === "failed");
    if (failed) this.announcer.say(`Your reply was not sent. ${error.message}`);
  }

  #bindLive() {
    const { live, state } = this;
    live.addEventListener("queue", () => state.refreshQueue());
    live.addEventListener("catchup", () => this.#refresh());
    live.addEventListener("message", ({ detail }) => this.#hear(detail));
    live.addEventListener("typing", ({ detail }) => this.#showTyping(detail));
    live.addEventListener("state", ({ detail }) => {
      const back = this.#part("connection").dataset.state === "lost" && detail === "live";
      this.#part("connection").dataset.state = detail;
      this.#part("connection-words").textContent = CONNECTION[detail];
      this.#part("offline").hidden = detail !== "lost";
      this.#part("offline-words").textContent = OUTAGE;
      if (detail === "lost") this.announcer.say("The connection is lost. Reconnecting.");
      if (back) this.announcer.say("Connected again.");
    });
  }

  #refresh() {
    this.state.refreshQueue();
    return this.state.refreshOpen();
  }

  #hear(detail) {
    if (!detail?.message) return;
    const { message } = detail;
    const here = this.state.open?.conversation.id === detail.conversation_id;
    if (here && message.author !== "agent") this.transcript.showTyping("", false);
    this.state.receive(detail);
    const listed = this.state.tickets.find((ticket) => ticket.conversation_id === detail.conversation_id);
    const own = message.author === "agent" && message.author_name === this.agentName;
    if (here && !own) {
      const author = message.author === "customer" ? customerName(this.state.open.ticket) : authorName(message, this.agentName);
      this.announcer.say(`${author}: ${wordsOf(message)}`);
    } else if (listed && this.state.isMine(listed) && message.author === "customer") {
      this.announcer.say(`New message from ${customerName(listed)}.`);
    }
  }

  #showTyping(detail) {
    const { open } = this.state;
    if (!open || detail?.conversation_id !== open.conversation.id || detail.author === "agent") return;
    this.transcript.showTyping(detail.author === "bot" ? "Assistant" : customerName(open.ticket), Boolean(detail.active));
  }

  #route() {
    const { ticketId, details } = readRoute();
    const before = this.dataset.view;
    this.dataset.view = ticketId === null ? "queue" : details ? "details" : "ticket";
    const changed = ticketId !== this.state.openId;
    if (changed) {
      this.#part("notices").replaceChildren();
      this.#busy = null;
      this.#focusTitle = this.state.queueKnown; // Not while the page comes up.
    }
    this.state.show(ticketId);
    if (ticketId === null) {
      this.#showTicket();
      if (before !== "queue") this.list.focusCurrent();
    } else if (details) this.details.focusHead();
    else if (before === "details") this.head.focusTitle();
  }

  #fail(title, sentence) {
    this.#problem = { title, sentence };
    this.#showTicket();
    this.announcer.say(sentence);
  }

  #showQueue() {
    const { queue, openId, unread } = this.state;
    this.list.update(queue, openId, unread);
    this.#showTitle();
    if (this.state.open) this.#showTicket();
    else if (openId === null) {
      this.#problem = null;
      this.#showEmpty();
    }
  }

  #showTitle() {
    const waiting = this.state.queue.waiting.length;
    const who = this.state.open ? `${customerName(this.state.open.ticket)} – ` : "";
    document.title = `${waiting > 0 ? `(${waiting} waiting) ` : ""}${who}Parley`;
  }

  #showTicket() {
    const { open, openId } = this.state;
    for (const element of [this.head, this.transcript, this.reply]) element.hidden = !open;
    this.#part("empty").hidden = Boolean(open);
    this.details.update(open);
    this.#showTitle();
    if (!open) return void this.#showEmpty();
    const { ticket } = open;
    const mine = this.state.isMine(ticket);
    this.outbox.settle(openId, open.messages);
    this.head.update({ ticket, mine, busy: this.#busy });
    this.transcript.update(open, this.outbox.entries(openId), this.agentName);
    this.reply.update({ ticketId: openId, ...replyState(ticket, mine) });
    if (this.#focusTitle && this.dataset.view === "ticket") this.head.focusTitle();
    this.#focusTitle = false;
  }

  #showEmpty() {
    const { openId, queue, queueKnown } = this.state;
    const waiting = queue.waiting.length;
    this.#part("empty").replaceChildren(...emptyView({
      openId, waiting, queueKnown, problem: this.#problem,
      next: () => this.deeds.next(),
      again: () => this.#refresh(),
    }));
  }

  #say(kind, sentence) {
    this.#part("notices").replaceChildren(notice(kind, sentence, () => this.head.focusTitle()));
  }

  async #act(action) {
    const { open, openId: id } = this.state;
    if (!open || this.#busy) return;
    const allowed = action === "claim" ? open.ticket.state === "waiting" : this.state.isMine(open.ticket);
    if (!allowed) return;
    if (action === "claim") return void await this.#claim(id);
    ask(this.#dialog(action), async (form) => {
      try {
        if (action === "return") await api.returnToAssistant(id);
        else await api.resolve(id, form.elements.note.value.trim() || null);
        this.announcer.say(action === "return" ? "Returned to the assistant." : "Resolved.");
      } finally {
        this.#part("notices").replaceChildren();
        this.#refresh();
      }
    });
  }

  async #claim(id) {
    this.#busy = "claim";
    this.#showTicket();
    let failure = null;
    try {
      await api.claim(id);
    } catch (error) {
      failure = error;
    }
    await Promise.all([this.state.refreshQueue(), this.state.refreshOpen()]);
    this.#busy = null;
    if (this.state.openId !== id) return;
    this.#showTicket();
    if (failure) return void this.#say("error", failure.message);
    this.#part("notices").replaceChildren();
    this.announcer.say("You have this conversation now.");
    this.reply.focusField();
  }
}

customElements.define("parley-console", ParleyConsole);
