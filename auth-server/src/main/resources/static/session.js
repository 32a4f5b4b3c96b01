// Tells people before their sign-in ends, and lets them stay. Without script it just ends, as the server says.

/** Enough to notice, to read it and to press a button (WCAG 2.2 criterion 2.2.1 asks for 20 seconds). */
const NOTICE = 2 * 60 * 1000;

const box = document.querySelector(".sign-in-end");
const idle = Number(box.dataset.idle) * 1000;
const end = Date.parse(box.dataset.at);
/** The realm's other pages in this browser: a request of one is a request of all. */
const pages = new BroadcastChannel(box.dataset.stay);

let asked = Date.now();
let told;
let timer;

function tell(when) {
  if (told === when) return;
  told = when;
  box.querySelector(":scope > .box")?.remove();
  if (when) box.append(box.querySelector(`template[data-when=${when}]`).content.cloneNode(true));
}

/** Looks where we are, and again when that changes; a machine that slept finds out on waking. */
function look() {
  clearTimeout(timer);
  const now = Date.now();
  const first = Math.min(asked + idle, end);
  if (now >= first) {
    tell("over"); // to ask the server would be a request, and nobody would ever be signed out
    return;
  }
  if (now >= first - NOTICE) tell(first === end ? "end" : "idle");
  else tell();
  timer = setTimeout(look, (now >= first - NOTICE ? first : first - NOTICE) - now);
}

function heard() {
  asked = Date.now();
  look();
}

async function stay() {
  try {
    const answer = await fetch(box.dataset.stay, { redirect: "manual" });
    if (answer.status === 204) {
      heard();
      pages.postMessage("asked");
    } else {
      clearTimeout(timer);
      tell("over");
    }
  } catch {
    // the network is away; the notice stays, and the button with it
  }
}

box.addEventListener("click", (event) => {
  if (event.target.closest("button")) stay();
});
pages.addEventListener("message", heard);
document.addEventListener("visibilitychange", () => { if (!document.hidden && told !== "over") look(); });
pages.postMessage("asked");
look();
