// The queue by keys: j and k move, Enter opens, Space or x ticks.

const links = [...document.querySelectorAll(".waiting-claim a")];
const bulk = document.getElementById("at-once");
const picked = document.getElementById("picked");

function count() {
  const boxes = document.querySelectorAll(".waiting-claim input[type=checkbox]:checked");
  if (picked) picked.textContent = boxes.length ? `(${boxes.length})` : "";
  if (bulk && boxes.length > 1) bulk.open = true;
}

function step(by) {
  const at = links.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by;
  links[Math.min(Math.max(next, 0), links.length - 1)]?.focus();
}

document.addEventListener("change", count);
document.addEventListener("keydown", (event) => {
  const typing = /^(TEXTAREA|SELECT)$/.test(event.target.tagName)
    || (event.target.tagName === "INPUT" && !/^(checkbox|radio)$/.test(event.target.type));
  if (typing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "x") {
    const box = event.target.closest(".waiting-claim")?.querySelector("input[type=checkbox]");
    if (!box) return;
    box.checked = !box.checked;
    count();
  } else return;
  event.preventDefault();
});
count();
