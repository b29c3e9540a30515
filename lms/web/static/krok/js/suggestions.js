/* Pages proposed below a search field while one types. They are plain links: Tab or the arrow keys lead to
 * them, Escape takes them away, Enter in the field searches as without this script. */

const PAUSE = 200;
const SHORTEST = 2;

function accompany(form) {
  const field = form.querySelector("input[type=search]");
  const place = form.querySelector("[data-suggestions]");
  const told = form.querySelector("[role=status]");
  let waiting = 0;
  let asking = new AbortController();

  function show(drawn) {
    place.innerHTML = drawn;
    const count = place.querySelector("[data-told]");
    told.textContent = count ? count.textContent : "";
    count?.remove();
  }

  async function ask() {
    asking.abort();
    asking = new AbortController();
    const typed = field.value.trim();
    if (typed.length < SHORTEST) return show("");
    try {
      const address = `${form.dataset.suggest}?q=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { signal: asking.signal });
      if (answer.ok && document.activeElement === field) show((await answer.text()).trim());
    } catch {
      /* Nothing to propose; the search itself still works. */
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });

  form.addEventListener("keydown", (event) => {
    const links = [...place.querySelectorAll("a")];
    if (event.key === "Escape" && links.length) {
      event.preventDefault();
      field.focus();
      show("");
    } else if (links.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const stops = [field, ...links];
      const step = event.key === "ArrowDown" ? 1 : -1;
      stops.at((stops.indexOf(document.activeElement) + step) % stops.length).focus();
    }
  });

  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) show("");
  });
}

for (const form of document.querySelectorAll("[data-suggest]")) accompany(form);
