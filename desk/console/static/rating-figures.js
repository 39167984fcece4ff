// `<rating-figures>`: what customers thought of their conversations in the last 30 days, below the tickets.

import { ApiError, fetchRatings } from "./api.js";
import { el, reconcile } from "./elements.js";
import { counted } from "./words.js";

const REFRESH = 60_000;
const KINDS = [["csat", "Satisfaction"], ["effort", "Ease"], ["nps", "Recommendation"]];
const ABOUT = [["bot", "Assistant"], ["agent", "People"]];

class RatingFigures extends HTMLElement {
  #timer = null;
  #look = "";

  connectedCallback() {
    this.#refresh();
    this.#timer = setInterval(() => {
      if (!document.hidden) this.#refresh();
    }, REFRESH);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  async #refresh() {
    let figures;
    try {
      figures = await fetchRatings();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return; // What is shown stays; the connection says that it may be old.
    }
    const look = JSON.stringify(figures);
    if (look === this.#look) return;
    this.#look = look;
    const known = KINDS.filter(([kind]) => figures[kind]);
    this.hidden = known.length === 0;
    reconcile(this, [
      el("h2", { class: "ratings-title", id: "ratings-title" }, "Ratings, last 30 days"),
      el("ul", { class: "ratings", role: "list", "aria-labelledby": "ratings-title" },
        known.map(([kind, name]) => line(name, figures[kind]))),
    ]);
  }
}

function line(name, figure) {
  const parts = ABOUT.filter(([about]) => figure.about[about])
    .map(([about, word]) => `${word} ${figure.about[about].average.toFixed(1)}`);
  return el("li", {},
    el("span", { class: "ratings-name" }, name),
    el("span", { class: "ratings-value" }, value(figure)),
    el("span", { class: "ratings-parts" }, [counted(figure.count, "rating", "ratings"), ...parts].join(" · ")));
}

/** NPS is known by its own number, from -100 to 100; the others by their average. */
function value({ average, highest, net_promoter_score: nps }) {
  if (typeof nps === "number") return `NPS ${nps > 0 ? "+" : nps < 0 ? "−" : ""}${Math.abs(nps)}`;
  return `${average.toFixed(1)} of ${highest}`;
}

customElements.define("rating-figures", RatingFigures);
