// Writing an article: a draft from what people answered, beside it where the draft comes from.

import { ApiError, fetchDraft, saveArticle } from "./api.js";
import { el, icon } from "./elements.js";
import { readTab, writeTab } from "./preferences.js";
import { counted, shortDay } from "./words.js";

const KEPT = "parley.article";
const FIELDS = ["title", "body", "asked_as"];

/**
 * The editor for the group of a question: {element, focus(), hasChanged()}. `saved(title)` is called once the article is
 * written. What was typed is kept in this tab, so that neither a new sign-in nor a reload loses it.
 */
export async function articleEditor(questionId, saved) {
  const draft = await fetchDraft(questionId);
  const original = { title: draft.title, body: draft.body, asked_as: draft.asked_as.join("\n") };
  const kept = readTab(KEPT);
  const start = kept.question_id === questionId ? { ...original, ...kept } : original;
  const form = editorForm(start, draft);
  const values = () => Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value]));
  const hasChanged = () => FIELDS.some((name) => values()[name] !== original[name]);
  form.addEventListener("input", () => writeTab(KEPT, hasChanged() ? { question_id: questionId, ...values() } : {}));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const article = values();
    const isSaved = await save(form, { ...article, question_id: questionId, asked_as: article.asked_as.split("\n") });
    if (!isSaved) return;
    writeTab(KEPT, {});
    saved(article.title.trim());
  });
  form.querySelector("[data-discard]").addEventListener("click", () => writeTab(KEPT, {}));
  const element = el("div", { class: "editor" },
    el("header", { class: "knowledge-head" }, el("a", { class: "back", href: "#" }, icon("back"), "Missing knowledge"), el("h1", { tabindex: "-1" }, "Write an article")),
    el("div", { class: "editor-columns" }, form, sources(draft)));
  return { element, focus: () => form.elements.title.focus(), hasChanged };
}

async function save(form, article) {
  const button = form.querySelector("[type=submit]");
  const problem = form.querySelector("[data-problem]");
  if (button.getAttribute("aria-disabled") === "true") return false;
  button.setAttribute("aria-disabled", "true");
  button.textContent = "Saving…";
  problem.hidden = true;
  try {
    await saveArticle(article);
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    problem.textContent = error.message;
    problem.hidden = false;
    return false;
  } finally {
    button.removeAttribute("aria-disabled");
    button.textContent = "Save the article";
  }
}

function editorForm(start, draft) {
  return el("form", { class: "editor-form" },
    field("title", "Title", null, el("input", { id: "article-title", name: "title", required: true, maxlength: "120", dir: "auto", value: start.title, autocomplete: "off" })),
    field("body", "Text", bodyHint(draft), area("body", start.body, 16, {
      required: true,
      placeholder: "Say it as you would to a customer: the answer first, then exceptions. ## begins a heading, - a line of a list.",
    })),
    field("asked_as", "Asked as", "Customers’ own words, one question a line. They are what the article is found by; leave out what it does not answer.",
      area("asked_as", start.asked_as, 7, {})),
    el("p", { class: "notice notice-error", role: "alert", "data-problem": true, hidden: true }),
    el("div", { class: "editor-buttons" },
      el("button", { type: "submit", class: "button button-primary" }, "Save the article"),
      el("a", { class: "button", href: "#", "data-discard": true }, "Cancel"),
      el("p", { class: "hint" }, "It becomes a Markdown file among your articles, and is found at once.")));
}

function bodyHint({ answers }) {
  if (answers.length === 0) return "No colleague has answered this in a conversation yet, so there is nothing to draft from.";
  return "These are colleagues’ replies, word for word. Make one text of them, and delete what was meant for one customer only.";
}

function field(name, label, hint, control) {
  if (hint !== null) control.setAttribute("aria-describedby", `article-${name}-hint`);
  return el("div", { class: "field" }, el("label", { for: `article-${name}` }, label),
    hint === null ? null : el("p", { class: "hint", id: `article-${name}-hint` }, hint), control);
}

function area(name, text, rows, attributes) {
  const control = el("textarea", { id: `article-${name}`, name, rows, dir: "auto", ...attributes });
  control.value = text;
  return control;
}

function sources({ answers }) {
  return el("aside", { class: "sources", "aria-label": "Where the draft comes from" },
    el("h2", { class: "section-title" }, "What people answered so far"),
    answers.length === 0
      ? el("p", { class: "quiet" }, "When colleagues answer this question in a conversation, what they say is drafted here.")
      : el("p", { class: "quiet" }, `${counted(answers.length, "reply", "replies")} after this question, without names, addresses and numbers of customers.`),
    answers.map(({ text, agent_name: name, at }) =>
      el("figure", { class: "said" }, el("blockquote", { dir: "auto" }, text), el("figcaption", {}, `${name || "A colleague"}, ${shortDay(at)}`))));
}
