// Follows the trace log: says how many entries are new, and shows them when nobody is in the middle of something.

const follow = document.querySelector("button[data-tail]");
const news = document.querySelector("button[data-news]");
const said = document.getElementById("tail-said");
let stream;

/** Pointing at rows, being on one of them, or having gone down the page: then nothing moves. */
function isReading() {
  const rows = document.querySelector("form.rows");
  const further = rows?.getBoundingClientRect().top < 0;
  return further || document.hidden || rows?.matches(":hover, :focus-within") || document.querySelector("dialog[open]");
}

function tell(count) {
  news.hidden = count === 0;
  news.textContent = count < 100 ? news.dataset[count === 1 ? "one" : "text"].replace("{0}", count) : news.dataset.more;
  said.textContent = count ? news.textContent : "";
}

/** The same page again, by the same right, in the same words. */
async function show() {
  try {
    const answer = await fetch(location.href, { redirect: "error" });
    const page = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of ["form.rows", "figure.bars"]) {
      const [old, fresh] = [document.querySelector(part), page && page.querySelector(part)];
      if (!old || !fresh) continue;
      old.replaceWith(fresh);
      fresh.dispatchEvent(new Event("brought", { bubbles: true }));
    }
    if (!page || !document.querySelector("form.rows")) return location.reload();
    tell(0);
    start();
  } catch {
    // the network is away; the count stays, and the button with it
  }
}

function stop() {
  stream?.close();
  stream = undefined;
  follow.setAttribute("aria-pressed", "false");
  follow.textContent = follow.dataset.start;
}

function start() {
  stream?.close();
  stream = new EventSource(follow.dataset.tail);
  stream.addEventListener("new", (event) => {
    tell(Number(event.data));
    if (!isReading()) show();
  });
  stream.addEventListener("end", stop);
  stream.addEventListener("error", () => { if (stream?.readyState === EventSource.CLOSED) stop(); });
  follow.setAttribute("aria-pressed", "true");
  follow.textContent = follow.dataset.stop;
}

if (follow) {
  follow.hidden = false;
  follow.addEventListener("click", () => (stream ? stop() : start()));
  news.addEventListener("click", show);
  addEventListener("pagehide", stop);
}
