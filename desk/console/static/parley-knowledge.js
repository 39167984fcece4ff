// `<parley-knowledge>`: the page "Missing knowledge". The address after the # says whether an article is being written:
// `#write=QUESTION_ID`.

import { Announcer } from "./announcer.js";
import { ApiError, fetchEffects, fetchKnowledge, leaveOut, takeBack } from "./api.js";
import { articleEditor } from "./article-editor.js";
import { articlesToLookAt, effectsView } from "./article-lists.js";
import { el, icon, reconcile } from "./elements.js";
import { notice } from "./notices.js";
import { groupsView, summary } from "./question-groups.js";

class ParleyKnowledge extends HTMLElement {
  #view;
  #notices;
  #announcer;
  #editor = null;
  #shown = 0;

  connectedCallback() {
    this.#view = this.querySelector("[data-view]");
    this.#notices = this.querySelector("[data-notices]");
    this.#announcer = new Announcer(this.querySelector("[data-announcer]"));
    addEventListener("hashchange", () => this.#turn());
    addEventListener("beforeunload", (event) => {
      if (this.#editor?.hasChanged()) event.preventDefault();
    });
    this.#turn();
  }

  #turn() {
    const questionId = new URLSearchParams(location.hash.slice(1)).get("write");
    if (questionId) this.#write(questionId);
    else if (location.hash !== "#missing" || this.#shown === 0) this.#list();
  }

  async #list(focusOn = null) {
    const turn = this.#begin();
    let knowledge;
    try {
      knowledge = await fetchKnowledge();
    } catch (error) {
      this.#failed(turn, error, () => this.#list());
      return;
    }
    if (turn !== this.#shown) return;
    const effects = el("div", { class: "effects" }, el("p", { class: "quiet loading" }, "Asking this month’s questions again…"));
    reconcile(this.#view, [
      el("header", { class: "knowledge-head" }, el("h1", { tabindex: "-1" }, "Missing knowledge"), summary(knowledge)),
      el("div", { class: "knowledge-columns" },
        el("section", { class: "missing", "aria-labelledby": "missing-title" }, groupsView(knowledge, this.#deeds())),
        el("aside", { class: "articles", "aria-label": "Articles" }, effects, articlesToLookAt(knowledge.articles, knowledge.days))),
    ]);
    // At the very first the page has just been opened, and the focus is where the browser puts it.
    if (turn > 1) (focusOn ?? this.#view.querySelector("h1")).focus({ preventScroll: focusOn !== null });
    try {
      reconcile(effects, [effectsView(await fetchEffects(), knowledge.days)]);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      reconcile(effects, [el("p", { class: "quiet" }, `What new articles changed cannot be shown now. ${error.message}`)]);
    }
  }

  async #write(questionId) {
    const turn = this.#begin();
    this.#notices.replaceChildren();
    let editor;
    try {
      editor = await articleEditor(questionId, (title) => this.#saved(title));
    } catch (error) {
      this.#failed(turn, error, () => this.#write(questionId));
      return;
    }
    if (turn !== this.#shown) return;
    this.#editor = editor;
    reconcile(this.#view, [editor.element]);
    editor.focus();
  }

  #saved(title) {
    this.#editor = null;
    history.replaceState(null, "", "/console/knowledge");
    this.#done(`“${title}” is written, and customers’ questions are answered from it from now on.`);
  }

  #deeds() {
    const act = async (deed, sentence) => {
      try {
        await deed();
        this.#done(sentence);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        this.#tell("error", error.message).focus();
      }
    };
    return {
      leaveOut: ({ id, question }) => act(() => leaveOut(id), `“${question}” is left out. It stands at the end of the page.`),
      takeBack: ({ id, question }) => act(() => takeBack(id), `“${question}” is back among the questions.`),
    };
  }

  #done(sentence) {
    const dismiss = this.#tell("info", sentence);
    this.#announcer.say(sentence);
    this.#list(dismiss);
  }

  /** Put a sentence above the view; gives its button, on which the focus may rest. */
  #tell(kind, sentence) {
    const message = notice(kind, sentence, () => this.#view.querySelector("h1")?.focus());
    this.#notices.replaceChildren(message);
    return message.querySelector("button");
  }

  /** A new view begins; what is still on its way for the one before comes too late. */
  #begin() {
    this.#editor = null;
    scrollTo(0, 0);
    reconcile(this.#view, [el("p", { class: "loading" }, "One moment…")]);
    this.#shown += 1;
    return this.#shown;
  }

  #failed(turn, error, again) {
    if (!(error instanceof ApiError)) throw error;
    if (turn !== this.#shown) return;
    reconcile(this.#view, [el("section", { class: "nothing" }, icon("warning"), el("h1", { tabindex: "-1" }, "This cannot be shown now"),
      el("p", {}, error.message),
      el("p", { class: "nothing-buttons" }, el("button", { type: "button", class: "button", onclick: again }, "Try again"),
        el("a", { class: "button", href: "#" }, "Back to the questions")))]);
    this.#view.querySelector("h1").focus();
  }
}

customElements.define("parley-knowledge", ParleyKnowledge);
