/* The review page: text and list lead to each other, every decision by key or button, places counted in
   code points of the paper's text. */
"use strict";

(() => {
  const root = document.querySelector(".review");
  if (!root) return;
  const one = (selector, within = root) => within.querySelector(selector);
  const all = (selector, within = root) => [...within.querySelectorAll(selector)];
  const sheet = one(".sheet");
  const menu = one(".rv-menu");
  const caret = one(".rv-caret");
  const ask = one(".rv-ask");
  const keys = one(".rv-keys");
  const narrow = matchMedia("(max-width: 900px)");
  const readOnly = "readOnly" in root.dataset;
  const words = new Map(
    all("[data-word]", one("template[data-words]").content).map((span) => [span.dataset.word, span.textContent]),
  );
  let selected = null; // id of the entry that is selected
  let chosen = null; // the selection last made in the text, in code points
  let undoUntil = 0;
  let undoTimer = 0;
  let busy = false;
  const unsent = new Map(); // what was written and not taken, to stand there when the question is asked again

  // ---------------------------------------------------------------- places

  // The text of the sheet is the text of the paper, so a place is the number of code points before it.
  function codePoints(text) {
    let count = 0;
    for (const _character of text) count += 1;
    return count;
  }

  function before(node, offset) {
    const range = document.createRange();
    range.setStart(sheet, 0);
    range.setEnd(node, offset);
    return range.toString();
  }

  // Half of a pair never stands alone: a beginning steps back in front of it, an end goes on behind it.
  function place(node, offset, isEnd) {
    const text = before(node, offset);
    const inPair = /[\ud800-\udbff]$/.test(text);
    return codePoints(text) - (inPair && !isEnd ? 1 : 0);
  }

  function selection() {
    const made = getSelection();
    if (!made.rangeCount) return null;
    const range = made.getRangeAt(0);
    if (!sheet.contains(range.startContainer) || !sheet.contains(range.endContainer)) return null;
    const start = place(range.startContainer, range.startOffset, false);
    const end = made.isCollapsed ? start : place(range.endContainer, range.endOffset, true);
    return { start, end, range };
  }

  function units(text, points) {
    let at = 0;
    for (let left = points; left > 0 && at < text.length; left -= 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
    return at;
  }

  function rangeOf(start, end) {
    const range = document.createRange();
    const walker = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT);
    let passed = 0;
    let open = false;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const length = codePoints(node.data);
      if (!open && start < passed + length) {
        range.setStart(node, units(node.data, start - passed));
        open = true;
      }
      if (open && end <= passed + length) {
        range.setEnd(node, units(node.data, end - passed));
        return range;
      }
      passed += length;
    }
    if (!open) range.setStart(sheet, sheet.childNodes.length);
    range.setEnd(sheet, sheet.childNodes.length);
    return range;
  }

  // ---------------------------------------------------------------- margin

  // A sign stands beside the line its passage begins in, below the sign before it where they would meet.
  function arrange() {
    const origin = sheet.getBoundingClientRect().top + sheet.clientTop;
    const passages = new Map();
    for (const passage of all("[data-in]", sheet)) {
      for (const id of passage.dataset.in.split(" ")) if (!passages.has(id)) passages.set(id, passage);
    }
    const measured = all(".tag:not(.t-section)", sheet).map((tag) => {
      const passage = passages.get(tag.dataset.go) || tag.parentElement;
      return { tag, top: (passage.getClientRects()[0]?.top ?? 0) - origin };
    });
    const free = { left: 0, right: 0 };
    for (const { tag, top } of measured) {
      const column = narrow.matches || tag.matches(".t-problem, .t-cause, .t-measure") ? "left" : "right";
      const at = Math.max(top, free[column]);
      free[column] = at + 22;
      tag.style.top = `${at}px`;
    }
  }

  // ---------------------------------------------------------------- selecting

  const entryOf = (id) => one(`.entry[data-id="${id}"]`);
  const spanOf = (entry) => entry?.dataset.span?.split(",").map(Number);

  function clear() {
    for (const element of all(".sel")) element.classList.remove("sel");
    for (const head of all(".entry > .head[aria-current]")) head.removeAttribute("aria-current");
    one(".entry-tools")?.remove();
    selected = null;
  }

  function marksOf(id) {
    return [...all(`.sheet [data-in~="${id}"]`), ...all(`.sheet .tag[data-go="${id}"]`)];
  }

  function select(id, from) {
    const entry = entryOf(id);
    const panel = entry?.closest("[role=tabpanel]");
    if (panel && panel.hidden) tab(panel.id.slice("panel-".length), false);
    clear();
    selected = id;
    const shown = entry?.dataset.shows || id;
    const marked = marksOf(shown);
    for (const element of marked) element.classList.add("sel");
    entry?.classList.add("sel");
    one(":scope > .head", entry || root)?.setAttribute("aria-current", "true");
    if (entry && !readOnly) offer(entry);
    if (narrow.matches && from) pane(from === "side" ? "text" : "side");
    if (from !== "text") (marked[0] || one(`#t-${CSS.escape(shown)}`)?.parentElement)?.scrollIntoView({ block: "center" });
    if (from !== "side") entry?.scrollIntoView({ block: "nearest" });
  }

  // What can be done with the selected entry stands under it, once for the page.
  function offer(entry) {
    const template = one(`template[data-tools="${entry.dataset.kind}"]`);
    if (!template) return;
    const bar = document.createElement("div");
    bar.className = "entry-tools";
    bar.append(template.content.cloneNode(true));
    entry.querySelector(":scope > .head").after(bar);
  }

  function step(by) {
    const panel = one("[role=tabpanel]:not([hidden])");
    const entries = all(".entry", panel).filter((entry) => entry.offsetParent);
    if (!entries.length) return;
    const at = entries.findIndex((entry) => entry.dataset.id === selected);
    const next = at < 0 ? (by > 0 ? 0 : entries.length - 1) : Math.min(Math.max(at + by, 0), entries.length - 1);
    select(entries[next].dataset.id, null);
    entries[next].querySelector(".head").focus({ preventScroll: true });
  }

  function pane(name) {
    root.dataset.pane = name;
    for (const button of all("[data-pane-of]")) {
      button.setAttribute("aria-pressed", String(button.dataset.paneOf === name));
    }
    if (name === "text") arrange();
  }

  function tab(name, focus) {
    for (const head of all("[role=tab]")) {
      const on = head.id === `tab-${name}`;
      head.setAttribute("aria-selected", String(on));
      head.tabIndex = on ? 0 : -1;
      one(`#panel-${head.id.slice(4)}`).hidden = !on;
      if (on && focus) head.focus();
    }
  }

  function glow(start, end) {
    const range = rangeOf(start, end);
    if (CSS.highlights) CSS.highlights.set("there", new Highlight(range));
    if (narrow.matches) pane("text");
    const box = range.getClientRects()[0];
    const frame = one(".rv-paper");
    if (box) frame.scrollBy({ top: box.top - frame.getBoundingClientRect().top - frame.clientHeight / 3 });
  }

  // ---------------------------------------------------------------- the menu at selected text

  function follow() {
    const made = selection();
    const inText = document.activeElement === sheet || Boolean(made && !made.range.collapsed);
    chosen = made && made.end > made.start ? made : made && inText ? made : chosen;
    drawCaret(made);
    if (!menu) return;
    const on = Boolean(made && made.end > made.start);
    menu.hidden = !on;
    if (!on || narrow.matches) return;
    const boxes = made.range.getClientRects();
    const box = boxes[boxes.length - 1];
    if (!box) return;
    const width = menu.offsetWidth;
    menu.style.left = `${Math.max(8, Math.min(box.right - width / 2, innerWidth - width - 8))}px`;
    const below = box.bottom + 8 + menu.offsetHeight < innerHeight;
    menu.style.top = `${below ? box.bottom + 8 : Math.max(8, boxes[0].top - menu.offsetHeight - 8)}px`;
  }

  // A page draws no caret in text that cannot be written in; the keyboard needs to see one.
  function drawCaret(made) {
    const on = made && made.start === made.end && document.activeElement === sheet;
    caret.hidden = !on;
    if (!on) return;
    const box = made.range.getClientRects()[0] || made.range.startContainer.parentElement?.getBoundingClientRect();
    if (!box) return;
    caret.style.left = `${box.left}px`;
    caret.style.top = `${box.top}px`;
    caret.style.height = `${box.height || 20}px`;
  }

  function moveCaret(event) {
    const directions = {
      ArrowLeft: ["backward", "character"], ArrowRight: ["forward", "character"],
      ArrowUp: ["backward", "line"], ArrowDown: ["forward", "line"],
      Home: ["backward", "lineboundary"], End: ["forward", "lineboundary"],
    };
    const [direction, unit] = directions[event.key] || [];
    if (!direction) return false;
    const made = getSelection();
    if (!selection()) putCaret(spanOf(entryOf(selected))?.[0] ?? 0);
    const by = event.ctrlKey && unit === "character" ? "sentence" : unit;
    made.modify(event.shiftKey ? "extend" : "move", direction, by === "sentence" ? "word" : by);
    follow();
    const box = made.rangeCount && caret.hidden === false ? caret.getBoundingClientRect() : null;
    const frame = one(".rv-paper").getBoundingClientRect();
    if (box && (box.top < frame.top + 40 || box.bottom > frame.bottom - 40)) {
      one(".rv-paper").scrollBy({ top: box.top - frame.top - frame.height / 2 });
    }
    return true;
  }

  function intoText() {
    const span = spanOf(entryOf(selected));
    if (!span) return;
    if (narrow.matches) pane("text");
    sheet.focus({ preventScroll: true });
    putCaret(span[0]);
    follow();
  }

  function putCaret(at) {
    const { startContainer, startOffset } = rangeOf(at, at);
    getSelection().setBaseAndExtent(startContainer, startOffset, startContainer, startOffset);
  }

  // ---------------------------------------------------------------- saying and asking

  function alert_(text) {
    const box = one("[data-alert]");
    box.textContent = text;
    box.hidden = !text; // Until the next thing is done, or Escape: nobody reads against a clock.
  }

  function said(text, seconds) {
    alert_("");
    const box = one(".rv-said");
    one("[data-said]").textContent = text;
    box.hidden = false;
    one("[data-do=undo]", box).hidden = !seconds;
    undoUntil = seconds ? Date.now() + seconds * 1000 : 0;
    clearTimeout(undoTimer);
    undoTimer = setTimeout(() => { box.hidden = true; undoUntil = 0; }, (seconds || 4) * 1000);
  }

  // One dialog for every question: words to write, or one of several choices.
  function question({ title, quote, label, value, choices, required }) {
    return new Promise((resolve) => {
      const field = one("[data-ask-words]", ask);
      one("[data-ask-title]", ask).textContent = title;
      one("[data-ask-quote]", ask).textContent = quote || "";
      one("[data-ask-quote]", ask).hidden = !quote;
      one("[data-ask-label]", ask).textContent = label || "";
      one("[data-ask-label]", ask).hidden = field.hidden = Boolean(choices);
      field.value = value || "";
      field.required = Boolean(required) && !choices;
      const box = one("[data-ask-choices]", ask);
      box.replaceChildren(...(choices || []).map(([key, text], number) => {
        const row = document.createElement("label");
        const input = document.createElement("input");
        input.type = "radio";
        input.name = "choice";
        input.value = key;
        input.checked = number === 0;
        row.append(input, " ", text);
        return row;
      }));
      box.hidden = !choices;
      ask.returnValue = "no";
      const from = document.activeElement;
      ask.showModal();
      (choices ? one("input", box) : field).focus();
      ask.addEventListener("close", () => {
        const answer = choices ? one("input:checked", box)?.value : field.value.trim();
        from?.focus?.({ preventScroll: true });
        resolve(ask.returnValue === "yes" ? answer : null);
      }, { once: true });
    });
  }

  // ---------------------------------------------------------------- deciding

  async function send(address, body) {
    if (busy) return;
    busy = true;
    root.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(address, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" },
        body: JSON.stringify({ count: Number(root.dataset.count), ...body }),
      });
      const answer = await response.json();
      if (answer.parts) show(answer);
      if (!response.ok) alert_(answer.message || words.get("failed"));
      else {
        if (body.words) unsent.delete(body.do);
        said(answer.said, answer.undo ? 10 : 0);
      }
    } catch {
      alert_(words.get("failed"));
    } finally {
      busy = false;
      root.removeAttribute("aria-busy");
    }
  }

  function token() {
    const headers = document.body.getAttribute("hx-headers");
    return headers ? JSON.parse(headers)["X-CSRFToken"] : "";
  }

  // Only what a decision changes is put anew; where one was in both panes stays.
  function show(answer) {
    const tops = all(".rv-paper, .rv-side, .scroll").map((element) => [element, element.scrollTop]);
    const kept = selected;
    const inList = document.activeElement?.closest?.(".rv-side") !== null;
    const at = document.activeElement === sheet ? chosen?.start : undefined;
    root.dataset.count = answer.count;
    for (const [name, html] of Object.entries(answer.parts)) {
      for (const part of all(`[data-part="${name}"]`)) {
        if (name.startsWith("count-")) part.textContent = html;
        else part.innerHTML = html;
      }
    }
    chosen = null;
    getSelection().removeAllRanges();
    if (at !== undefined) putCaret(at);
    follow();
    arrange();
    for (const [element, top] of tops) element.scrollTop = top;
    const next = answer.select || kept;
    if (next && entryOf(next)) {
      select(next, null);
      if (inList) entryOf(next).querySelector(".head").focus({ preventScroll: true });
    } else clear();
  }

  function item() {
    const entry = entryOf(selected);
    if (!entry || !entry.dataset.span) {
      alert_(words.get("select-item"));
      return null;
    }
    return { kind: entry.dataset.kind, item: spanOf(entry), entry };
  }

  function inText() {
    if (chosen && chosen.end > chosen.start) return [chosen.start, chosen.end];
    alert_(words.get("select-text"));
    return null;
  }

  function decide(body) {
    return send(root.dataset.decide, body);
  }

  const ITEMS = ["problem", "example", "cause", "measure"];

  const commands = {
    add(button, kind = button?.dataset.kind) {
      const to = inText();
      return to && decide({ do: "add", kind, to });
    },
    border() {
      const to = inText();
      const found = to && item();
      return found && ITEMS.includes(found.kind) && decide({ do: "border", kind: found.kind, item: found.item, to });
    },
    split() {
      const found = item();
      if (!found || !ITEMS.includes(found.kind)) return null;
      const at = chosen?.start;
      if (at === undefined || at <= found.item[0] || at >= found.item[1]) return alert_(words.get("place-caret"));
      return decide({ do: "split", kind: found.kind, item: found.item, at });
    },
    merge() {
      const found = item();
      if (!found || !ITEMS.includes(found.kind)) return null;
      const same = all(`.entry[data-kind="${found.kind}"]`, found.entry.closest(".group"));
      const next = same[same.indexOf(found.entry) + 1];
      if (!next) return alert_(words.get("no-next"));
      return decide({ do: "merge", kind: found.kind, first: found.item, second: spanOf(next) });
    },
    async retitle() {
      const found = item();
      if (!found || found.kind === "example" || !ITEMS.includes(found.kind)) return null;
      const inside = chosen && chosen.end > chosen.start && chosen.start >= found.item[0] && chosen.end <= found.item[1];
      if (inside) return decide({ do: "retitle", kind: found.kind, item: found.item, to: [chosen.start, chosen.end] });
      const head = found.entry.querySelector(".head > span:last-child");
      const now = head.classList.contains("plain") ? "" : head.textContent;
      const title = await question({ title: words.get("retitle"), label: words.get("retitle-label"), value: now });
      if (title === null) return null;
      if (!title) return decide({ do: "retitle", kind: found.kind, item: found.item });
      const text = [...rangeOf(...found.item).toString()].join("");
      const at = text.indexOf(title);
      if (at < 0) return alert_(words.get("not-here"));
      const start = found.item[0] + codePoints(text.slice(0, at));
      return decide({ do: "retitle", kind: found.kind, item: found.item, to: [start, start + codePoints(title)] });
    },
    async aspect() {
      const found = item();
      if (!found || found.kind !== "problem") return null;
      const titles = all("#panel-structure li.aspect").map((row) => row.lastChild.textContent);
      const choices = [...new Set(titles)].map((title) => [title, title]);
      const aspect = await question({ title: words.get("aspect"), choices });
      return aspect && decide({ do: "aspect", item: found.item, aspect });
    },
    async recast() {
      const found = item();
      if (!found || !ITEMS.includes(found.kind)) return null;
      const choices = ITEMS.filter((kind) => kind !== found.kind).map((kind) => [kind, words.get(kind)]);
      const as = await question({ title: words.get("recast"), choices });
      return as && decide({ do: "recast", kind: found.kind, item: found.item, as });
    },
    remove() {
      const found = item();
      return found && ITEMS.includes(found.kind) && decide({ do: "remove", kind: found.kind, item: found.item });
    },
    take() {
      const found = item();
      return found && found.kind === "finding"
        && decide({ do: "take", check: found.entry.dataset.check, item: found.item, words: "" });
    },
    async dismiss() {
      const found = item();
      if (!found || found.kind !== "finding") return null;
      const quote = found.entry.querySelector(".message").textContent;
      const reason = await question({ title: words.get("dismiss"), quote, label: words.get("dismiss-label"), value: unsent.get("dismiss"), required: true });
      if (reason) unsent.set("dismiss", reason);
      return reason && decide({ do: "dismiss", check: found.entry.dataset.check, item: found.item, words: reason });
    },
    async remark() {
      const to = inText();
      if (!to) return null;
      const quote = [...chosen.range.toString()].slice(0, 80).join("");
      const text = await question({ title: words.get("remark"), quote, label: words.get("remark-label"), value: unsent.get("remark"), required: true });
      if (text) unsent.set("remark", text);
      return text && decide({ do: "remark", to, words: text });
    },
    confirm: () => judge("confirm"),
    reject: () => judge("reject"),
    undo() {
      return Date.now() < undoUntil && send(root.dataset.undo, {});
    },
    keys() {
      if (keys.open) keys.close();
      else keys.showModal();
    },
  };

  async function judge(verdict) {
    const cell = one(".cell[aria-pressed=true]");
    if (!cell || cell.closest("[hidden]")) {
      alert_(words.get("select-cell"));
      return;
    }
    const row = cell.dataset.row;
    const column = cell.dataset.column;
    await decide({
      do: verdict, kind: column.startsWith("M") ? "measure" : "cause",
      problem: spanOf(one(`#i-${row}`)), target: spanOf(one(`#i-${column}`)),
    });
    const again = one(`.cell[data-row="${row}"][data-column="${column}"]`);
    if (again) reach(again);
  }

  // ---------------------------------------------------------------- the grid

  function reach(cell) {
    for (const other of all(".cell[aria-pressed]")) {
      other.removeAttribute("aria-pressed");
      other.tabIndex = -1;
    }
    cell.setAttribute("aria-pressed", "true");
    cell.tabIndex = 0;
    cell.focus();
    one("[data-why]").textContent = cell.getAttribute("aria-label");
    clear();
    for (const id of [cell.dataset.row, cell.dataset.column]) {
      for (const element of marksOf(id)) element.classList.add("sel");
    }
    marksOf(cell.dataset.row)[0]?.scrollIntoView({ block: "center" });
  }

  function walk(cell, key) {
    const row = cell.closest("tr");
    const place = [...row.children].indexOf(cell.parentElement);
    const rows = all("tbody tr", row.closest("table")).filter((each) => each.offsetParent);
    const at = rows.indexOf(row);
    const target = {
      ArrowLeft: () => row.children[place - 1], ArrowRight: () => row.children[place + 1],
      ArrowUp: () => rows[at - 1]?.children[place], ArrowDown: () => rows[at + 1]?.children[place],
      Home: () => row.children[1], End: () => row.lastElementChild,
    }[key]?.();
    const next = target?.querySelector(".cell");
    if (next) reach(next);
    return Boolean(next);
  }

  // ---------------------------------------------------------------- events

  root.addEventListener("click", (event) => {
    const doing = event.target.closest("[data-do]");
    const go = event.target.closest("[data-go]");
    const there = event.target.closest("[data-there]");
    const cell = event.target.closest(".cell");
    const head = event.target.closest("[role=tab]");
    const panes = event.target.closest("[data-pane-of]");
    const passage = event.target.closest(".sheet [data-in]");
    if (doing) {
      event.preventDefault();
      commands[doing.dataset.do]?.(doing);
    } else if (there) glow(...there.dataset.there.split(",").map(Number));
    else if (cell) reach(cell);
    else if (go) {
      event.preventDefault();
      select(go.dataset.go, go.closest(".sheet") ? "text" : "side");
    } else if (head) tab(head.id.slice(4), true);
    else if (panes) pane(panes.dataset.paneOf);
    else if (passage && getSelection().isCollapsed) {
      const ids = passage.dataset.in.split(" ").filter((id) => entryOf(id));
      const panel = one("[role=tabpanel]:not([hidden])");
      const id = ids.filter((each) => panel.contains(entryOf(each))).pop() || ids.pop();
      // On a phone the text stays: the entry is one press away.
      if (id) select(id, narrow.matches ? null : "text");
    }
  });

  root.addEventListener("mousedown", (event) => {
    // Pressing a button of the menu must not undo the selection it is about.
    if (event.target.closest(".rv-menu, .entry-tools, .rv-said")) event.preventDefault();
  });

  root.addEventListener("change", (event) => {
    if (event.target.matches("[data-only-open]")) {
      one(".grid").classList.toggle("only-open", event.target.checked);
    }
  });

  const simple = {
    a: "take", x: "dismiss", s: "split", m: "merge", b: "border", t: "retitle", n: "remark",
    c: "confirm", r: "reject", u: "undo", "?": "keys", Delete: "remove",
  };

  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (typing || event.metaKey || event.altKey || ask.open) return;
    // Single keys can be switched off in the menu (WCAG 2.1.4); arrows and Enter stay.
    if (document.documentElement.dataset.keys === "off" && event.key.length === 1 && event.key !== " ") return;
    if (keys.open) {
      if (event.key === "?") keys.close();
      return;
    }
    const cell = event.target.closest?.(".cell");
    const head = event.target.closest?.("[role=tab]");
    if (cell && walk(cell, event.key)) event.preventDefault();
    else if (head && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      const heads = all("[role=tab]");
      const at = heads.indexOf(head);
      const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: heads.length - 1 }[event.key];
      tab(heads[(next + heads.length) % heads.length].id.slice(4), true);
      event.preventDefault();
    } else if (document.activeElement === sheet && moveCaret(event)) event.preventDefault();
    else if (event.ctrlKey) return;
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "[") one("[data-paper=before]")?.click();
    else if (event.key === "]") one("[data-paper=behind]")?.click();
    else if (event.key === "Enter" && event.target.matches(".entry > .head")) {
      select(event.target.dataset.go, null);
      intoText();
      event.preventDefault();
    } else if (event.key === "Escape") {
      getSelection().removeAllRanges();
      CSS.highlights?.delete("there");
      alert_("");
      if (document.activeElement === sheet && selected) entryOf(selected)?.querySelector(".head").focus();
      else clear();
      follow();
    } else if (!readOnly && "1234".includes(event.key)) commands.add(null, ITEMS[Number(event.key) - 1]);
    else if (simple[event.key] && (!readOnly || event.key === "?")) {
      event.preventDefault();
      commands[simple[event.key]]();
    }
  });

  document.addEventListener("selectionchange", follow);
  sheet.addEventListener("focus", follow);
  sheet.addEventListener("blur", () => { caret.hidden = true; });
  addEventListener("resize", () => { arrange(); follow(); });
  one(".rv-paper").addEventListener("scroll", follow, { passive: true });
  document.fonts?.ready.then(arrange);
  arrange();
  const first = one(".grid .cell");
  if (first) first.tabIndex = 0;
  const target = location.hash.match(/^#[it]-([A-Z]\d+\w*)$/);
  if (target && entryOf(target[1])) select(target[1], null);
  root.dataset.ready = ""; // keys are answered from here on
})();
