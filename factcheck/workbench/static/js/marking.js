// A claim marked by hand: the place of the selected words in the draft, in code points.

const holder = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node);

function offset(node, at) {
  const piece = holder(node)?.closest("[data-start]");
  if (!piece) return null;
  const range = document.createRange();
  range.setStart(piece, 0);
  range.setEnd(node, at);
  const marks = range.cloneContents().querySelectorAll(".mark");
  const unseen = [...marks].reduce((sum, mark) => sum + [...mark.textContent].length, 0);
  return Number(piece.dataset.start) + [...range.toString()].length - unseen;
}

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const manuscript = document.getElementById("manuscript");
  if (!manuscript.contains(range.commonAncestorContainer)) return null;
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  if (start === null || end === null || start >= end) return null;
  const words = range.cloneContents();
  for (const mark of words.querySelectorAll(".mark")) mark.remove();
  return { start, end, words: words.textContent };
}

export function markSelection(details) {
  if (!details) return;
  const form = details.querySelector("form");
  const found = selected();
  if (found) {
    for (const [name, value] of Object.entries(found)) form.elements[name].value = value;
    form.requestSubmit();
  } else {
    details.open = true;
    form.elements.words.focus();
  }
}
