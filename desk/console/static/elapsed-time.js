// `<elapsed-time since="ISO 8601">` shows the time gone by since a moment, and counts on.

import { now } from "./server-time.js";
import { elapsed } from "./words.js";

const ticking = new Set();
let timer = null;

function tick() {
  for (const element of ticking) element.show();
}

class ElapsedTime extends HTMLElement {
  static observedAttributes = ["since"];

  connectedCallback() {
    ticking.add(this);
    timer ??= setInterval(tick, 1000);
    this.show();
  }

  disconnectedCallback() {
    ticking.delete(this);
    if (ticking.size > 0) return;
    clearInterval(timer);
    timer = null;
  }

  attributeChangedCallback() {
    this.show();
  }

  show() {
    const since = Date.parse(this.getAttribute("since"));
    const text = Number.isNaN(since) ? "" : elapsed((now() - since) / 1000);
    if (this.textContent !== text) this.textContent = text;
  }
}

customElements.define("elapsed-time", ElapsedTime);
