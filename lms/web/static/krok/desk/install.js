/* Desk comes to stay: lists are downloaded ahead and what was noted is sent, without anybody asking for it. */

import { hasJustLeft } from "./device.js";
import { language, onAnnounced, onLine, presumeAway } from "./line.js";
import * as lists from "./lists.js";
import { onLocked } from "./locking.js";
import { finish } from "./quick.js";
import { ofOthers, onAnswer, onSomebodyElse, onWaiting, refused, sendNow } from "./outbox.js";
import { finishLeaving, flag, hasLeft } from "./sign_out.js";
import * as sealed from "./sealed.js";
import * as vault from "./vault.js";
import { counted, day, piece } from "./phrases.js";

const EVERY = 3 * 60_000;
const SAID_FOR = 6000;
const CLOSING = /\/desk\/[0-9a-f-]{36}\/close\/$/;
/* What is sent within moments is not worth a word. */
const UNSAID_FOR = 2000;

/* --- the quiet line ------------------------------------------------------------------------ */

const line = document.createElement("div");
line.className = "desk-lines screen-only";
line.setAttribute("role", "status");
line.dataset.line = "";
document.querySelector("[data-line-here], .frame-notes")?.append(line);

/* The shell where the house should have answered: it did not. */
const isShell = Boolean(document.querySelector("[data-app]"));
if (isShell && !location.pathname.endsWith("/app/")) presumeAway();

const now = { isThere: navigator.onLine, isKnown: true, waiting: 0, refused: 0, others: 0, until: Infinity };
let waitingSince = Infinity;
let wasWaiting = false;
let isLocked = false;
let isFleeting = false;
let hasLists = true;
let fading = 0;

function said(name, more = "") {
  const words = piece(name);
  const place = words.querySelector("[data-more]");
  if (place) place.textContent = more;
  const link = words.querySelector("[data-sign-in]");
  if (link) link.href += `?${new URLSearchParams({ next: location.pathname })}`;
  return words;
}

function saidOfOthers() {
  const words = said("line-others", counted("others", now.others));
  const until = words.querySelector("[data-until]");
  until.hidden = !Number.isFinite(now.until);
  if (!until.hidden) until.textContent = until.textContent.replace("{day}", day(now.until));
  return words;
}

function lines() {
  if (isLocked) return [said("line-locked")];
  const mine = now.waiting - now.others;
  const waiting = mine > 0 ? counted("waiting", mine) : "";
  const all = [];
  if (!now.isThere) all.push(said(hasLists ? "line-away" : "line-alone", waiting));
  else if (!now.isKnown) all.push(said("line-stranger", waiting));
  else if (waiting && Date.now() - waitingSince >= UNSAID_FOR) all.push(said("line-waiting", waiting));
  else if (wasWaiting && !now.refused) all.push(said("line-sent"));
  if (now.refused) all.push(said("line-refused", counted("refused", now.refused)));
  if (now.others > 0) all.push(saidOfOthers());
  if (isFleeting) all.push(said("line-fleeting"));
  return all;
}

function draw() {
  const fresh = lines();
  wasWaiting ||= now.waiting > now.others && fresh.length > 0;
  const isSame = fresh.map((each) => each.textContent).join() === [...line.children].map((each) => each.textContent).join();
  if (!isSame) line.replaceChildren(...fresh);
  clearTimeout(fading);
  if (wasWaiting && now.isThere && !now.waiting) {
    fading = setTimeout(() => {
      wasWaiting = false;
      draw();
    }, SAID_FOR);
  }
}

onLine(({ isThere, isKnown }) => {
  Object.assign(now, { isThere: isThere && navigator.onLine, isKnown });
  draw();
});
onWaiting(async (waiting) => {
  Object.assign(now, { waiting, refused: (await refused()).length, others: await ofOthers(), until: await sealed.keptUntil() });
  const mine = waiting - now.others;
  if (mine <= 0) waitingSince = Infinity;
  else if (waitingSince === Infinity) {
    waitingSince = Date.now();
    setTimeout(draw, UNSAID_FOR);
  }
  draw();
});
onAnswer(async () => {
  now.refused = (await refused()).length;
  draw();
});
lists.onChange(async () => {
  hasLists = Boolean((await lists.about()).fetched_at);
  draw();
});
onLocked(() => {
  isLocked = true;
  for (const list of document.querySelectorAll("[data-live], [data-app]")) list.replaceChildren();
  draw();
});
/* Whoever left in another window leaves nobody's name in this one. Without a line, Desk draws that it is empty. */
onAnnounced("left", () => location.replace(`/${language()}/${navigator.onLine ? "" : "desk/"}`));

/* --- what goes on by itself ---------------------------------------------------------------- */

async function keep({ isForced = false } = {}) {
  if (isLocked || document.hidden) return;
  await finishLeaving();
  if (await hasLeft()) return;
  try {
    await lists.refresh({ isForced });
    /* Somebody who left in another window is not called back by this one. */
    if (!(await hasJustLeft())) flag("keeps");
    if (!(await navigator.storage?.persisted?.())) await navigator.storage?.persist?.();
  } catch {
    /* Nobody answered, or we are strangers by now: what is kept here stays. */
  }
  sendNow();
}

async function serve() {
  const address = `/${language()}/desk/service-worker.js`;
  const scope = `/${language()}/desk/`;
  try {
    await navigator.serviceWorker?.register(address, { scope, type: "module" });
  } catch {
    await navigator.serviceWorker?.register(`${address}?plain`, { scope }).catch(() => {});
  }
}

addEventListener("online", () => {
  now.isThere = true;
  keep();
});
/* A browser that can put Desk among the apps of the phone is asked only when somebody wants it. */
addEventListener("beforeinstallprompt", (offer) => {
  const button = document.querySelector("[data-install]");
  if (!button) return;
  offer.preventDefault();
  button.hidden = false;
  button.addEventListener("click", () => offer.prompt().finally(() => (button.hidden = true)), { once: true });
});

onSomebodyElse(() => keep({ isForced: true }));
addEventListener("offline", () => {
  now.isThere = false;
  draw();
});
document.addEventListener("visibilitychange", () => keep());
setInterval(keep, EVERY);

/* Nobody hands in a list while marks of this phone are not on it. */
document.addEventListener(
  "submit",
  async (event) => {
    const form = event.target;
    if (!CLOSING.test(new URL(form.action || location.href).pathname) || !now.waiting) return;
    event.preventDefault();
    if (await sendNow()) form.submit();
    else document.querySelector("[data-close-waits]") ?? form.before(piece("close-waits"));
  },
  true,
);

await finish();
isFleeting = !(await vault.open()).isLasting;
await lists.tidy();
hasLists = Boolean((await lists.about()).fetched_at);
draw();
serve();
keep({ isForced: isShell });
