// The dialogs of the console. A question stays open until the server has agreed, and says why if it has not.

import { changeSetting, setting } from "./preferences.js";

/** Open `dialog` and call `act(form)` when it is confirmed; an error it throws is shown in the dialog. */
export function ask(dialog, act) {
  const form = dialog.querySelector("form");
  const problem = dialog.querySelector("[data-problem]");
  const submit = form.querySelector("[type=submit]");
  const closed = new AbortController();
  const on = { signal: closed.signal };
  form.reset();
  problem.hidden = true;
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close(), on);
  dialog.addEventListener("close", () => closed.abort(), on);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  }, on);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (submit.getAttribute("aria-disabled") === "true") return;
    submit.setAttribute("aria-disabled", "true");
    problem.hidden = true;
    try {
      await act(form);
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    } finally {
      submit.removeAttribute("aria-disabled");
    }
  }, on);
  dialog.showModal();
}

/** Make the settings in `dialog` show what is set, and set what is chosen. */
export function bindSettings(dialog) {
  for (const control of dialog.querySelectorAll("[data-setting]")) {
    const name = control.dataset.setting;
    const isCheck = control.type === "checkbox";
    if (isCheck) control.checked = setting(name) === "on";
    else control.value = setting(name);
    control.addEventListener("change", () => {
      changeSetting(name, isCheck ? (control.checked ? "on" : "off") : control.value);
    });
  }
}
