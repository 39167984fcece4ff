// What customers asked and got no good answer to, gathered by meaning: one card for each group.

import { el, icon, unseen } from "./elements.js";
import { counted, shortDay } from "./words.js";

const LACKS = [
  ["unanswered", "not answered", "Not answered"],
  ["not_helpful", "did not help", "The answer did not help"],
  ["badly_rated", "in a badly rated conversation", "In a badly rated conversation"],
  ["reworded", "asked again in other words", "Asked again in other words"],
];
const SHOWN_SINGLE = 5;

/** How the month went, in a sentence. */
export function summary({ days, asked, groups }) {
  if (asked === 0) return el("p", { class: "lead" }, `Nobody asked the articles anything in the last ${days} days.`);
  const missing = groups.filter((group) => group.left_out === null).reduce((sum, group) => sum + group.count, 0);
  const share = Math.round((100 * missing) / asked);
  return el("p", { class: "lead" }, `In the last ${days} days customers asked the articles `,
    el("strong", {}, counted(asked, "question", "questions")), ". ",
    missing === 0 ? "None of them lacks a good answer." : [el("strong", {}, String(missing)), ` of them got no good answer (${share} %).`]);
}

/**
 * The groups: open ones first, then what was asked only once, those that have their article, and what was left out.
 * `deeds` are leaveOut(group) and takeBack(group).
 */
export function groupsView({ groups, days }, deeds) {
  if (groups.length === 0) return [title("Questions without a good answer"), nothing(days)];
  const kept = groups.filter((group) => group.left_out === null);
  const open = kept.filter((group) => group.asked_since > 0);
  const repeated = open.filter((group) => group.count > 1);
  return [
    title("Questions without a good answer"),
    open.length === 0 ? el("p", { class: "quiet" }, "Every question has its article by now.") : null,
    repeated.length === 0 ? null : list(repeated, deeds),
    ...singles(open.filter((group) => group.count === 1), repeated.length > 0, deeds),
    ...titled("Answered since", kept.filter((group) => group.asked_since === 0), deeds),
    ...titled("Left out", groups.filter((group) => group.left_out !== null), deeds),
  ];
}

function titled(words, groups, deeds) {
  return groups.length === 0 ? [] : [el("h2", { class: "section-title" }, words), list(groups, deeds)];
}

function list(groups, deeds) {
  return el("ol", { class: "groups", role: "list" }, groups.map((group) => card(group, deeds)));
}

function title(words) {
  return el("h2", { class: "section-title", id: "missing-title" }, words);
}

function nothing(days) {
  return el("div", { class: "nothing" }, icon("check"), el("h3", {}, "Nothing is missing"),
    el("p", {}, `Here you see what customers asked in the last ${days} days and the articles did not answer: questions nobody `
      + "answered, answers that did not help, and what was asked again in other words. Questions that mean the same stand together, "
      + "and from what you and your colleagues replied Parley drafts the article that is missing."));
}

/** What was asked once only: the first few, and the rest behind a button. */
function singles(groups, isBelowOthers, deeds) {
  if (groups.length === 0) return [];
  const shown = isBelowOthers ? SHOWN_SINGLE : groups.length;
  const first = list(groups.slice(0, shown), deeds);
  const rest = groups.slice(shown);
  const more = rest.length === 0 ? null : el("button", {
    type: "button", class: "button more",
    onclick: () => {
      const cards = rest.map((group) => card(group, deeds));
      first.append(...cards);
      more.remove();
      cards[0].querySelector("a, button").focus();
    },
  }, `Show ${counted(rest.length, "more question", "more questions")}`);
  return [isBelowOthers ? el("h2", { class: "section-title" }, "Asked once") : null, first, more];
}

function card(group, deeds) {
  const { count, left_out: leftOut, written } = group;
  const state = leftOut !== null ? "left-out" : group.asked_since === 0 ? "answered" : "open";
  return el("li", { class: "group-card", "data-state": state },
    el("p", { class: "group-number", "aria-hidden": "true" }, String(count)),
    el("div", { class: "group-words" },
      el("h3", { dir: "auto" }, group.question),
      el("p", { class: "group-facts" }, facts(group)),
      written === null ? null : writtenLine(group),
      leftOut === null ? null : el("p", { class: "group-facts" }, `Left out by ${leftOut.agent_name}, ${shortDay(leftOut.at)}`),
      count === 1 ? null : el("details", {}, el("summary", {}, "How it was asked"),
        el("ul", { class: "asked", role: "list" }, group.questions.map(question)),
        group.questions.length < count ? el("p", { class: "quiet" }, `The newest ${group.questions.length} are shown.`) : null)),
    el("div", { class: "group-deeds" }, leftOut === null ? [writeLink(group), deed("Leave out", deeds.leaveOut, group)] : deed("Take back", deeds.takeBack, group)));
}

function writeLink(group) {
  const isUrgent = group.count > 1 && group.written === null;
  return el("a", { class: isUrgent ? "button button-primary" : "button", href: `#${new URLSearchParams({ write: group.id })}` },
    group.written ? "Write another" : "Write an article", unseen(` “${group.question}”`));
}

function deed(words, act, group) {
  return el("button", { type: "button", class: "link-button", onclick: () => act(group) }, words, unseen(` “${group.question}”`));
}

function facts(group) {
  const parts = LACKS.filter(([lack]) => group.lacks[lack] > 0)
    .map(([lack, words]) => (group.lacks[lack] === group.count ? words : `${group.lacks[lack]} ${words}`));
  const first = shortDay(group.first_asked_at);
  const last = shortDay(group.last_asked_at);
  const article = group.count === 1 ? group.questions[0].article : null;
  return [
    ...(group.count === 1 ? [] : [`asked ${group.count} times`]),
    parts.join(", "),
    ...(article === null ? [] : [`answered from “${article}”`]),
    first === last ? last : `${first} to ${last}`,
  ].join(" · ");
}

function writtenLine({ written, asked_since: since }) {
  return el("p", { class: "group-written" }, icon("check"),
    el("span", {}, "Answered by ", el("strong", {}, written.title), ` (${written.agent_name}, ${shortDay(written.at)})`,
      since > 0 ? `, and asked ${counted(since, "time", "times")} since` : ""));
}

function question({ text, read_as: readAs, asked_at: askedAt, lacks, article }) {
  const why = LACKS.filter(([lack]) => lacks.includes(lack)).map(([, , words]) => words);
  if (article !== null) why.push(`answered from “${article}”`);
  const reasons = why.map((words, index) => (index === 0 ? words : words[0].toLowerCase() + words.slice(1)));
  return el("li", {}, el("p", { dir: "auto" }, text),
    readAs === null ? null : el("p", { class: "quiet", dir: "auto" }, `Read as: ${readAs}`),
    el("p", { class: "quiet" }, `${shortDay(askedAt)} · ${reasons.join(", ")}`));
}
