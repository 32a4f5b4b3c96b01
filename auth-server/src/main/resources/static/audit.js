// Conveniences of the trace log. Everything here can be done without this file, by links and forms.

const box = document.getElementById("q");
const terms = document.getElementById("terms");

const actions = document.getElementById("actions");
for (const code of actions?.dataset.activities?.split(" ") ?? []) actions.append(new Option("", code));

const countries = document.getElementById("countries");
const inWords = new Intl.DisplayNames([document.documentElement.lang || "en"], { type: "region" });
for (const code of countries?.dataset.codes?.split(" ") ?? []) countries.append(new Option(inWords.of(code), code));

/* Suggestions for the term being typed, wherever it stands: the browser compares them with the whole line. */
if (box && terms) {
  const codes = [...actions?.options ?? []].map((option) => `action:${option.value}`);
  const places = [...countries?.options ?? []].map((option) => `country:${option.value}`);
  const known = [...new Set([...terms.options].map((option) => option.value).concat(codes, places))];
  const most = 20;
  const suggest = () => {
    const [, before, minus, word] = /^(.*\s)?(-?)(\S*)$/s.exec(box.value) ?? [, "", "", ""];
    const fitting = known.filter((term) => term.startsWith(word)).slice(0, most);
    terms.replaceChildren(...fitting.map((term) => new Option("", `${before ?? ""}${minus}${term}`)));
  };
  box.addEventListener("input", suggest);
  suggest();
}

/* Relative times would be others for whoever follows the link later: what is copied has them as they are now. */
for (const link of document.querySelectorAll("a[data-copy-link]")) {
  if (!navigator.clipboard) break;
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    await navigator.clipboard.writeText(link.href);
    const before = link.textContent;
    link.textContent = document.documentElement.dataset.copied;
    setTimeout(() => { link.textContent = before; }, 2000);
  });
}

/* Beside what asks for a value stands what leaves it out. The keys lead through rows, not through every cell. */
function prepare(part) {
  for (const button of part.querySelectorAll("form.rows button[name=add]:not([value^='-'])")) {
    button.tabIndex = -1;
    const minus = button.cloneNode(false);
    minus.value = `-${button.value}`;
    minus.textContent = "−";
    minus.setAttribute("aria-label", `− ${button.textContent}`);
    button.after(minus);
  }
  for (const link of part.querySelectorAll("form.rows td a[aria-label]")) link.tabIndex = -1;
  // What the elements are, where narrow screens lay them out otherwise.
  for (const row of part.querySelectorAll(".entries tbody tr")) row.setAttribute("role", "row");
  for (const cell of part.querySelectorAll(".entries td")) cell.setAttribute("role", "cell");
}

prepare(document);
// What another script brought onto the page: the rows themselves, so they are asked for from their surroundings.
addEventListener("brought", (event) => prepare(event.target.parentElement));

/* An answer that takes longer is waited for visibly. The question before it is given up by the browser, and ends by itself. */
const SOON = 300;
addEventListener("beforeunload", () => setTimeout(() => {
  for (const part of document.querySelectorAll("form.rows, figure.bars")) part.setAttribute("aria-busy", "true");
}, SOON));
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const part of document.querySelectorAll("[aria-busy]")) part.removeAttribute("aria-busy");
});

/* With Alt, pressing what stands in a cell leaves it out. */
addEventListener("click", (event) => {
  const button = event.altKey && event.target.closest("form.rows button[name=add]");
  if (!button || button.value.startsWith("-")) return;
  event.preventDefault();
  button.form.querySelector(`button[value=${CSS.escape(`-${button.value}`)}]`)?.click();
});

/* Keys. Whoever speaks to their computer, or strikes keys by accident, turns them off (WCAG 2.2 criterion 2.1.4). */
const OFF = "gatehouse-keys-off";
const help = document.getElementById("keys");

function areOff() {
  try {
    return localStorage.getItem(OFF) === "yes";
  } catch {
    return false; // no storage in this browser: then they are on
  }
}

const entries = () => [...document.querySelectorAll(".entries .entry a")];

/** The row that has the focus, by its number; -1 for none. */
const at = () => entries().findIndex((link) => link.closest("tr").contains(document.activeElement));

function step(by) {
  const last = entries().length - 1;
  const next = at() < 0 ? (by > 0 ? 0 : last) : at() + by;
  entries()[Math.min(Math.max(next, 0), last)]?.focus();
}

/** From one thing to press in a row to the next. */
function across(by) {
  const row = entries()[at()]?.closest("tr");
  const buttons = [...row?.querySelectorAll("button") ?? []];
  const here = buttons.indexOf(document.activeElement);
  buttons[here < 0 ? 0 : (here + by + buttons.length) % buttons.length]?.focus();
}

const press = (selector) => document.querySelector(selector)?.click();

const keys = {
  "/": () => box?.focus(),
  j: () => step(1),
  k: () => step(-1),
  f: () => across(1),
  t: () => document.querySelector(".presets.times a")?.focus(),
  e: () => press("[data-key=e]"),
  l: () => press("[data-key=l]"),
  "?": () => help?.showModal(),
};

function escape() {
  if (document.activeElement === box) box.blur();
  else if (document.activeElement?.closest(".entries button")) entries()[at()]?.focus();
  else press(".back a[data-key=Escape]");
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") return void escape();
  if (document.activeElement?.closest(".entries button") && /^Arrow(Left|Right)$/.test(event.key)) {
    event.preventDefault();
    return void across(event.key === "ArrowRight" ? 1 : -1);
  }
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (typing || areOff() || !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});

for (const button of document.querySelectorAll("button[data-help]")) {
  button.hidden = false;
  button.addEventListener("click", () => help.showModal());
}
const on = help?.querySelector("input[type=checkbox]");
if (on) {
  on.checked = !areOff();
  on.addEventListener("change", () => {
    try {
      localStorage.setItem(OFF, on.checked ? "no" : "yes");
    } catch (error) {
      console.debug(error); // no storage in this browser: then they stay on
    }
  });
}
