// Proposes people while somebody types. Without this file the form searches as ever.

const FEWEST = 2; // as the server has it
const PAUSE = 200; // milliseconds: who types fast asks once

for (const box of document.querySelectorAll("input[data-proposes]")) {
  const list = document.getElementById(box.getAttribute("list"));
  let asking = new AbortController();
  let timer;

  const propose = async (typed) => {
    asking.abort();
    asking = new AbortController();
    try {
      const url = `${box.dataset.proposes}?q=${encodeURIComponent(typed)}`;
      const answer = await fetch(url, { signal: asking.signal, redirect: "error", headers: { Accept: "application/json" } });
      const people = answer.ok ? await answer.json() : [];
      if (box.value.trim() === typed) list.replaceChildren(...people.map(({ value, label }) => new Option(label, value)));
    } catch {
      // given up for the next letter, signed out meanwhile, or no answer: the form is there
    }
  };

  box.addEventListener("input", () => {
    clearTimeout(timer);
    const typed = box.value.trim();
    if ([...typed].length < FEWEST) {
      asking.abort();
      list.replaceChildren();
    } else {
      timer = setTimeout(() => propose(typed), PAUSE);
    }
  });
}
