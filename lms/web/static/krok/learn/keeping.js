/* What a phone keeps of lessons, and for whom. Loaded by the pages of whoever learns. */

const SHELVES = "krok-learn-";
const FLAG = "krok-learn";
const LEFT = "krok-left";
const language = document.documentElement.lang;

/** Remember on this device that something is kept here, so that a sign-out forgets it. */
function flag() {
  try {
    localStorage.setItem(FLAG, "1");
  } catch {
    /* Where nothing may be remembered, leaving is noticed by the next page of ours. */
  }
}

/** The worker that answers for one part of the site. The lessons of a course lie below its page. */
async function workerFor(scope) {
  const registration = await navigator.serviceWorker.register(`/${language}/learn/worker.js`, { scope });
  if (registration.active) return registration.active;
  const coming = registration.installing ?? registration.waiting;
  return new Promise((resolve) => {
    coming.addEventListener("statechange", () => coming.state === "activated" && resolve(coming));
  });
}

function ask(worker, message) {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage(message, [channel.port2]);
  });
}

const drawnWith = () =>
  performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && !/\/learn\/.*\/(read|check|finish)\/$/.test(pathname))
    .filter(({ pathname }) => /\.(css|js|woff2|svg|png|jpe?g|webp|avif)$/.test(pathname))
    .map(({ href }) => href);

/** Keep this page, what it is drawn with, and any others. Resolves with whether all of it is here. */
export async function keep(pages, scopes) {
  if (!("serviceWorker" in navigator) || !("caches" in globalThis)) return false;
  flag();
  await caches.delete(LEFT);
  const workers = await Promise.all([...scopes, `/${language}/learn/`].map(workerFor));
  return ask(workers[0], { drawn: [...drawnWith(), `/${language}/learn/away/`], pages });
}

/** The part of the site under which a lesson lies: its course. */
export const courseOf = (address) => new URL("../", new URL(address, location.href)).pathname;

const takeAlong = document.querySelector("[data-take-along]");
if (takeAlong && "serviceWorker" in navigator) {
  const lessons = [...document.querySelectorAll(".lessons a[href]")].map(({ href }) => href);
  takeAlong.hidden = !lessons.length;
  takeAlong.querySelector("button").addEventListener("click", async ({ target }) => {
    const button = target.closest("button");
    button.disabled = true;
    const isKept = await keep([location.href, ...lessons], new Set(lessons.map(courseOf))).catch(() => false);
    button.disabled = false;
    button.hidden = isKept;
    const said = takeAlong.querySelector("[data-kept]");
    if (isKept) said.textContent = said.dataset.kept;
  });
}

/* A page of the learner's that is open anyway is kept where lessons are. */
async function keepThis() {
  const known = "caches" in globalThis ? await caches.keys() : [];
  if (known.some((name) => name.startsWith(SHELVES))) await keep([location.href], new Set());
}
if (!document.querySelector("[data-lesson]")) keepThis().catch(() => {});
