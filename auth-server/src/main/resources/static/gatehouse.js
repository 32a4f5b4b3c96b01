// Small conveniences. Every page works without this file; it only reveals what needs it.

const words = document.documentElement.dataset;
const language = document.documentElement.lang || "en";
/** The reader's own way of writing dates, if it is one of the page's language. */
const locale = navigator.languages?.find((tag) => tag.split("-")[0] === language) ?? language;

/** The summary of errors takes the focus, so that it is read first and its links are one key away. */
document.querySelector("[data-focus]")?.focus();

/** What was a password when the page came is one, however it is shown. */
const passwords = new Set(document.querySelectorAll("input[type=password]"));

for (const button of document.querySelectorAll("button[data-show]")) {
  const field = document.getElementById(button.dataset.show);
  const show = (shown) => {
    field.type = shown ? "text" : "password";
    button.textContent = shown ? words.hide : words.show;
    button.setAttribute("aria-pressed", String(shown));
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    show(field.type === "password");
    field.focus();
  });
  // A password left readable would be kept by the browser as ordinary form text.
  field.form?.addEventListener("submit", () => show(false));
  addEventListener("pagehide", () => show(false));
}

/** A password is never cut; whoever types or pastes one that is too long is told by how much. Counted as the server does. */
for (const field of document.querySelectorAll("input[data-most]")) {
  const told = document.querySelector(`[data-too-long="${field.id}"]`);
  field.addEventListener("input", () => {
    const [length, most] = [[...field.value.normalize("NFC")].length, Number(field.dataset.most)];
    told.hidden = length <= most;
    told.textContent = told.hidden ? "" : told.dataset.text.replace("{0}", length).replace("{1}", most);
  });
}

/** A password manager fills name and password at once, where people are asked for the name alone first. */
for (const part of document.querySelectorAll(".for-managers")) {
  part.setAttribute("aria-hidden", "true");
  for (const item of part.querySelectorAll("input, button")) item.tabIndex = -1;
}

/** Of a list, a line for each item. */
function asText(element) {
  const items = [...element.querySelectorAll("li")];
  return items.length ? items.map((item) => item.textContent).join("\n") : element.textContent;
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(asText(document.getElementById(button.dataset.copy)));
    const before = button.textContent;
    button.textContent = words.copied;
    setTimeout(() => { button.textContent = before; }, 2000);
  });
}

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

const units = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function relative(instant) {
  const seconds = Math.round((instant - Date.now()) / 1000);
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units.at(-1);
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.trunc(seconds / size), unit);
}

/** The server wrote the time in UTC; the reader gets it in their own zone, and how far away it is. In the zone they chose, as it is. */
function localise(time) {
  const instant = new Date(time.dateTime);
  if (Number.isNaN(instant.getTime())) return;
  time.title = time.textContent;
  const local = time.dataset.zone ? time.textContent
    : new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }).format(instant);
  if (time.dataset.relative === "first") {
    time.textContent = relative(instant);
    time.append(Object.assign(document.createElement("small"), { textContent: local }));
  } else {
    time.textContent = `${local} (${relative(instant)})`;
  }
}

const localiseAll = (part) => part.querySelectorAll("time[data-relative]").forEach(localise);
localiseAll(document);
// What another script brought onto the page.
addEventListener("brought", (event) => localiseAll(event.target));

/** One press is one request; a form that is answered with a file may be sent again. */
for (const form of document.querySelectorAll("form[method=post]:not([data-again])")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
// The page may come back from the browser's history, ready to be used again.
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) delete form.dataset.sent;
});

// What somebody typed outlives a change of language and a sign-in in between: in this tab, for a quarter of an hour, for
// the same person, and never a password or a code.
const DRAFT = "gatehouse-draft";
const DRAFT_LASTS = 15 * 60 * 1000;
const KEPT = ["text", "email", "tel", "search", "url", "number", "date", "checkbox", "radio", "textarea", "select-one"];

function isSecret(field) {
  return passwords.has(field) || "secret" in field.dataset || /password|one-time-code/.test(field.autocomplete);
}

function kept(form) {
  return [...form.elements].filter((field) => field.name && !field.hidden && KEPT.includes(field.type) && !isSecret(field));
}

function keep(away) {
  const forms = [...document.querySelectorAll("form[method=post]")].map((form) =>
    kept(form).map(({ name, type, value, checked }) => ({ name, type, value, checked })));
  const draft = { path: location.pathname, person: words.person ?? "", at: Date.now(), away, forms };
  sessionStorage.setItem(DRAFT, JSON.stringify(draft));
}

function bringBack(draft) {
  document.querySelectorAll("form[method=post]").forEach((form, at) => {
    const fields = kept(form);
    (draft.forms[at] ?? []).forEach(({ name, type, value, checked }, place) => {
      const field = fields[place];
      if (field?.name !== name || field.type !== type) return;
      if (type === "checkbox" || type === "radio") field.checked = checked;
      else field.value = value;
    });
  });
}

/** Where somebody signs in on their way back to what they typed. */
const onTheWay = /^\/realms\/[^/]+\/(sign-in|connections|oauth2)(\/|$)/.test(location.pathname);

/** Back on the page it was typed on: brought back. On the way there: kept. Anywhere else: the form was taken, and it is gone. */
function lookForDraft() {
  const draft = JSON.parse(sessionStorage.getItem(DRAFT) ?? "null");
  if (!draft) return;
  const here = draft.path === location.pathname;
  if (!here && onTheWay && Date.now() - draft.at < DRAFT_LASTS) {
    sessionStorage.setItem(DRAFT, JSON.stringify({ ...draft, away: true }));
    return;
  }
  sessionStorage.removeItem(DRAFT);
  const fresh = Date.now() - draft.at < DRAFT_LASTS && draft.person === (words.person ?? "");
  if (here && draft.away && fresh && !document.querySelector("[data-focus]")) bringBack(draft);
}

try {
  lookForDraft();
  for (const link of document.querySelectorAll("a[data-stays]")) link.addEventListener("click", () => keep(true));
  for (const form of document.querySelectorAll("form[method=post]")) form.addEventListener("submit", () => {
    if (!onTheWay) keep(false);
  });
} catch (error) {
  console.debug(error); // no storage in this browser: then nothing is kept
}

/* What is being made in the background is looked at again, as long as the page says so and somebody sees it. */
async function lookAgain(id) {
  try {
    const answer = await fetch(location.pathname, { redirect: "error" });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id) : null;
  } catch {
    return null; // next time
  }
}

function refresh(part) {
  setTimeout(async () => {
    const inUse = document.hidden || part.contains(document.activeElement);
    const fresh = inUse ? null : await lookAgain(part.id);
    if (fresh) {
      part.replaceWith(fresh);
      localiseAll(fresh);
    }
    const shown = fresh ?? part;
    if (shown.dataset.refresh) refresh(shown);
  }, 1000 * part.dataset.refresh);
}

document.querySelectorAll("[data-refresh]").forEach(refresh);
