(() => {
  "use strict";
  const root = document.documentElement;
  const body = document.body;
  const articles = [...document.querySelectorAll("article")];
  const entries = [...document.querySelectorAll("nav [data-paper]")];
  const only = document.getElementById("only");
  const keys = document.querySelector("dialog.keys");
  let shown = 0;
  root.classList.add("js");

  const current = () => articles[shown];

  function show(number) {
    if (!articles[number]) return;
    shown = number;
    articles.forEach((article, i) => article.classList.toggle("on", i === number));
    for (const entry of entries) {
      const on = entry.dataset.paper === articles[number].id;
      on ? entry.setAttribute("aria-current", "true") : entry.removeAttribute("aria-current");
      if (on) entry.scrollIntoView({ block: "nearest", inline: "center" });
    }
  }

  function element(name, text, kind) {
    const made = document.createElement(name);
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  // The reasons of a cell, between the texts that it ties together.
  function explain(cell) {
    const article = cell.closest("article");
    for (const old of article.querySelectorAll("[aria-pressed=true], .lit")) {
      old.removeAttribute("aria-pressed");
      old.classList.remove("lit");
    }
    cell.setAttribute("aria-pressed", "true");
    const ends = [cell.dataset.row, cell.dataset.column].filter(Boolean).map((id) => article.querySelector(`th[data-id="${id}"]`));
    const reasons = document.createElement("ul");
    for (const reason of cell.dataset.why.split("；")) reasons.append(element("li", reason));
    const parts = [element("h3", cell.dataset.head), reasons];
    for (const end of ends) {
      end.classList.add("lit");
      parts.push(element("h4", end.querySelector(".label").textContent), element("p", end.dataset.text, "quote"));
    }
    article.querySelector("aside.why").replaceChildren(...parts);
  }

  function beside(cell, key) {
    const cells = [...current().querySelectorAll("td button")].filter((one) => one.offsetParent);
    const at = cell.getBoundingClientRect();
    const along = key === "ArrowLeft" || key === "ArrowRight";
    const sign = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
    let best = null;
    let least = Infinity;
    for (const one of cells) {
      const box = one.getBoundingClientRect();
      const ahead = sign * (along ? box.left - at.left : box.top - at.top);
      const aside = Math.abs(along ? box.top - at.top : box.left - at.left);
      if (ahead > 1 && ahead + 4 * aside < least) {
        least = ahead + 4 * aside;
        best = one;
      }
    }
    return best;
  }

  document.addEventListener("focusin", (event) => {
    const cell = event.target.closest("td button");
    if (cell) explain(cell);
  });

  document.addEventListener("click", (event) => {
    const entry = event.target.closest("[data-paper]");
    const cell = event.target.closest("td button");
    if (entry) {
      event.preventDefault();
      show(articles.findIndex((article) => article.id === entry.dataset.paper));
      history.replaceState(null, "", `#${entry.dataset.paper}`);
    } else if (cell) {
      explain(cell); // a browser that does not focus buttons on a click
    } else if (event.target.closest(".help")) {
      keys.showModal();
    } else if (event.target === keys) {
      keys.close();
    }
  });

  only.addEventListener("change", () => body.classList.toggle("only-open", only.checked));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?") keys.open ? keys.close() : keys.showModal();
    else if (keys.open) return;
    else if (event.key.startsWith("Arrow")) {
      const cell = event.target.closest("td button");
      const next = cell ? beside(cell, event.key) : null;
      if (!cell) return;
      next?.focus();
    } else if (event.key === "]") show(Math.min(shown + 1, articles.length - 1));
    else if (event.key === "[") show(Math.max(shown - 1, 0));
    else if (event.key === "u") only.click();
    else return;
    event.preventDefault();
  });

  function arrive() {
    const article = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("article");
    show(Math.max(0, articles.indexOf(article)));
  }

  addEventListener("hashchange", arrive);
  arrive();
})();
