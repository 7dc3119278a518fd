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

{
  const keys = document.getElementById("keys");
  const all = (what) => [...document.querySelectorAll(what)];
  const links = () => all("table.list tbody tr a[href], .todo-rows a[href], .rows a[href]")
    .filter((link, at, every) => !every.slice(0, at).some((other) => row(other) === row(link)));
  const row = (element) => element.closest("tr, li");

  function step(by) {
    const every = links();
    if (!every.length) return;
    const now = every.findIndex((link) => row(link) === row(document.activeElement));
    every[now < 0 ? (by > 0 ? 0 : every.length - 1) : Math.min(Math.max(now + by, 0), every.length - 1)].focus();
  }

  const doing = {
    "/": () => document.querySelector("main input[type=search], .filter input:not([type=hidden])")?.focus(),
    j: () => step(1),
    k: () => step(-1),
    x: () => row(document.activeElement)?.querySelector("input[type=checkbox]")?.click(),
    "[": () => document.querySelector("a[rel=prev]")?.click(),
    "]": () => document.querySelector("a[rel=next]")?.click(),
    g: () => document.querySelector(".brand").click(),
    "?": () => { if (keys.open) keys.close(); else keys.showModal(); },
  };

  document.addEventListener("keydown", (event) => {
    // The review page has keys of its own; single keys can be switched off (WCAG 2.1.4).
    if (!keys || document.querySelector(".review") || document.documentElement.dataset.keys === "off") return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const typing = event.target.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
    if (typing || (document.querySelector("dialog[open]") && event.key !== "?") || !(event.key in doing)) return;
    event.preventDefault();
    doing[event.key]();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-shown]")) keys.showModal();
    // A menu closes when something else is chosen.
    for (const menu of all("details.menu[open]")) {
      if (!menu.contains(event.target) || event.target.closest("[data-keys-shown]")) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  document.addEventListener("submit", async (event) => {
    // How pages look changes at once; what is being typed on the page stays.
    const form = event.target;
    if (!form.matches("[data-display]") || !event.submitter) return;
    event.preventDefault();
    const { name, value } = event.submitter;
    const body = new FormData(form);
    body.set(name, value);
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (!answer) return;
    const [what, chosen] = value.split(":");
    document.documentElement.dataset[what] = chosen;
    for (const button of event.submitter.parentElement.children) {
      button.setAttribute("aria-pressed", String(button === event.submitter));
    }
  });
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
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

document.addEventListener("submit", (event) => {
  // What is done to the rows that are ticked says so while none is.
  const button = event.submitter;
  const needed = button?.dataset.needs;
  if (!needed || document.querySelector(`input[name="${needed}"]:checked`)) return;
  event.preventDefault();
  button.setCustomValidity(button.dataset.none);
  button.reportValidity();
  button.addEventListener("blur", () => button.setCustomValidity(""), { once: true });
});
