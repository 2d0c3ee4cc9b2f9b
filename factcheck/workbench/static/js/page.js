// What every page does: the overlay of keys, keys that lead to other pages, forms sent by key.

import "./sent.js";

const typing = (element) =>
  element?.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element?.tagName ?? "");

const overlay = document.getElementById("keys");
const leads = { q: "/", a: "/articles", r: "/reports" };
let leading = -Infinity;

function show(dialog) {
  if (dialog && !dialog.open) dialog.showModal();
}

for (const opener of document.querySelectorAll("[data-opens]")) {
  opener.hidden = false;
  opener.addEventListener("click", () => show(document.getElementById(opener.dataset.opens)));
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.who[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest?.("form");
    if (form && form.method === "post") {
      event.preventDefault();
      form.requestSubmit();
    }
    return;
  }
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("details.who[open]")) menu.open = false;
    if (typing(event.target)) event.target.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.timeStamp - leading < 1500 && leads[event.key]) {
    event.preventDefault();
    location.assign(leads[event.key]);
  } else if (event.key === "?") {
    event.preventDefault();
    show(overlay);
  } else if (event.key === "/") {
    const find = document.getElementById("find");
    if (find) {
      event.preventDefault();
      find.focus();
      find.select();
    }
  }
  leading = event.key === "g" ? event.timeStamp : -Infinity;
});
