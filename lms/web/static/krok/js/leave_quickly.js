/* Leave quickly: one press of the button, or Shift three times.
 *
 * The page is emptied first, since the next one may take seconds on a slow line. The server ends the visit
 * while the browser is already on its way. The neutral address takes this page's place in the history of the
 * tab, and coming back with the Back button leads away again. Other tabs of ours leave too. Where the Desk keeps
 * lists, they become unreadable before the page is gone, which takes a blink.
 */

const WITHIN = 1500;
const LEFT = "krok-left";
const DESK = "krok-desk";
const A_BLINK = 400;
const TOLD = "krok-told";
const bar = document.querySelector("[data-leave-quickly]");
const link = bar?.querySelector("a[data-leads-to]");
const tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel(LEFT) : null;

/* Storage may be closed to us; leaving matters more. */
function kept(storage, key, value) {
  try {
    if (value === undefined) return storage().getItem(key);
    if (value === null) storage().removeItem(key);
    else storage().setItem(key, value);
  } catch {
    return null;
  }
}
const ofTheTab = () => sessionStorage;
const ofTheDevice = () => localStorage;

/* Fetched with the page: once one leaves, it is too late. Lists that came since have brought it along. */
const fetchDesk = () => import("../desk/quick.js").catch(() => null);
let desk = link && kept(ofTheDevice, DESK) ? fetchDesk() : null;

function hide(address) {
  document.documentElement.setAttribute("data-leaving", "");
  document.title = "\u200b";
  kept(ofTheTab, LEFT, address);
}

function vanish(address) {
  hide(address);
  location.replace(address);
}

/* Said at once; should the browser be quicker than the forgetting, Desk finishes it before it opens again. */
function forgetDesk() {
  kept(ofTheDevice, DESK, "left");
  desk ??= fetchDesk();
  const late = new Promise((resolve) => setTimeout(resolve, A_BLINK));
  return Promise.race([desk.then((quick) => quick?.forgetNow()).catch(() => {}), late]);
}

/* Lessons kept on the phone go as well; the request goes on while the browser is on its way. */
async function forgetLessons() {
  if (!kept(ofTheDevice, "krok-learn")) return;
  kept(ofTheDevice, "krok-learn", null);
  kept(ofTheDevice, "krok-learnt", null);
  await caches.open("krok-left");
  for (const name of await caches.keys()) if (name.startsWith("krok-learn-")) caches.delete(name);
}

function leave() {
  forgetLessons();
  const told = navigator.sendBeacon?.(link.href);
  tabs?.postMessage(link.dataset.leadsTo);
  const address = told ? link.dataset.leadsTo : link.href;
  if (!kept(ofTheDevice, DESK)) return vanish(address);
  hide(address);
  return forgetDesk().then(() => location.replace(address));
}

function explainOnce() {
  if (kept(ofTheDevice, TOLD)) return;
  kept(ofTheDevice, TOLD, "1");
  const note = document.createElement("aside");
  const words = document.createElement("div");
  const understood = document.createElement("button");
  note.className = "callout callout--info";
  words.className = "callout__body";
  understood.className = "button button--secondary";
  understood.type = "button";
  understood.textContent = bar.dataset.understood;
  understood.addEventListener("click", () => note.remove());
  words.append(...bar.querySelector(".leave__told").cloneNode(true).childNodes, understood);
  note.append(words);
  note.setAttribute("aria-label", bar.getAttribute("aria-label"));
  document.querySelector(".frame-notes")?.append(note);
}

function goOnLeaving(event) {
  const address = kept(ofTheTab, LEFT);
  if (!address) return;
  const kind = performance.getEntriesByType("navigation")[0]?.type;
  if (event?.persisted || kind === "back_forward") vanish(address);
  else kept(ofTheTab, LEFT, null);
}

goOnLeaving();
addEventListener("pageshow", (event) => event.persisted && goOnLeaving(event));

if (link) {
  let presses = [];
  addEventListener("keyup", (event) => {
    presses = event.key === "Shift" ? [...presses, event.timeStamp].slice(-3) : [];
    if (presses.length === 3 && presses[2] - presses[0] < WITHIN) leave();
  });
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  tabs?.addEventListener("message", (event) => vanish(event.data));
  explainOnce();
}
