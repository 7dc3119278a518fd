/* Forms survive: what was typed and not saved stands there again after a login that ran out.

   It is kept in the tab alone (sessionStorage), for the account that typed it, and forgotten at signing out.
   Passwords and files are never kept. */
"use strict";

(() => {
  const user = document.body.dataset.user;
  const key = "duizhao-typed";
  const forms = [...document.querySelectorAll("form[method=post].stack, form[data-kept]")]
    .filter((form) => !form.querySelector("input[type=password]"));
  const nameOf = (form) => `${location.pathname}#${forms.indexOf(form)}`;
  const fields = (form) => [...form.elements].filter((field) => field.name && field.name !== "csrfmiddlewaretoken"
    && field.matches("input:not([type=hidden], [type=file], [type=password]), select, textarea"));
  const values = (form) => fields(form).map((field) => [field.name, isBox(field) ? field.checked : field.value]);

  let kept = read();
  if (!user) {
    // Asked to sign in: what was sent last was not taken.
    if (kept.user) write({ ...kept, expired: true });
    return;
  }
  if (kept.user !== user) kept = { user, typed: {} };
  if (kept.sent && !kept.expired && !document.querySelector(".trouble")) delete kept.typed[kept.sent];
  for (const form of forms) {
    const typed = kept.typed[nameOf(form)];
    // A form that came back with its errors has what was typed from the server already.
    if (typed && !form.querySelector(".wrong, .error, [role=alert]")) restore(form, typed);
  }
  write({ user, typed: kept.typed });

  for (const form of forms) {
    form.addEventListener("input", () => keep(form));
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      keep(form);
      write({ ...read(), sent: nameOf(form) });
    });
  }
  for (const form of document.querySelectorAll("form[data-leaves]")) {
    form.addEventListener("submit", () => sessionStorage.removeItem(key));
  }

  function isBox(field) { return /^(checkbox|radio)$/.test(field.type); }

  function read() {
    try { return JSON.parse(sessionStorage.getItem(key)) || {}; } catch { return {}; }
  }

  function write(all) {
    try { sessionStorage.setItem(key, JSON.stringify(all)); } catch { /* Full or refused: nothing is kept. */ }
  }

  function keep(form) {
    const all = read();
    write({ ...all, user, typed: { ...all.typed, [nameOf(form)]: values(form) } });
  }

  function restore(form, typed) {
    let changed = false;
    const rest = fields(form);
    for (const [name, value] of typed) {
      const at = rest.findIndex((field) => field.name === name);
      if (at < 0) continue;
      const [field] = rest.splice(at, 1);
      if ((isBox(field) ? field.checked : field.value) === value) continue;
      if (isBox(field)) field.checked = value; else field.value = value;
      changed = true;
    }
    if (changed) say(form);
  }

  function say(form) {
    const note = document.createElement("p");
    const drop = document.createElement("button");
    note.className = "note";
    note.setAttribute("role", "status");
    note.textContent = `${document.body.dataset.restored} `;
    drop.type = "button";
    drop.className = "small";
    drop.textContent = document.body.dataset.drop;
    drop.addEventListener("click", () => { form.reset(); keep(form); note.remove(); });
    note.append(drop);
    form.before(note);
  }
})();
