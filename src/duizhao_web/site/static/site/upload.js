/* Many files at once: each is read first and kept only when a person has confirmed whose paper it is. */
"use strict";

(() => {
  const form = document.querySelector("#upload form");
  if (!form || !window.FormData) return;
  const panel = document.querySelector("#upload");
  const list = document.querySelector("#upload .uploads");
  const chooser = form.elements.file;
  const token = form.elements.csrfmiddlewaretoken.value;
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
        let answer = {};
        try { answer = JSON.parse(request.responseText); } catch { answer = {}; }
        resolve({ ok: request.status >= 200 && request.status < 300, answer, status: request.status });
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

  function fail(line, answer) {
    line.progress.remove();
    line.said.className = "error";
    line.said.textContent = answer.message || form.dataset.failed;
  }

  async function offer(file) {
    const line = row(file);
    line.said.textContent = form.dataset.checking;
    const { ok, answer } = await post(form.dataset.look, { file }, line.progress);
    if (!ok) return fail(line, answer);
    line.said.textContent = `${answer.title} · ${form.dataset.read} ${answer.problems}`;
    const target = form.elements.target.cloneNode(true);
    const year = form.elements.year.cloneNode(true);
    const cycle = form.elements.cycle?.cloneNode(true);
    const button = form.querySelector("button").cloneNode(true);
    for (const [field, label] of [[target, "up-target"], [cycle, "up-cycle"], [year, "up-year"]]) {
      if (!field) continue;
      field.removeAttribute("id");
      field.setAttribute("aria-label", `${form.querySelector(`label[for=${label}]`).textContent} ${file.name}`);
    }
    target.value = answer.target;
    year.value = answer.year;
    if (cycle) {
      cycle.value = answer.cycle;
      if (answer.why) line.said.textContent += ` · ${answer.why}`;
      // A meeting says the year by itself.
      const follow = () => { year.hidden = cycle.value !== ""; };
      cycle.addEventListener("change", follow);
      follow();
    }
    button.type = "button";
    line.progress.value = 0;
    line.item.append(target, ...(cycle ? [cycle] : []), year, button);
    button.addEventListener("click", async () => {
      button.disabled = true;
      const fields = { file, target: target.value, year: year.value, cycle: cycle?.value ?? "" };
      const sent = await post(form.action, fields, line.progress);
      button.disabled = false;
      if (!sent.ok) {
        line.said.className = "error";
        line.said.textContent = sent.answer.message || form.dataset.failed;
        return;
      }
      for (const element of [line.progress, target, cycle, year, button]) element?.remove();
      line.said.className = "done";
      line.said.textContent = sent.answer.message;
    });
    return null;
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
    for (const file of files.slice(0, most)) await offer(file);
  }

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
})();
