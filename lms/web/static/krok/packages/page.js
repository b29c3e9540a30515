// Krok's page around a package. It opens the player on the packages' origin, shows how far the learner is, and
// keeps on this device what could not be sent. It takes a message only from its own frame and that origin.

import { keep, keptFor, sendKept } from "./kept.js";

const page = document.querySelector("[data-package]");
const frame = page.querySelector("iframe");
const cover = page.querySelector("[data-cover]");
const bar = page.querySelector("[data-bar]");
const said = page.querySelector("[data-said]");
const words = page.querySelector("[data-words]").dataset;
page.querySelector("[data-without-scripts]").remove();

const SLOW = 3000;
const AGAIN = 15_000;
const STAYS = 5 * 60_000;

let origin = "";
let registration = page.dataset.registration;
let stay = "";
let ended = null;

function csrf() {
  return page.querySelector("[name=csrfmiddlewaretoken]").value;
}

function post(address, { body, headers = {}, redirect } = {}) {
  return fetch(address, { method: "POST", body, redirect, headers: { "X-CSRFToken": csrf(), ...headers } });
}

function show(name) {
  page.querySelector(`[data-when="${name}"]`).hidden = false;
}

function say(text) {
  bar.hidden = false;
  said.textContent = text;
}

// --- opening -----------------------------------------------------------------------------------

async function open() {
  cover.hidden = true;
  frame.hidden = false;
  page.querySelector("[data-far]")?.remove(); // It told how far one was; the list below follows.
  try {
    await sendAgain();
    const answer = await post(page.dataset.open + location.search);
    if (!answer.ok) throw new Error(String(answer.status));
    const opened = await answer.json();
    ({ origin, registration, stay } = opened);
    frame.src = opened.address;
    bar.hidden = false;
    page.querySelector("[data-fill]").hidden = !document.fullscreenEnabled;
  } catch {
    frame.hidden = true;
    show("failed");
  }
}

/** Let the content say farewell before another page is loaded. */
function end() {
  if (!origin) return Promise.resolve();
  return new Promise((resolve) => {
    ended = resolve;
    setTimeout(resolve, SLOW);
    frame.contentWindow.postMessage({ krok: "end" }, origin);
  });
}

/** The player is shut soon after this page is gone, and at once when the reader signs out. */
async function sayWeStay() {
  if (!stay) return;
  const answer = await post(stay, { redirect: "manual" }).catch(() => null);
  if (!answer || answer.ok || answer.status >= 500) return;
  stay = "";
  frame.hidden = bar.hidden = true;
  show("failed");
}

// --- what could not be sent --------------------------------------------------------------------

async function sendAgain() {
  if (!page.dataset.save || !registration || !keptFor(registration).length) return;
  const outcome = await sendKept(registration, (body) =>
    post(page.dataset.save, { body, headers: { "Content-Type": "application/json", "X-Registration": registration } }),
  );
  if (outcome.standing) draw(outcome.standing);
  say(outcome.left ? words.kept : words.sent);
}

// --- what the player says ----------------------------------------------------------------------

const HEARD = {
  standing: ({ standing }) => {
    draw(standing);
    say(words.saved);
  },
  keep: ({ report }) => {
    if (page.dataset.save) keep(registration, report);
    say(page.dataset.save ? words.kept : words.refused);
  },
  now: ({ unit }) => {
    for (const part of page.querySelectorAll("[data-part]")) {
      const isNow = part.dataset.part === unit;
      part.classList.toggle("parts__one--now", isNow);
      part.querySelector("a").toggleAttribute("aria-current", isNow);
    }
    page.querySelector('[data-when="left"]').hidden = true;
  },
  may: (can) => {
    for (const button of page.querySelectorAll("[data-go]")) button.hidden = !can[button.dataset.go];
  },
  left: ({ unit }) => {
    const following = page.querySelector("[data-following]");
    const next = [...page.querySelectorAll("[data-part]")].find(
      (part) => part.dataset.part !== unit && part.dataset.state !== "done",
    );
    following.hidden = !next;
    if (next) following.href = next.querySelector("a").href;
    show("left");
  },
  height: ({ height }) => {
    frame.style.blockSize = `${Math.min(Math.max(Number(height) || 0, 320), 4000)}px`;
  },
  outdated: () => show("outdated"),
  refused: () => say(words.refused),
  failed: () => show("failed"),
  ended: () => ended?.(),
};

function draw(standing) {
  for (const [unit, state] of Object.entries(standing.units)) {
    const part = [...page.querySelectorAll("[data-part]")].find((one) => one.dataset.part === unit);
    const badge = page.querySelector(`[data-badge-of="${state}"]`);
    if (!part || !badge || part.dataset.state === state) continue;
    part.dataset.state = state;
    part.querySelector("[data-badge]").replaceChildren(badge.content.cloneNode(true));
  }
  if (standing.finished) show("finished");
}

addEventListener("message", (event) => {
  if (!origin || event.origin !== origin || event.source !== frame.contentWindow) return;
  const hear = Object.hasOwn(HEARD, event.data?.krok) ? HEARD[event.data.krok] : null;
  hear?.(event.data);
});

page.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  const go = event.target.closest("[data-go]");
  if (event.target.closest("[data-start]")) open();
  else if (go) frame.contentWindow.postMessage({ krok: "go", where: go.dataset.go }, origin);
  else if (event.target.closest("[data-fill]")) page.querySelector(".player").requestFullscreen();
  else if (link && origin && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    await end();
    // Links to a part differ in what follows "#" too, so the page is loaded anew in any case.
    const isSame = new URL(link.href).search === location.search && new URL(link.href).pathname === location.pathname;
    location.assign(link.href);
    if (isSame) location.reload();
  }
});

async function comeBack() {
  await sayWeStay();
  await sendAgain();
}

addEventListener("online", comeBack);
setInterval(sendAgain, AGAIN);
setInterval(sayWeStay, STAYS);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && comeBack());

if (location.hash === "#play") open();
else cover.hidden = false;
sendAgain();
