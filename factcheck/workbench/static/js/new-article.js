// A text by a form: files are dropped onto it, and what is typed is kept until it has arrived.

import { erase, keep, kept } from "./kept.js";
import "./times.js";

const MOST_BYTES = 20_000_000;
const form = document.querySelector("form[data-keeps]");
const text = form.elements.text;
const file = form.elements.file;
const title = form.elements.title;
const name = form.dataset.keeps;

function guessTitle() {
  if (!title) return;
  const line = text.value.split("\n").find((each) => each.trim()) ?? "";
  title.placeholder = line.trim().slice(0, 200);
}

function showFile() {
  const chosen = form.querySelector(".chosen");
  const [given] = file.files;
  const large = given && given.size > MOST_BYTES;
  const size = (bytes) =>
    new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(
      Math.max(bytes / 1e6, 0.1),
    );
  chosen.textContent = given
    ? `${given.name} – ${size(given.size)} MB${large ? `. ${chosen.dataset.large}` : ""}`
    : "";
  file.setCustomValidity(large ? chosen.dataset.large : "");
}

function restore() {
  const words = kept(name)?.words;
  if (text.value.trim() || !words) return;
  text.value = words;
  const said = document.createElement("p");
  said.className = "notice mild";
  said.setAttribute("role", "status");
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "quiet";
  discard.textContent = form.dataset.discard;
  discard.addEventListener("click", () => {
    erase(name);
    text.value = "";
    guessTitle();
    said.remove();
    text.focus();
  });
  said.append(`${form.dataset.restored} `, discard);
  form.prepend(said);
}

let waiting;
text.addEventListener("input", () => {
  guessTitle();
  clearTimeout(waiting);
  waiting = setTimeout(() => keep(name, text.value.trim() && text.value), 400);
});
addEventListener("pagehide", () => {
  clearTimeout(waiting);
  if (text.value.trim()) keep(name, text.value);
});
file.addEventListener("change", showFile);

// The whole page takes them: a file dropped beside the form would take the browser away from it.
const carriesFile = (event) => event.dataTransfer?.types.includes("Files");
for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    form.classList.add("over");
  });
}
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) form.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  form.classList.remove("over");
  if (!carriesFile(event)) return;
  event.preventDefault();
  file.files = event.dataTransfer.files;
  showFile();
  file.focus();
});

restore();
guessTitle();
showFile();
