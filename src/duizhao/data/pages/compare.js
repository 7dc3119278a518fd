(() => {
  "use strict";
  const root = document.documentElement;
  const body = document.body;
  const articles = [...document.querySelectorAll("article")];
  const entries = [...document.querySelectorAll("nav [data-pair]")];
  const only = document.getElementById("only");
  const keys = document.querySelector("dialog.keys");
  let shown = 0;
  let hit = 0;
  root.classList.add("js");

  const current = () => articles[shown];
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  function pane(name) {
    body.dataset.pane = name;
    for (const button of document.querySelectorAll(".panes button")) {
      button.setAttribute("aria-pressed", String(button.dataset.pane === name));
    }
  }

  function show(number) {
    if (!articles[number]) return;
    shown = number;
    articles.forEach((article, i) => article.classList.toggle("on", i === number));
    for (const entry of entries) {
      const on = entry.dataset.pair === articles[number].id;
      on ? entry.setAttribute("aria-current", "true") : entry.removeAttribute("aria-current");
      if (on) entry.scrollIntoView({ block: "nearest", inline: "center" });
    }
    select(1, null, "auto");
  }

  // Both sides come to the passage; the one it was asked for from stays where it is.
  function select(number, from, behavior = still.matches ? "auto" : "smooth") {
    hit = number;
    for (const marked of document.querySelectorAll(".sel")) marked.classList.remove("sel");
    if (!number || !current()) return;
    for (const marked of current().querySelectorAll(`[data-hit="${number}"]`)) marked.classList.add("sel");
    for (const side of ["a", "b"]) {
      const place = document.getElementById(`${current().id}-${side}-${number}`);
      if (place && !(from && from.closest(`.side-${side}`))) {
        place.scrollIntoView({ block: "center", behavior });
      }
    }
    const line = current().querySelector(`.passages [data-hit="${number}"]`);
    if (line) line.parentElement.parentElement.scrollTop = line.offsetTop - line.parentElement.parentElement.offsetTop - 30;
  }

  document.addEventListener("click", (event) => {
    const entry = event.target.closest("[data-pair]");
    const passage = event.target.closest("[data-hit]");
    const button = event.target.closest(".panes button");
    if (entry) {
      event.preventDefault();
      show(articles.findIndex((article) => article.id === entry.dataset.pair));
    } else if (passage) {
      event.preventDefault();
      const side = passage.closest(".side");
      if (side) pane(side.classList.contains("side-a") ? "b" : "a");
      select(Number(passage.dataset.hit), getComputedStyle(document.querySelector(".panes")).display === "none" ? side : null);
    } else if (button) {
      pane(button.dataset.pane);
    } else if (event.target.closest(".help")) {
      keys.showModal();
    } else if (event.target === keys) {
      keys.close();
    }
  });

  only.addEventListener("change", () => body.classList.toggle("hits-only", only.checked));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.tagName === "INPUT") return;
    const count = current() ? current().querySelectorAll(".passages li").length : 0;
    if (event.key === "j" && count) select((hit % count) + 1);
    else if (event.key === "k" && count) select(((hit - 2 + count) % count) + 1);
    else if (event.key === "]") show(shown + 1);
    else if (event.key === "[") show(shown - 1);
    else if (event.key === "o") only.click();
    else if (event.key === "?") keys.open ? keys.close() : keys.showModal();
    else if (event.key === "Escape") select(0);
  });

  const named = location.hash.match(/^#(p\d+)-[ab]-(\d+)$/);
  show(Math.max(0, articles.findIndex((article) => article.id === (named ? named[1] : location.hash.slice(1)))));
  if (named) select(Number(named[2]));
})();
