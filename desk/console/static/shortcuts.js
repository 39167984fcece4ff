// Single-key shortcuts: one table serves the keys and the help, so the help is always true.

import { el } from "./elements.js";
import { setting } from "./preferences.js";

const KEYS = [
  { key: "n", shown: ["N"], words: "Open the next waiting ticket", act: "next" },
  { key: "j", shown: ["J"], words: "Next ticket in the list", act: "down" },
  { key: "k", shown: ["K"], words: "Previous ticket in the list", act: "up" },
  { key: "q", shown: ["Q"], words: "Go to the list of tickets", act: "queue" },
  { key: "m", shown: ["M"], words: "Go to the messages", act: "messages" },
  { key: "r", shown: ["R"], words: "Write a reply", act: "reply" },
  { key: "d", shown: ["D"], words: "Go to the details", act: "details" },
  { key: "c", shown: ["C"], words: "Claim the ticket", act: "claim" },
  { key: "b", shown: ["B"], words: "Return to the assistant", act: "return" },
  { key: "e", shown: ["E"], words: "Resolve the ticket", act: "resolve" },
  { key: "?", shown: ["?"], words: "This help", act: "help" },
];
const FIXED = [
  { shown: ["↑", "↓"], words: "Move in the list of tickets, Enter opens" },
  { shown: ["Enter"], words: "Send the reply" },
  { shown: ["Shift", "Enter"], words: "New line in the reply" },
  { shown: ["Esc"], words: "Leave the reply, then back to the list" },
];

/** Listen for the keys and call `act(name)`; they rest while somebody types or a dialog is open. */
export function listenForShortcuts(act) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") return void act("leave");
    if (setting("shortcuts") !== "on") return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const found = KEYS.find(({ key }) => key === event.key.toLowerCase());
    if (!found) return;
    event.preventDefault();
    act(found.act);
  });
}

/** The terms and descriptions of the help dialog. */
export function shortcutTerms() {
  return [...KEYS, ...FIXED].map(({ shown, words }) => el("div", {},
    el("dt", {}, shown.flatMap((key, index) => [index > 0 ? " " : null, el("kbd", {}, key)])), el("dd", {}, words)));
}
