(() => {
  "use strict";
  const root = document.documentElement;
  const body = document.body;
  const articles = [...document.querySelectorAll("article")];
  const entries = [...document.querySelectorAll("nav [data-paper]")];
  const keys = document.querySelector("dialog.keys");
  const narrow = matchMedia("(max-width: 900px)");
  let shown = 0;
  let selected = null;
  root.classList.add("js");

  const current = () => articles[shown];

  function pane(name) {
    body.dataset.pane = name;
    for (const button of document.querySelectorAll(".panes button")) {
      button.setAttribute("aria-pressed", String(button.dataset.pane === name));
    }
    if (name === "text") place();
  }

  // A label stands beside the line its passage begins in, below the label before it where they would meet.
  function place() {
    if (!current()) return;
    const sheet = current().querySelector(".sheet");
    const origin = sheet.getBoundingClientRect().top + sheet.clientTop;
    const free = new Map();
    const measured = [...sheet.querySelectorAll(".tag:not(.t-section)")].map((tag) => {
      const passage = tag.parentElement.querySelector(`[data-in~="${tag.dataset.go}"]`) || tag;
      return { tag, top: passage.getClientRects()[0]?.top - origin, left: tag.offsetLeft };
    });
    for (const { tag, top, left } of measured) {
      if (Number.isNaN(top)) continue;
      const at = Math.max(top, free.get(left) ?? 0);
      free.set(left, at + 22);
      tag.style.top = `${at - 3}px`;
    }
  }

  function show(number) {
    if (!articles[number]) return;
    shown = number;
    clear();
    articles.forEach((article, i) => article.classList.toggle("on", i === number));
    for (const entry of entries) {
      const on = entry.dataset.paper === articles[number].id;
      on ? entry.setAttribute("aria-current", "true") : entry.removeAttribute("aria-current");
      if (on) entry.scrollIntoView({ block: "nearest", inline: "center" });
    }
    place();
  }

  function clear() {
    for (const element of document.querySelectorAll(".sel")) element.classList.remove("sel");
    selected = null;
  }

  function bring(element, block) {
    if (element) element.scrollIntoView({ block, inline: "nearest" });
  }

  function select(id, from) {
    clear();
    selected = id;
    const article = current();
    const tag = article.querySelector(`.tag[data-go="${id}"]`);
    const item = article.querySelector(`.parts [data-id="${id}"]`);
    const passages = article.querySelectorAll(`.sheet [data-in~="${id}"]`);
    for (const element of [tag, item, ...passages]) element?.classList.add("sel");
    if (narrow.matches && from) pane(from === "parts" ? "text" : "parts");
    bring(passages[0] || tag?.parentElement, from === "text" ? "nearest" : "center");
    bring(item, from === "parts" ? "nearest" : "center");
  }

  function step(by) {
    const ids = [...current().querySelectorAll(".parts [data-id]")].map((element) => element.dataset.id);
    if (!ids.length) return;
    const at = ids.indexOf(selected);
    const next = at < 0 ? (by > 0 ? 0 : ids.length - 1) : Math.min(Math.max(at + by, 0), ids.length - 1);
    select(ids[next], null);
  }

  function arrive() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const article = target?.closest("article");
    if (!article) return;
    show(articles.indexOf(article));
    const id = target.dataset.go || target.dataset.id;
    if (id) select(id, null);
  }

  document.addEventListener("click", (event) => {
    const paper = event.target.closest("[data-paper]");
    const link = event.target.closest("[data-go]");
    const passage = event.target.closest(".sheet [data-in]");
    if (paper) {
      event.preventDefault();
      show(articles.findIndex((article) => article.id === paper.dataset.paper));
      history.replaceState(null, "", `#${paper.dataset.paper}`);
    } else if (link) {
      event.preventDefault();
      select(link.dataset.go, link.closest(".parts") ? "parts" : "text");
    } else if (passage && getSelection().isCollapsed) {
      select(passage.dataset.in.split(" ").pop(), "text");
    }
    const button = event.target.closest(".panes button");
    if (button) pane(button.dataset.pane);
    if (event.target.closest(".help")) keys.showModal();
    if (event.target === keys) keys.close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?") keys.open ? keys.close() : keys.showModal();
    else if (keys.open) return;
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "]") show(Math.min(shown + 1, articles.length - 1));
    else if (event.key === "[") show(Math.max(shown - 1, 0));
    else if (event.key === "Escape") clear();
    else return;
    event.preventDefault();
  });

  addEventListener("resize", place);
  addEventListener("hashchange", arrive);
  addEventListener("beforeprint", () => requestAnimationFrame(place));
  matchMedia("print").addEventListener("change", place);
  document.fonts?.ready.then(place);
  pane("text");
  show(0);
  arrive();
})();
