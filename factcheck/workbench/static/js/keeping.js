// What is typed stays in the browser until it is recorded: a crash or an ended login loses nothing.
//
// Kept by person and claim; another person at the same browser is not shown it.

import { erase, keep as store, kept as read } from "./kept.js";

const OWN = ["rationale", "override_reason"];
const SOURCE = [
  "url", "stance", "kind", "title", "passage", "locator", "publisher", "reliability",
  "independence_group",
];
const name = ({ person, claim }) => `typed:${person}:${claim}`;

// A confidential source is kept nowhere but on the server: who finds this browser finds no name.
export function keep(form, whose) {
  const words = {};
  for (const field of form.elements.confidential?.checked ? OWN : [...OWN, ...SOURCE]) {
    const value = form.elements[field]?.value ?? "";
    if (value.trim()) words[field] = value;
  }
  store(name(whose), Object.keys(words).length ? words : null);
}

// After it was recorded. The rationale stays when only the source was sent.
export function letGo(form, whose, { rationale }) {
  const kept = rationale ? form.elements.rationale?.value.trim() : "";
  store(name(whose), kept ? { rationale: kept } : null);
}

// `tells`: whether the reader is told of it, as when the page is new to them.
export function giveBack(form, whose, tells) {
  const kept = read(name(whose));
  if (!kept) return;
  let given = false;
  for (const [field, value] of Object.entries(kept.words)) {
    const element = form.elements[field];
    if (element && !element.value.trim()) {
      element.value = value;
      given = true;
      if (!["rationale", "url", "stance", "kind"].includes(field)) {
        element.closest("details")?.setAttribute("open", "");
      }
    }
  }
  if (!given || !tells) return;
  const note = form.querySelector(".kept");
  const told = document.getElementById("marks").dataset;
  const when = new Date(kept.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  note.textContent = `${told.kept} (${when}) `;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "plain";
  drop.textContent = told.drop;
  drop.addEventListener("click", () => {
    erase(name(whose));
    for (const field of Object.keys(kept.words)) {
      if (form.elements[field]) form.elements[field].value = "";
    }
    note.hidden = true;
  });
  note.append(drop);
  note.hidden = false;
}
