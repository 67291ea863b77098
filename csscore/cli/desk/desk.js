"use strict";
// Drops files into the form, says that something is being worked at, copies command lines. Without it the form does the same.
history.replaceState(null, "", location.pathname); // the token is in a cookie now, and stays out of the history

const form = document.getElementById("desk");
const working = document.getElementById("working");
const work = () => { working.textContent = working.dataset.text; };
const rest = () => { working.textContent = ""; };
addEventListener("pageshow", rest);

if (form) {
  const drop = document.getElementById("drop");
  const chosen = form.querySelector(".schemes :checked");
  if (chosen) chosen.closest("ul").scrollTop = chosen.closest("li").offsetTop - chosen.closest("ul").offsetTop;
  const send = (button) => form.requestSubmit(document.getElementById(button));
  form.addEventListener("submit", work);
  for (const kind of ["dragenter", "dragover"]) {
    addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    document.getElementById("file").files = event.dataTransfer.files;
    send("add");
  });
  for (const id of ["file", "own"]) document.getElementById(id).addEventListener("change", () => send("add"));
  for (const role of form.querySelectorAll('select[name^="role"]')) {
    const called = form.elements[role.name.replace("role", "called")];
    const fit = () => { called.hidden = role.value !== "input"; };
    role.addEventListener("change", fit);
    fit();
  }
}

for (const button of document.querySelectorAll(".copy")) {
  const code = button.previousElementSibling;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      getSelection().selectAllChildren(code);
    }
  });
}
