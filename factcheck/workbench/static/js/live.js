// What others do meanwhile: asked for every few seconds while the page is looked at.

const EVERY = 4000;
let watched = null;
let digest = "";
let timer = 0;

export function follow(what) {
  const first = watched === null;
  watched = what;
  digest = ""; // the page has just been told how the claims stand, in other words
  if (first) {
    timer = setTimeout(look, EVERY / 2);
    document.addEventListener("visibilitychange", () => {
      clearTimeout(timer);
      if (!document.hidden) look();
    });
  }
}

async function look() {
  if (!document.getElementById("card")) return; // the page has become another one
  const { article, claim } = watched;
  try {
    const query = new URLSearchParams({ known: digest, claim });
    const answer = await fetch(`/articles/${article}/pulse?${query}`, { redirect: "manual" });
    if (answer.type === "opaqueredirect") return; // the login has ended: the next form says so
    if (answer.ok) {
      const news = await answer.json();
      digest = news.digest;
      tell(news);
      watched.show(news);
    }
  } catch {
    // No connection: the next form that is sent says so.
  }
  if (!document.hidden) timer = setTimeout(look, EVERY);
}

function tell({ present }) {
  const line = document.getElementById("presence");
  const here = present.filter((each) => each.claim && each.claim === watched.claim);
  const words = document.getElementById("marks").dataset;
  const names = (people) => people.map((each) => each.name).join(", ");
  line.textContent = here.length
    ? words.here.replace("{names}", names(here))
    : present.length
      ? words.around.replace("{names}", names(present))
      : "";
  line.classList.toggle("near", here.length > 0);
}
