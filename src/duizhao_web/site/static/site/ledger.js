/* The ledger as a spreadsheet: arrows move, Enter edits or opens, Esc leaves, space selects, a block is pasted. */
"use strict";

{
  const table = document.getElementById("ledger");
  const side = document.getElementById("side");
  const bar = document.getElementById("bulk");
  const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const rows = () => [...table.querySelectorAll("tbody tr[data-v]")];
  const cells = (row) => [...row.querySelectorAll("td")];
  const editable = (cell) => !!table?.querySelector(`thead [data-c="${cell.dataset.c}"][data-edit]`);
  const pk = (row) => row.id.slice(1);
  let from = null;

  document.documentElement.classList.add("js");

  /* ------------------------------------------------------------------------------------------------- the side */
  function closeSide() {
    side.replaceChildren();
    for (const row of table?.querySelectorAll("tr.open") ?? []) row.classList.remove("open");
    from?.focus();
    from = null;
  }

  function openSide(row) {
    from = document.activeElement;
    for (const other of table.querySelectorAll("tr.open")) other.classList.remove("open");
    row.classList.add("open");
    const address = row.querySelector("[data-c=code] a").getAttribute("href");
    window.htmx.ajax("GET", `${address}side/`, { target: side, swap: "innerHTML" })
      .then(() => side.querySelector("h2")?.focus());
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close-side]")) closeSide();
  });

  /* ------------------------------------------------------------------------------------------------ one cell */
  function place(cell, html) {
    cell.before_ ??= cell.innerHTML;
    cell.innerHTML = html;
    cell.classList.add("editing");
    window.htmx.process(cell);
    (cell.querySelector("input:not([type=hidden]), select, textarea, button") ?? cell).focus();
  }

  function leave(cell) {
    if (cell.before_ !== undefined) cell.innerHTML = cell.before_;
    delete cell.before_;
    cell.classList.remove("editing");
    focus(cell);
  }

  function told(cell, text) {
    const note = document.createElement("p");
    note.className = "note error";
    note.setAttribute("role", "alert");
    note.textContent = text;
    place(cell, `<div class="cell"></div>`);
    cell.firstElementChild.append(note);
    cell.firstElementChild.tabIndex = -1;
    cell.firstElementChild.focus();
  }

  async function edit(cell) {
    const address = cell.closest("tr").querySelector("[data-c=code] a").getAttribute("href");
    const answer = await fetch(`${address}cell/${cell.dataset.c}/`, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer) return told(cell, table.dataset.failed);
    const html = await answer.text();
    if (answer.ok) return place(cell, html);
    const page = new DOMParser().parseFromString(html, "text/html");
    return told(cell, page.querySelector("main p, p")?.textContent.trim() || table.dataset.failed);
  }

  async function save(form) {
    const cell = form.closest("td");
    const row = cell.closest("tr");
    const body = new FormData(form);
    body.set("cols", table.dataset.cols);
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-CSRFToken": token(), "HX-Request": "true" } }).catch(() => null);
    if (!answer) return told(cell, table.dataset.failed);
    const html = await answer.text();
    if (answer.status >= 400) {
      const form_ = new DOMParser().parseFromString(html, "text/html").querySelector("form.cell, main p, p");
      return form_?.matches("form") ? place(cell, form_.outerHTML) : told(cell, form_?.textContent ?? table.dataset.failed);
    }
    const column = cell.dataset.c;
    const holder = document.createElement("template");
    holder.innerHTML = html.trim();
    const made = holder.content.firstElementChild;
    row.replaceWith(made);
    return focus(made.querySelector(`[data-c="${column}"]`) ?? made.cells[1]);
  }

  /* -------------------------------------------------------------------------------------------------- the keys */
  function focus(cell) {
    for (const other of table.querySelectorAll("td[tabindex]")) other.removeAttribute("tabindex");
    cell.tabIndex = 0;
    cell.focus();
  }

  function move(cell, down, right) {
    const every = rows();
    const row = every[every.indexOf(cell.closest("tr")) + down];
    const at = cells(cell.closest("tr")).indexOf(cell) + right;
    const there = row && cells(row)[at];
    if (there) { focus(there); there.scrollIntoView({ block: "nearest", inline: "nearest" }); }
  }

  const arrows = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

  table?.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td");
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("form.cell, div.cell")) {
      if (event.key === "Escape") { event.preventDefault(); leave(cell); }
      return;
    }
    if (event.key in arrows) {
      event.preventDefault();
      move(cell, ...arrows[event.key]);
    } else if (event.key === "Enter" && event.target === cell) {
      event.preventDefault();
      if (editable(cell)) edit(cell); else openSide(cell.closest("tr"));
    } else if (event.key === " " && event.target === cell) {
      event.preventDefault();
      cell.closest("tr").querySelector("input[name=item]").click();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && side.firstElementChild && !event.defaultPrevented) closeSide();
  });

  table?.addEventListener("click", (event) => {
    const link = event.target.closest("td[data-c=code] a");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      openSide(link.closest("tr"));
      return;
    }
    const cell = event.target.closest("td[data-c]");
    if (event.target.closest("[data-leave]")) leave(cell);
    else if (cell && !event.target.closest("a, button, input, select, textarea, label, form")) focus(cell);
  });

  table?.addEventListener("dblclick", (event) => {
    const cell = event.target.closest("td[data-c]");
    if (cell && editable(cell) && !cell.classList.contains("editing")) edit(cell);
  });

  table?.addEventListener("submit", (event) => {
    if (!event.target.matches("form.cell")) return;
    event.preventDefault();
    save(event.target);
  });

  /* ------------------------------------------------------------------------------------------- a pasted block */
  table?.addEventListener("paste", (event) => {
    const cell = event.target.closest("td[data-c]");
    if (!cell || event.target.closest("form, input, textarea")) return;
    const block = event.clipboardData.getData("text").replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
    const every = rows().slice(rows().indexOf(cell.closest("tr")));
    const first = cells(cell.closest("tr")).indexOf(cell);
    const changes = block.flatMap((line, down) => line.flatMap((text, right) => {
      const there = every[down] && cells(every[down])[first + right];
      if (!there || !text.trim() || !editable(there)) return [];
      return [{ item: Number(pk(every[down])), version: Number(every[down].dataset.v), field: there.dataset.c, text: text.trim() }];
    }));
    if (!changes.length) return;
    event.preventDefault();
    send({ changes: JSON.stringify(changes), query: location.search, reason: "" });
  });

  function send(fields) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = table.dataset.changes;
    for (const [name, value] of Object.entries({ ...fields, csrfmiddlewaretoken: token() })) {
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name, value });
      form.append(input);
    }
    document.body.append(form);
    form.submit();
  }

  /* ---------------------------------------------------------------------------------------------------- the bar */
  function count() {
    const chosen = document.querySelectorAll("input[name=item]:checked").length;
    const words = bar.querySelector("[data-chosen]");
    words.textContent = words.dataset.chosen.replace("%s", chosen);
    bar.classList.toggle("on", chosen > 0);
  }

  document.addEventListener("change", (event) => {
    if (bar && event.target.matches("input[name=item], input[data-all=item]")) count();
  });

  bar?.querySelector("#bulk-field").addEventListener("change", (event) => {
    const value = bar.querySelector("#bulk-value");
    const what = event.target.value;
    value.type = what === "deadline" ? "date" : "text";
    value.disabled = ["approve", "sign"].includes(what);
  });

  if (table && rows().length) cells(rows()[0])[1].tabIndex = 0;
  if (bar) count();
}
