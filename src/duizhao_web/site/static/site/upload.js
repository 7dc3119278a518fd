/* Many files at once: each is read first and kept only when a person has confirmed whose paper it is. */
"use strict";

(() => {
  const form = document.querySelector("#upload form");
  if (!form || !window.FormData) return;
  const panel = document.querySelector("#upload");
  const list = document.querySelector("#upload .uploads");
  const together = document.querySelector("#upload [data-together]");
  const chooser = form.elements.file;
  const token = form.elements.csrfmiddlewaretoken.value;
  const pending = new Map(); // button of a row -> what it does, for every file that is not kept yet
  let left = 0; // files not looked at yet
  chooser.multiple = true;

  function post(address, fields, progress) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", address);
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-CSRFToken", token);
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) progress.value = event.loaded / event.total;
      });
      request.addEventListener("loadend", () => {
        let answer = null;
        try { answer = JSON.parse(request.responseText); } catch { answer = null; }
        // Done is what our own server says is done, and nothing else that answers in its place.
        resolve({ ok: request.status === 200 && answer !== null, answer: answer || {}, status: request.status });
      });
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.append(name, value);
      request.send(body);
    });
  }

  function row(file) {
    const item = document.createElement("li");
    const name = document.createElement("strong");
    const progress = document.createElement("progress");
    const said = document.createElement("span");
    name.textContent = file.name;
    progress.max = 1;
    progress.setAttribute("aria-label", file.name);
    item.append(name, progress, said);
    list.append(item);
    return { item, progress, said };
  }

  function say(line, text, kind) {
    line.said.className = kind;
    line.said.textContent = text;
  }

  // What can be done with every row at once: keep those nothing speaks against.
  function count() {
    const sure = [...pending.values()].filter((one) => one.sure);
    together.hidden = left > 0 || sure.length < 2;
    together.querySelector("[data-count]").textContent = sure.length;
  }

  function fail(line, file, answer, status) {
    say(line, answer.message || form.dataset.failed, "error");
    line.progress.hidden = true;
    // A file that was refused is refused again; one that did not arrive may be sent again.
    if (status >= 400 && status < 500 && status !== 401) return;
    const again = document.createElement("button");
    again.type = "button";
    again.className = "small";
    again.textContent = form.dataset.again;
    again.addEventListener("click", () => {
      again.remove();
      pending.delete(again);
      examine(line, file);
    });
    pending.set(again, { sure: false });
    line.item.append(again);
  }

  async function examine(line, file) {
    line.progress.hidden = false;
    line.progress.value = 0;
    say(line, form.dataset.checking, "");
    const { ok, answer, status } = await post(form.dataset.look, { file }, line.progress);
    if (ok) offer(line, file, answer);
    else fail(line, file, answer, status);
  }

  function offer(line, file, answer) {
    const why = answer.why && form.elements.cycle ? ` · ${answer.why}` : "";
    say(line, `${answer.title ? `${answer.title} · ` : ""}${form.dataset.read} ${answer.problems}${why}`, "");
    const target = form.elements.target.cloneNode(true);
    const year = form.elements.year.cloneNode(true);
    const cycle = form.elements.cycle?.cloneNode(true);
    const button = form.querySelector("button").cloneNode(true);
    const doubts = document.createElement("ul");
    for (const [field, label] of [[target, "up-target"], [cycle, "up-cycle"], [year, "up-year"]]) {
      if (!field) continue;
      field.removeAttribute("id");
      field.setAttribute("aria-label", `${form.querySelector(`label[for=${label}]`).textContent} ${file.name}`);
    }
    target.value = answer.target;
    year.value = answer.year;
    if (cycle) {
      cycle.value = answer.cycle;
      // A meeting says the year by itself.
      const follow = () => { year.hidden = cycle.value !== ""; };
      cycle.addEventListener("change", follow);
      follow();
    }
    const doubt = () => {
      const said = answer.doubts?.[target.value] || [];
      doubts.replaceChildren(...said.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
      doubts.hidden = !said.length;
      button.textContent = said.length ? form.dataset.anyway : form.dataset.keep;
      const one = pending.get(button);
      if (one) one.sure = !said.length;
      count();
    };
    doubts.className = "doubts";
    button.type = "button";
    button.className = "small";
    line.progress.value = 0;
    line.progress.hidden = true;
    const fields = [target, ...(cycle ? [cycle] : []), year];
    line.item.append(...fields, button, doubts);

    async function keep() {
      button.disabled = true;
      line.progress.hidden = false;
      const body = { file, target: target.value, year: year.value, cycle: cycle?.value ?? "" };
      const sent = await post(form.action, body, line.progress);
      button.disabled = false;
      line.progress.hidden = true;
      if (!sent.ok) return say(line, sent.answer.message || form.dataset.failed, "error");
      pending.delete(button);
      for (const element of [line.progress, ...fields, button, doubts]) element.remove();
      say(line, sent.answer.message, "done");
      return count();
    }

    pending.set(button, { keep, sure: true });
    target.addEventListener("change", doubt);
    button.addEventListener("click", keep);
    doubt();
  }

  async function offerAll(files) {
    const most = Number(form.dataset.most);
    if (files.length > most) {
      const line = document.createElement("li");
      line.className = "error";
      line.setAttribute("role", "alert");
      line.textContent = `${files.length} / ${most} · ${form.dataset.many}`;
      list.append(line);
    }
    // One after another: a file is read in a moment, and the server has others to answer.
    const taken = files.slice(0, most);
    left += taken.length;
    for (const file of taken) {
      await examine(row(file), file);
      left -= 1;
      count();
    }
  }

  together.addEventListener("click", async () => {
    for (const one of [...pending.values()]) if (one.sure) await one.keep();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    offerAll([...chooser.files]);
    chooser.value = "";
  });
  chooser.addEventListener("change", () => {
    offerAll([...chooser.files]);
    chooser.value = "";
  });
  for (const kind of ["dragover", "drop"]) {
    panel.addEventListener(kind, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      panel.classList.toggle("over", kind === "dragover");
      if (kind === "drop") offerAll([...event.dataTransfer.files]);
    });
  }
  panel.addEventListener("dragleave", () => panel.classList.remove("over"));
  // Files chosen and not kept yet are gone with the page: the browser asks.
  addEventListener("beforeunload", (event) => { if (left || pending.size) event.preventDefault(); });
})();
