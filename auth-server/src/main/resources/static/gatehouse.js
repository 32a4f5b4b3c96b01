// Small conveniences. Every page works without this file; it only reveals what needs it.

const words = document.documentElement.dataset;
const language = document.documentElement.lang || "en";
/** The reader's own way of writing dates, if it is one of the page's language. */
const locale = navigator.languages?.find((tag) => tag.split("-")[0] === language) ?? language;

/** The summary of errors takes the focus, so that it is read first and its links are one key away. */
document.querySelector("[data-focus]")?.focus();

for (const button of document.querySelectorAll("button[data-show]")) {
  const field = document.getElementById(button.dataset.show);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.textContent = shown ? words.hide : words.show;
    button.setAttribute("aria-pressed", String(shown));
    field.focus();
  });
  // A password left readable would be kept by the browser as ordinary form text.
  field.form?.addEventListener("submit", () => { field.type = "password"; });
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    const before = button.textContent;
    button.textContent = words.copied;
    setTimeout(() => { button.textContent = before; }, 2000);
  });
}

const units = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function relative(instant) {
  const seconds = Math.round((instant - Date.now()) / 1000);
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units.at(-1);
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.trunc(seconds / size), unit);
}

/** The server wrote the time in UTC; the reader gets it in their own zone, and how far away it is. */
for (const time of document.querySelectorAll("time[data-relative]")) {
  const instant = new Date(time.dateTime);
  if (Number.isNaN(instant.getTime())) continue;
  time.title = time.textContent;
  const local = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }).format(instant);
  if (time.dataset.relative === "first") {
    time.textContent = relative(instant);
    time.append(Object.assign(document.createElement("small"), { textContent: local }));
  } else {
    time.textContent = `${local} (${relative(instant)})`;
  }
}

/** One press is one request. */
for (const form of document.querySelectorAll("form[method=post]:not([data-again])")) { // those lead to a file, not away
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
// The page may come back from the browser's history, ready to be used again.
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) delete form.dataset.sent;
});
