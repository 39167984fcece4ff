// `<reply-box>`: where an agent writes. Enter sends, Shift + Enter begins a line; a draft stays with its ticket.

import { el, icon } from "./elements.js";
import { readTab, writeTab } from "./preferences.js";

const LONGEST = 4000; // characters, as the server allows
const WARN = 3600;
const TALLEST = 220; // px

/** Dispatches `reply` with the text. Set `draftKey` before the first update. */
class ReplyBox extends HTMLElement {
  draftKey = "";
  #drafts = {};
  #ticketId = null;
  #locked = false;

  connectedCallback() {
    this.field = el("textarea", {
      id: "reply", class: "reply-field", rows: "1", maxlength: String(LONGEST), dir: "auto", enterkeyhint: "send",
      "aria-describedby": "reply-keys reply-hint", onkeydown: (event) => this.#onKey(event), oninput: () => this.#onInput(),
    });
    this.button = el("button", { type: "button", class: "button button-primary reply-send", "aria-label": "Send", onclick: () => this.#send() },
      icon("send"), el("span", { class: "long-words" }, "Send"));
    this.hint = el("span", { id: "reply-hint" });
    this.count = el("p", { class: "reply-count", role: "status" });
    this.lock = el("p", { class: "reply-lock", hidden: true });
    this.append(this.lock,
      el("div", { class: "reply-row" }, el("label", { class: "visually-hidden", for: "reply" }, "Reply to the customer"), this.field, this.button),
      el("div", { class: "reply-foot" },
        el("p", {}, el("span", { class: "reply-keys", id: "reply-keys" }, "Enter sends, Shift + Enter begins a new line. "), this.hint), this.count));
  }

  /** `locked`: a sentence why no reply can be written, or null; `hint`: what a reply does. */
  update({ ticketId, locked, hint }) {
    if (ticketId !== this.#ticketId) {
      this.#drafts = readTab(this.draftKey);
      this.#ticketId = ticketId;
      this.field.value = this.#drafts[ticketId] ?? "";
      this.#fit();
    }
    this.#locked = locked !== null;
    this.lock.hidden = !this.#locked;
    const unsent = this.field.value === "" ? "" : " Your draft was not sent.";
    if (this.#locked) this.lock.replaceChildren(icon("lock"), el("span", {}, locked + unsent));
    // A draft that can no longer be sent stays readable, so that it can be copied.
    this.field.readOnly = this.#locked;
    this.toggleAttribute("data-locked", this.#locked);
    this.toggleAttribute("data-unused", this.#locked && this.field.value === "");
    this.field.placeholder = this.#locked ? "" : "Write a reply";
    this.hint.textContent = hint;
  }

  focusField() {
    if (!this.#locked) this.field.focus();
    return !this.#locked;
  }

  #onKey(event) {
    // While an input method composes, Enter chooses a character.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#send();
  }

  #onInput() {
    this.#keepDraft();
    this.#fit();
  }

  #send() {
    const text = this.field.value.trim();
    if (text === "" || this.#locked) return void this.field.focus();
    this.field.value = "";
    this.#onInput();
    this.field.focus();
    this.dispatchEvent(new CustomEvent("reply", { detail: text }));
  }

  #keepDraft() {
    if (this.field.value === "") delete this.#drafts[this.#ticketId];
    else this.#drafts[this.#ticketId] = this.field.value;
    writeTab(this.draftKey, this.#drafts);
  }

  #fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(TALLEST, this.field.scrollHeight + 2)}px`;
    const length = this.field.value.length;
    this.count.textContent = length < WARN ? "" : `${LONGEST - length} characters left`;
  }
}

customElements.define("reply-box", ReplyBox);

/** Whether this agent can reply, and what a reply will do. */
export function replyState(ticket, mine) {
  if (ticket.state === "waiting") return { locked: null, hint: "Your reply claims the ticket." };
  if (mine) return { locked: null, hint: "" };
  const locked = {
    claimed: `${ticket.claimed_by || "A colleague"} has this conversation. You can read along.`,
    returned: "The assistant has this conversation again.",
    resolved: "This ticket is resolved.",
  }[ticket.state] ?? "You cannot reply to this ticket.";
  return { locked, hint: "" };
}
