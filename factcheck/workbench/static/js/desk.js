// The desk of an article: moving among claims, sending the card's forms, and its keys.
//
// Every link and form works by itself; here they are sent in the background, and the answer's
// card takes the place of the one that was there.

import { giveBack, keep, letGo } from "./keeping.js";
import { follow } from "./live.js";
import { markSelection } from "./marking.js";

const PART = { "X-Factcheck-Part": "desk" };
const article = document.getElementById("card")?.dataset.article;
let busy = false;
let shownClaim = "";

const card = () => document.getElementById("card");
const say = (words) => {
  const told = document.getElementById("said");
  told.textContent = "";
  requestAnimationFrame(() => (told.textContent = words));
};

// How each claim stands: marks and underlines in the text.
function show(states) {
  for (const [id, tone, version, open] of states) {
    for (const link of document.querySelectorAll(`.said[data-claim="${id}"]`)) {
      link.className = `said ${tone}`;
      link.dataset.version = version;
      link.toggleAttribute("data-open", open);
      const mark = link.querySelector(".mark");
      if (mark) {
        const legend = document.querySelector(`#marks [data-tone="${tone}"]`);
        mark.textContent = legend.textContent;
        mark.setAttribute("aria-label", legend.dataset.word);
      }
    }
  }
}

function choose(id) {
  for (const link of document.querySelectorAll(".said[aria-current]")) {
    link.removeAttribute("aria-current");
  }
  const links = document.querySelectorAll(`.said[data-claim="${id}"]`);
  for (const link of links) link.setAttribute("aria-current", "true");
  links[0]?.scrollIntoView({ block: "nearest" });
}

// Put the parts of an answer in their places. Returns whether it was such an answer.
function place(text) {
  const answer = new DOMParser().parseFromString(text, "text/html");
  if (!answer.getElementById("card")) return false;
  for (const id of ["tally", "card", "account"]) {
    document.getElementById(id)?.replaceWith(document.adoptNode(answer.getElementById(id)));
  }
  settle(false);
  return true;
}

// What has to be done with a card that has just come.
function settle(loaded) {
  const now = card();
  const states = JSON.parse(now.dataset.states);
  show(states);
  follow({ article, claim: now.dataset.claim ?? "", states, show: follows });
  for (const hidden of now.querySelectorAll("[data-unscripted]")) hidden.hidden = true;
  if (!now.dataset.claim) return;
  choose(now.dataset.claim);
  const form = now.querySelector("form[data-keeps]");
  if (form) {
    giveBack(form, now.dataset, loaded || now.dataset.claim !== shownClaim);
    free(form);
  }
  shownClaim = now.dataset.claim;
  const alert = now.querySelector('[role="alert"], [role="status"]');
  say(alert?.querySelector("p")?.textContent ?? alert?.textContent ?? "");
}

// With a source half-filled in, the server says whether it is enough.
function free(form) {
  const filled = ["url", "title"].some((name) => form.elements[name]?.value.trim());
  const override = form.elements.override_reason?.value.trim();
  for (const button of form.querySelectorAll("button[name=status]")) {
    button.disabled = button.hasAttribute("aria-describedby") && !filled && !override;
  }
}

function follows(news) {
  if (news.states) show(news.states);
  const now = card();
  const mine = news.states?.find(([id]) => id === now.dataset.claim);
  const shown = now.querySelector(".claim")?.dataset.version;
  if (mine && shown && String(mine[2]) !== shown) {
    const told = news.recent.find((each) => each.claim === now.dataset.claim);
    const note = document.getElementById("with-me");
    note.hidden = false;
    note.classList.add("notice", "mild");
    note.textContent = told?.said ?? "";
    if (!touched()) open(now.dataset.claim, { quiet: true });
  }
}

const touched = () => {
  const form = card().querySelector("form[data-keeps]");
  return card().contains(document.activeElement) && document.activeElement !== card()
    || [...(form?.elements ?? [])].some(
      (field) => /^(TEXTAREA|INPUT)$/.test(field.tagName) && field.type !== "hidden"
        && field.type !== "checkbox" && field.value.trim(),
    );
};

async function ask(address, options) {
  busy = true;
  document.body.setAttribute("aria-busy", "true");
  try {
    return await fetch(address, { ...options, headers: PART, credentials: "same-origin" });
  } finally {
    busy = false;
    document.body.removeAttribute("aria-busy");
  }
}

const failed = () => say(document.getElementById("marks").dataset.unreachable);

// Open the card of a claim; the address of the page follows.
async function open(id, { quiet = false } = {}) {
  if (busy) return;
  const address = `${location.pathname}?claim=${id}`;
  let answer;
  try {
    answer = await ask(address);
  } catch {
    return failed();
  }
  if (!answer.ok || answer.redirected || !place(await answer.text())) {
    location.assign(`${address}#card`);
    return;
  }
  history.replaceState(null, "", `${address}#card`);
  if (!quiet) card().focus({ preventScroll: true });
}

async function send(form, submitter) {
  if (busy) return;
  const target = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
  const body = new URLSearchParams(new FormData(form, submitter));
  let answer;
  try {
    answer = await ask(target, { method: "POST", body });
  } catch {
    return failed(); // the words stay in the form, and in the browser's keeping
  }
  const text = await answer.text();
  const way = new URL(answer.url);
  if (!text.includes('id="card"') || way.pathname === "/login") {
    // Not a card: an error, or a login that has ended. The browser shows it as a page.
    if (form.hasAttribute("data-keeps")) keep(form, card().dataset);
    return way.pathname === "/login" ? location.assign(answer.url) : replace(text);
  }
  const adding = new URL(target).pathname.endsWith("/evidence");
  if (answer.ok && form.hasAttribute("data-keeps")) {
    letGo(form, card().dataset, { rationale: adding });
  }
  place(text);
  if (answer.ok) history.replaceState(null, "", `${way.pathname}${way.search}#card`);
  const fault = card().querySelector('[aria-invalid="true"]');
  fault?.closest("details")?.setAttribute("open", "");
  (fault ?? card()).focus({ preventScroll: !fault });
}

function replace(text) {
  const page = new DOMParser().parseFromString(text, "text/html").getElementById("main");
  if (!page) return failed();
  document.getElementById("main").replaceWith(document.adoptNode(page));
  page.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form.closest("#card") || form.id === "undo") || form.method !== "post") return;
  event.preventDefault();
  send(form, event.submitter);
});

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.target.closest?.("a[data-claim]");
  if (!link) return;
  event.preventDefault();
  open(link.dataset.claim);
});

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-keeps]");
  if (form) {
    keep(form, card().dataset);
    free(form);
  }
});

document.addEventListener("change", (event) => {
  const form = event.target.closest?.('form[data-sends="change"]');
  if (form) form.requestSubmit();
});

// The keys. Letters act outside text fields.
const field = (name) => card().querySelector(`[name="${name}"]`);
const reveal = (id) => {
  const part = document.getElementById(id);
  if (!part) return;
  part.open = true;
  part.querySelector("textarea, input:not([type=hidden]), select, button")?.focus();
};
const press = (key) => card().querySelector(`[data-key="${key}"]`);

function decide(key) {
  const button = press(key);
  if (!button) return;
  const rationale = field("rationale");
  if (button.disabled) {
    const needs = document.getElementById(button.getAttribute("aria-describedby"));
    say(needs?.textContent ?? "");
    needs?.scrollIntoView({ block: "nearest" });
  } else if (rationale.value.trim().length < Math.max(1, Number(card().dataset.least))) {
    rationale.focus();
    say(document.getElementById("marks").dataset.rationale);
  } else {
    button.form.requestSubmit(button);
  }
}

function nextOpen() {
  const links = [...document.querySelectorAll("#manuscript .said[id]")];
  const at = links.findIndex((link) => link.dataset.claim === card().dataset.claim);
  const turned = [...links.slice(at + 1), ...links.slice(0, at)];
  const found = turned.find((link) => link.hasAttribute("data-open"));
  if (found) open(found.dataset.claim);
  else say(document.getElementById("marks").dataset.done);
}

const KEYS = {
  j: () => press("j")?.click(),
  k: () => press("k")?.click(),
  n: nextOpen,
  v: () => decide("v"),
  d: () => decide("d"),
  u: () => decide("u"),
  s: () => field("url")?.focus(),
  r: () => field("rationale")?.focus(),
  e: () => reveal("edit"),
  f: () => {
    const boxes = [...card().querySelectorAll(".ticks input[type=checkbox]")];
    (boxes.find((box) => !box.checked) ?? boxes[0])?.focus();
  },
  x: () => reveal("dismiss"),
  a: () => press("a")?.form.requestSubmit(press("a")),
  z: () => (press("z") ?? document.getElementById("undo"))?.requestSubmit(),
  c: () => markSelection(document.getElementById("marking")),
};

let leading = -Infinity;
document.addEventListener("keydown", (event) => {
  const typing = /^(TEXTAREA|SELECT)$/.test(event.target.tagName)
    || (event.target.tagName === "INPUT" && !/^(checkbox|radio)$/.test(event.target.type));
  const after = event.timeStamp - leading < 1500;
  leading = event.key === "g" && !typing ? event.timeStamp : -Infinity;
  if (event.defaultPrevented || typing || after) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  const act = KEYS[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

if (card()) settle(true);
