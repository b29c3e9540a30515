/* A lesson: remembers how far one has read, keeps the page for reading without a network, sends later what
 * could not be sent now. Without it everything on the page works as a plain form.
 */

import { courseOf, keep } from "./keeping.js";

const lesson = document.querySelector("[data-lesson]");
const QUEUE = "krok-learnt";
const SAID_FOR = 8000;
const REST = 2500;
const token = () => document.querySelector('input[name="csrfmiddlewaretoken"]')?.value ?? "";

/* --- words --------------------------------------------------------------------------------- */

function say(name, place = document.querySelector(".frame-notes")) {
  const words = document.querySelector(`template[data-words="${name}"]`)?.content.cloneNode(true).firstElementChild;
  if (!words || !place) return null;
  place.querySelector(`[data-said-here="${name}"]`)?.remove();
  words.dataset.saidHere = name;
  place.append(words);
  return words;
}

/* --- what is sent later -------------------------------------------------------------------- */

function queue(change) {
  try {
    const known = JSON.parse(localStorage.getItem(QUEUE) ?? "[]");
    if (!change) return known;
    localStorage.setItem(QUEUE, JSON.stringify(change(known)));
  } catch {
    /* Where nothing may be remembered, what was read without a network is read again. */
  }
  return [];
}

function post(address, fields, headers = {}) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", token());
  for (const [name, value] of fields) body.append(name, value);
  return fetch(address, { method: "POST", body, headers, credentials: "same-origin", keepalive: true });
}

/** Send it, or keep it for later. Of how far somebody read, only the last word counts. */
async function tell(address, fields) {
  try {
    const answer = await post(address, fields, { Accept: "application/json" });
    if (answer.status < 500 && !answer.redirected) return answer;
  } catch {
    /* No network: below. */
  }
  queue((known) => [...known.filter((one) => one.address !== address), { address, fields, shelf: lesson.dataset.shelf }]);
  return null;
}

let isSending = false;
async function sendWaiting() {
  const waiting = queue().filter(({ shelf }) => shelf === lesson.dataset.shelf);
  if (!waiting.length || isSending || !navigator.onLine) return;
  isSending = true;
  try {
    for (const one of waiting) {
      const answer = await post(one.address, one.fields, { Accept: "application/json" });
      if (answer.redirected || answer.status === 403 || answer.status >= 500) return;
      queue((known) => known.filter(({ address }) => address !== one.address));
    }
    document.querySelector('[data-said-here="away"]')?.remove();
    const said = say("sent");
    setTimeout(() => said?.remove(), SAID_FOR);
  } catch {
    /* Still no network. */
  } finally {
    isSending = false;
  }
}

/* --- how far one has read ------------------------------------------------------------------ */

const parts = [...document.querySelectorAll("[data-part]")];
let furthest = -1;
let told = -1;
let resting = 0;

function tellHowFar() {
  clearTimeout(resting);
  if (furthest <= told) return;
  told = furthest;
  tell(lesson.dataset.read, [["to", parts[furthest].dataset.part]]);
}

/* A piece is read when its end has come up on the screen. */
function look() {
  const seen = parts.filter((part) => part.getBoundingClientRect().bottom <= innerHeight + 1).length - 1;
  furthest = Math.max(furthest, seen);
  clearTimeout(resting);
  resting = setTimeout(tellHowFar, REST);
}

/* --- questions, and the end ---------------------------------------------------------------- */

async function check(form) {
  const place = form.querySelector("[data-said]");
  try {
    const answer = await post(form.action, new FormData(form), { Accept: "text/html" });
    if (!answer.ok || answer.redirected) return form.submit();
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-check]");
    const spoken = fresh.querySelector("[data-said]");
    const words = [...spoken.childNodes];
    spoken.replaceChildren();
    form.replaceWith(fresh);
    /* Said anew once it stands in the page, or those who listen would not hear it. */
    requestAnimationFrame(() => spoken.append(...words));
    fresh.querySelector("input:checked, input")?.focus({ preventScroll: true });
  } catch {
    place.replaceChildren();
    say("unchecked", place);
  }
  return undefined;
}

async function finish(form) {
  tellHowFar();
  const answer = await tell(form.action, []);
  if (answer?.ok) {
    location.assign((await answer.json()).next);
  } else if (answer) {
    form.submit();
  } else {
    form.replaceWith(Object.assign(document.createElement("div"), { id: "noted" }));
    say("noted", document.querySelector("#noted"));
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const deed = form.matches("[data-check]") ? check : form.matches("[data-finish]") ? finish : null;
  if (!deed) return;
  event.preventDefault();
  deed(form);
});

/* --- together ------------------------------------------------------------------------------ */

addEventListener("scroll", look, { passive: true });
look();
addEventListener("pagehide", tellHowFar);
document.addEventListener("visibilitychange", () => document.hidden && tellHowFar());
addEventListener("offline", () => say("away"));
addEventListener("online", sendWaiting);
if (!navigator.onLine) say("away");
sendWaiting();
if (lesson.dataset.shelf) {
  keep([location.href, lesson.dataset.course, lesson.dataset.home], new Set([courseOf(location.pathname)])).catch(() => {});
}
