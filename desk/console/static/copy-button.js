// A small button that copies a value, as agents do all day.

import { el, icon } from "./elements.js";

const THANKS = 1500; // ms for which the tick shows

/** The button, or null where the browser lets no page write to the clipboard (plain http). */
export function copyButton(value, name) {
  if (!navigator.clipboard) return null;
  const words = `Copy ${name.toLowerCase()}`;
  const button = el("button", { type: "button", class: "copy", "aria-label": words, title: words }, icon("copy"));
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(String(value));
    } catch {
      return; // Refused by the browser; the text is still there to be selected.
    }
    button.replaceChildren(icon("check"));
    button.setAttribute("aria-label", "Copied");
    setTimeout(() => {
      button.replaceChildren(icon("copy"));
      button.setAttribute("aria-label", words);
    }, THANKS);
  });
  return button;
}
