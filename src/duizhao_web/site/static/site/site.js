/* Small manners of the pages: answers that tell an error are shown, too, and keys that help. */
"use strict";

document.addEventListener("htmx:beforeSwap", (event) => {
  // An error comes with a sentence: put it where the answer was expected.
  if (event.detail.xhr.status >= 400) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

document.addEventListener("htmx:sendError", (event) => {
  const text = document.documentElement.lang === "en"
    ? "The server does not answer; nothing was changed. Try again in a moment."
    : "服务器没有应答，没有改动任何内容；请稍后重试。";
  const note = document.createElement("p");
  note.className = "note error";
  note.setAttribute("role", "alert");
  note.textContent = text;
  event.detail.target.replaceChildren(note);
});

document.addEventListener("keydown", (event) => {
  // "/" goes to the search field of a list.
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  const field = document.querySelector("input[type=search], .filter input");
  if (field) {
    event.preventDefault();
    field.focus();
  }
});

document.addEventListener("submit", (event) => {
  // What cannot be taken back is asked about once.
  const question = event.submitter?.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

document.addEventListener("change", (event) => {
  // One box ticks all of a list.
  const name = event.target.dataset?.all;
  if (!name) return;
  for (const box of document.querySelectorAll(`input[name="${name}"]`)) box.checked = event.target.checked;
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  // Without https a browser has no clipboard to offer but the old one.
  const done = navigator.clipboard ? await navigator.clipboard.writeText(field.value).then(() => true, () => false) : document.execCommand("copy");
  if (done) button.textContent = button.dataset.copied;
});
