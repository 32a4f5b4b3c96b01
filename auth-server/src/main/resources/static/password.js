// Ticks off, while a new password is typed, the rules it meets. The server decides, with the engine the rules are written
// for; the browser's own expressions mean other things. Without this file the list of rules stays as it is.

const PAUSE = 400; // milliseconds without a key before anything is asked
const OTHERS = ["attempt", "userName", "displayName", "email"];

const field = document.querySelector("input[data-check]");
const list = document.getElementById("password-rules");
const said = document.getElementById("password-live");
const strength = document.getElementById("password-strength");
let timer;
let asked;

function show(items) {
  const met = new Map(items.map((item) => [item.id, item.met]));
  for (const line of list?.querySelectorAll("li[data-rule]") ?? []) {
    let state = line.querySelector(".state");
    if (!met.has(line.dataset.rule)) {
      state?.remove();
      line.removeAttribute("data-met");
      continue;
    }
    if (!state) {
      state = Object.assign(document.createElement("strong"), { className: "state" });
      line.append(" ", state);
    }
    line.dataset.met = String(met.get(line.dataset.rule));
    state.textContent = met.get(line.dataset.rule) ? list.dataset.done : list.dataset.toDo;
  }
}

function tell(live) {
  show(live.rules);
  const unmet = live.rules.filter((rule) => !rule.met).length;
  if (list) said.textContent = unmet ? list.dataset.unmet.replace("{0}", unmet) : list.dataset.all;
  strength.textContent = live.advice ?? "";
  strength.hidden = !live.advice;
}

function forget() {
  show([]);
  said.textContent = "";
  strength.hidden = true;
}

function question() {
  const form = field.form.elements;
  const body = new URLSearchParams({ _csrf: form.namedItem("_csrf")?.value ?? "", password: field.value });
  for (const name of OTHERS) {
    const other = form.namedItem(name);
    if (other) body.set(name, other.value);
  }
  return body;
}

async function check() {
  asked = new AbortController();
  try {
    const answer = await fetch(field.dataset.check, {
      method: "POST", body: question(), signal: asked.signal, headers: { Accept: "application/json" },
    });
    if (answer.ok) tell(await answer.json());
    else forget();
  } catch {
    // Typed on, or the network is away: the list says what is asked for in any case.
  }
}

field?.addEventListener("input", () => {
  clearTimeout(timer);
  asked?.abort();
  if (field.value) timer = setTimeout(check, PAUSE);
  else forget();
});
