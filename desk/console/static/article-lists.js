// The articles themselves: what new ones changed, which contradict each other, are out of date or are never found.

import { el, safeUrl } from "./elements.js";
import { counted, shortDay } from "./words.js";

const SHOWN = 5;

/** New and changed articles with the questions that they answer now. */
export function effectsView(effects, days) {
  return section("What new articles changed",
    `Questions of the last ${days} days that got no good answer then, asked again of today’s articles.`,
    effects.length === 0
      ? [el("p", { class: "quiet" }, "No article was written here yet, and none that changed lately answers more than before.")]
      : [el("ul", { class: "lines", role: "list" }, effects.map(effect))]);
}

/** What is listed of the articles as they are; what there is nothing of is left out. */
export function articlesToLookAt(articles, days) {
  return [
    contradictions(articles),
    outOfDate(articles.out_of_date),
    neverFound(articles, days),
  ];
}

function effect({ title, url, changed_at: changedAt, written, answered_now: answered }) {
  const who = written === null ? `Changed ${shortDay(changedAt)}` : `Written by ${written.agent_name}, ${shortDay(written.at)}`;
  return el("li", {}, articleLink(title, url),
    el("p", { class: "quiet" }, who),
    answered.length === 0
      ? el("p", {}, "Answers none of them yet. Put customers’ own words into “Asked as”.")
      : el("details", {}, el("summary", {}, `Answers ${counted(answered.length, "question", "questions")} that had no good answer`),
        el("ul", { class: "quoted", role: "list" }, answered.map((one) => el("li", { dir: "auto" }, one.text)))));
}

function contradictions({ contradictions: pairs, are_compared: areCompared }) {
  const title = "Articles that contradict each other";
  if (!areCompared) return section(title, "There are too many articles to look for contradictions.", []);
  if (pairs.length === 0) return null;
  return section(title, "Customers may be told one or the other. Correct one of the two files.",
    shortened(pairs, ({ what, statements }) => el("li", {}, el("p", { class: "quiet" }, what), statements.map(statement))));
}

function statement({ title, heading, url, sentence }) {
  return el("figure", { class: "said" }, el("blockquote", { dir: "auto" }, sentence),
    el("figcaption", {}, articleLink(title, url), heading === "" ? "" : `, ${heading}`));
}

function outOfDate(articles) {
  if (articles.length === 0) return null;
  return section("Out of date", "They hold no more, or nobody has touched them for a year.",
    listed(articles, (one) => (one.ended_on ? `Held until ${shortDay(one.ended_on)}` : `Last changed ${shortDay(one.updated_on)}`)));
}

function neverFound({ answered, never_found: articles }, days) {
  if (articles.length === 0) return null;
  return section("Never found", `None of the ${counted(answered, "answer", "answers")} of the last ${days} days came from these. `
    + "Perhaps nobody needs them; perhaps they lack customers’ words.", listed(articles, () => null));
}

function listed(articles, words) {
  return shortened(articles, (one) => {
    const said = words(one);
    return el("li", {}, articleLink(one.title, one.url), said === null ? null : el("p", { class: "quiet" }, said));
  });
}

/** A list of the first few, and a button for the rest. */
function shortened(things, line) {
  const list = el("ul", { class: "lines", role: "list" }, things.slice(0, SHOWN).map(line));
  const rest = things.slice(SHOWN);
  if (rest.length === 0) return [list];
  const more = el("button", {
    type: "button", class: "link-button",
    onclick: () => {
      const lines = rest.map(line);
      list.append(...lines);
      more.remove();
      lines[0].querySelector("a")?.focus();
    },
  }, `Show all ${things.length}`);
  return [list, more];
}

function section(title, lead, content) {
  return el("section", { class: "article-list" }, el("h2", { class: "section-title" }, title), el("p", { class: "quiet" }, lead), content);
}

function articleLink(title, url) {
  const address = safeUrl(url);
  return address === null ? el("span", { class: "article-title" }, title) : el("a", { class: "article-title", href: address, target: "_blank", rel: "noopener" }, title);
}
