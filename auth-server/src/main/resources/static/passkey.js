// Passkeys: asks the browser's authenticators and sends their answer with an ordinary form, so that the server answers
// with an ordinary page. Without script, or without passkeys, nothing of it is shown where there is another way.

/** Ask again before the server forgets what it asked; it remembers five minutes. */
const RENEWED_AFTER = 4 * 60 * 1000;

const able = typeof PublicKeyCredential === "function"
  && typeof PublicKeyCredential.parseCreationOptionsFromJSON === "function"
  && typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function";

/** What waits for somebody to choose a passkey from the field's suggestions. */
let waiting;

/** Whether somebody pressed the button: a browser refuses a second request, and theirs must not be the second. */
let choosing = false;

function trouble(form, kind) {
  for (const box of form.querySelectorAll("[data-trouble]")) box.hidden = box.dataset.trouble !== kind;
  form.querySelector(`[data-trouble="${kind}"]`)?.focus();
}

async function options(form) {
  const answer = await fetch(form.dataset.options, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!answer.ok || answer.redirected) throw new Error(`Options: ${answer.status}`);
  return answer.json();
}

function send(form, credential) {
  form.elements.credential.value = JSON.stringify(credential);
  form.requestSubmit();
}

/** The names of the browser's errors do not say whether somebody cancelled or the time was up; that is on purpose. */
function tell(form, error) {
  if (error.name === "AbortError") return;
  const kinds = { NotAllowedError: "cancelled", InvalidStateError: "exists", NotSupportedError: "unsupported" };
  trouble(form, kinds[error.name] ?? "failed");
}

async function create(form) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await options(form));
  send(form, await navigator.credentials.create({ publicKey }));
}

async function choose(form) {
  choosing = true;
  waiting?.abort();
  try {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await options(form));
    send(form, await navigator.credentials.get({ publicKey }));
  } finally {
    choosing = false;
  }
}

/** Suggests passkeys in the user name's field for as long as the page is open. */
async function suggest(form) {
  if (!await PublicKeyCredential.isConditionalMediationAvailable?.() || choosing) return;
  for (;;) {
    waiting?.abort();
    waiting = new AbortController();
    const { signal } = waiting;
    const renewal = setTimeout(() => waiting.abort("renew"), RENEWED_AFTER);
    try {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await options(form));
      if (signal.aborted) return;
      send(form, await navigator.credentials.get({ publicKey, mediation: "conditional", signal }));
      return;
    } catch (error) {
      if (signal.reason !== "renew") {
        if (!signal.aborted) console.debug(error);
        return;
      }
    } finally {
      clearTimeout(renewal);
    }
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const start = form.querySelector("[data-start]");
  const kind = form.dataset.passkey;
  if (!able) {
    if (kind !== "sign-in") trouble(form, "unsupported");
    continue;
  }
  const suggests = kind === "sign-in" && document.querySelector("input[autocomplete~=webauthn]");
  form.hidden = false;
  start.hidden = false;
  start.addEventListener("click", async () => {
    start.disabled = true;
    try {
      await (kind === "create" ? create(form) : choose(form));
    } catch (error) {
      tell(form, error);
      if (suggests) suggest(form);
    } finally {
      start.disabled = false;
    }
  });
  if (suggests) suggest(form);
}

// A request that is under way would keep the next page's from beginning.
addEventListener("submit", () => waiting?.abort());
addEventListener("pagehide", () => waiting?.abort());

/** Tells authenticators what is still good here; they may not be listening. */
async function signal(kind, details) {
  try {
    await PublicKeyCredential[kind]?.(details);
  } catch (error) {
    console.debug(error);
  }
}

if (able) {
  for (const { dataset } of document.querySelectorAll("[data-passkey-signals]")) {
    const [rpId, userId] = [dataset.passkeySignals, dataset.user];
    const allAcceptedCredentialIds = (dataset.ids ?? "").split(" ").filter((id) => id);
    signal("signalAllAcceptedCredentials", { rpId, userId, allAcceptedCredentialIds });
    signal("signalCurrentUserDetails", { rpId, userId, name: dataset.name, displayName: dataset.displayName });
  }
  for (const { dataset } of document.querySelectorAll("[data-passkey-unknown]")) {
    signal("signalUnknownCredential", { rpId: dataset.rpId, credentialId: dataset.passkeyUnknown });
  }
}
