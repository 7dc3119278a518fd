(() => {
  "use strict";
  const root = document.documentElement;
  const body = document.body;
  const articles = [...document.querySelectorAll("article")];
  const entries = [...document.querySelectorAll("nav [data-paper]")];
  const boxes = [...document.querySelectorAll(".filter input")];
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
    const sheet = current()?.querySelector(".sheet");
    if (!sheet) return;
    const origin = sheet.getBoundingClientRect().top + sheet.clientTop;
    const passages = new Map();
    for (const passage of sheet.querySelectorAll("[data-in]")) {
      for (const id of passage.dataset.in.split(" ")) if (!passages.has(id)) passages.set(id, passage);
    }
    const measured = [...sheet.querySelectorAll(".tag:not(.off)")].filter((tag) => tag.offsetParent).map((tag) => {
      const passage = passages.get(tag.dataset.go) || tag.parentElement;
      return { tag, top: (passage.getClientRects()[0]?.top ?? NaN) - origin };
    });
    let free = 0;
    for (const { tag, top } of measured) {
      if (Number.isNaN(top)) continue;
      const at = Math.max(top, free);
      free = at + 22;
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
    // The other places it speaks of, as far as they are in this paper.
    const others = id.replace(/^D/, `R${shown + 1}-`);
    for (const other of article.querySelectorAll(`.tag[data-go^="${others}-"]`)) {
      const places = article.querySelectorAll(`.sheet [data-in~="${other.dataset.go}"]`);
      for (const element of [other, ...places]) element.classList.add("sel");
    }
    place();
    if (narrow.matches && from && (item || from === "parts")) pane(from === "parts" ? "text" : "parts");
    bring(passages[0] || tag?.parentElement, from === "text" ? "nearest" : "center");
    bring(item, from === "parts" ? "nearest" : "center");
  }

  function step(by) {
    const ids = [...current().querySelectorAll(".entry:not(.off)")].map((element) => element.dataset.id);
    if (!ids.length) return;
    const at = ids.indexOf(selected);
    const next = at < 0 ? (by > 0 ? 0 : ids.length - 1) : Math.min(Math.max(at + by, 0), ids.length - 1);
    select(ids[next], null);
    current().querySelector(`.entry[data-id="${ids[next]}"] .head`).focus({ preventScroll: true });
  }

  function chosen(group) {
    const mine = boxes.filter((box) => box.name === group);
    return new Set(mine.filter((box) => box.checked).map((box) => box.value));
  }

  // Entries, labels and passages of what is not chosen are taken back; the text itself always stays.
  function filter() {
    const severities = chosen("severity");
    const categories = chosen("category");
    const every = boxes.filter((box) => box.name === "category").length;
    const count = document.querySelector(".categories .chosen");
    count.textContent = categories.size === every ? "" : `${categories.size} / ${every}`;
    const gone = new Set();
    for (const article of articles) {
      const list = [...article.querySelectorAll(".entry")];
      for (const entry of list) {
        const off = !severities.has(entry.dataset.severity) || !categories.has(entry.dataset.category);
        entry.classList.toggle("off", off);
        if (off) gone.add(`${article.id} ${entry.dataset.id}`).add(entry.id.replace(/^p(\d+)-i-D(\d+)$/, "R$1-$2-"));
      }
      const none = article.querySelector(".nothing");
      none.hidden = !list.length || list.some((entry) => !entry.classList.contains("off"));
    }
    const isGone = (article, id) => gone.has(`${article.id} ${id}`) || gone.has(id.replace(/\d+$/, ""));
    for (const article of articles) {
      const kinds = new Map();
      for (const tag of article.querySelectorAll(".tag")) {
        const off = isGone(article, tag.dataset.go);
        tag.classList.toggle("off", off);
        if (!off) kinds.set(tag.dataset.go, [...tag.classList].find((name) => name.startsWith("t-")).slice(2));
      }
      for (const passage of article.querySelectorAll(".sheet [data-in]")) {
        const mine = passage.dataset.in.split(" ").map((id) => kinds.get(id)).filter(Boolean);
        for (const kind of ["error", "warning", "question", "place"]) {
          passage.classList.toggle(`k-${kind}`, mine.includes(kind));
        }
      }
    }
    place();
  }

  function arrive() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const article = target?.closest("article");
    if (!article) return;
    show(articles.indexOf(article));
    const id = target.dataset.go || target.dataset.id;
    if (id) select(id, null);
  }

  function go(name) {
    if (narrow.matches) pane("text");
    history.replaceState(null, "", `#${name}`);
    arrive();
  }

  document.addEventListener("click", (event) => {
    const paper = event.target.closest("[data-paper]");
    const link = event.target.closest("[data-go]");
    const far = event.target.closest("[data-far]");
    const passage = event.target.closest(".sheet [data-in]");
    const all = event.target.closest("[data-all]");
    if (paper) {
      event.preventDefault();
      show(articles.findIndex((article) => article.id === paper.dataset.paper));
      history.replaceState(null, "", `#${paper.dataset.paper}`);
    } else if (far) {
      event.preventDefault();
      go(far.dataset.far);
    } else if (link) {
      event.preventDefault();
      select(link.dataset.go, link.closest(".parts") ? "parts" : "text");
    } else if (passage && getSelection().isCollapsed) {
      const ids = passage.dataset.in.split(" ");
      const visible = ids.filter((id) => current().querySelector(`.entry[data-id="${id}"]:not(.off)`));
      if (visible.length) select(visible.pop(), "text");
    } else if (all) {
      for (const box of boxes) if (box.name === "category") box.checked = Boolean(all.dataset.all);
      filter();
    }
    const open = document.querySelector(".categories[open]");
    if (open && !open.contains(event.target)) open.open = false;
    const button = event.target.closest(".panes button");
    if (button) pane(button.dataset.pane);
    if (event.target.closest(".help")) keys.showModal();
    if (event.target === keys) keys.close();
  });

  for (const box of boxes) box.addEventListener("change", filter);
  document.querySelector(".filter").addEventListener("submit", (event) => event.preventDefault());

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const open = document.querySelector(".categories[open]");
    if (event.key === "?") keys.open ? keys.close() : keys.showModal();
    else if (keys.open) return;
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "]") show(Math.min(shown + 1, articles.length - 1));
    else if (event.key === "[") show(Math.max(shown - 1, 0));
    else if ("123".includes(event.key)) boxes[Number(event.key) - 1].click();
    else if (event.key === "Escape" && open) {
      open.open = false;
      open.querySelector("summary").focus();
    } else if (event.key === "Escape") clear();
    else return;
    event.preventDefault();
  });

  addEventListener("resize", place);
  addEventListener("hashchange", arrive);
  document.fonts?.ready.then(place);
  pane("text");
  filter(); // a browser that reloads the page keeps the boxes as they were
  show(0);
  arrive();
})();
