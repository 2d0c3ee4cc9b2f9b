// Words that are being typed, kept in this browser until they have arrived, a week at most.

const SENT = "factcheck_sent";
const OURS = /^(typed:|factcheck\.)/;
const WEEK = 7 * 24 * 3600 * 1000;

// What is kept under this name and since when; null for nothing. What is too old is erased.
export function kept(name) {
  try {
    const found = JSON.parse(localStorage.getItem(name));
    if (found && Date.now() - found.at < WEEK) return found;
  } catch {
    // Unreadable is as good as nothing.
  }
  erase(name);
  return null;
}

// Keeps nothing where the browser lets nothing be kept, or has no room for it.
export function keep(name, words) {
  try {
    if (words) localStorage.setItem(name, JSON.stringify({ at: Date.now(), words }));
    else localStorage.removeItem(name);
  } catch {
    erase(name);
  }
}

export function erase(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing is kept there.
  }
}

export function eraseOld() {
  try {
    for (const name of Object.keys(localStorage)) if (OURS.test(name)) kept(name);
  } catch {
    // Nothing is kept there.
  }
}

// What the server took in need not be kept any longer: its name comes back as a cookie.
export function eraseSent() {
  const found = document.cookie.match(new RegExp(`(?:^|; )${SENT}=([^;]+)`));
  if (!found) return;
  erase(decodeURIComponent(found[1]));
  document.cookie = `${SENT}=; Max-Age=0; Path=/; SameSite=Lax`;
}
