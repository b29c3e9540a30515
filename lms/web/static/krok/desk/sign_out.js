/* Signing out on a phone that keeps lists: what waits is sent first, then everything is forgotten, then one leaves.
 *
 * Loaded by every page that has a way out. Nothing that was noted is lost without its owner saying so twice.
 */

import { decideToLeave, hasDecidedToLeave, hasGone, leavesNow } from "./device.js";
import { alone, announce, ask, language } from "./line.js";
import { refused, sendNow, unsent } from "./outbox.js";
import { leaves } from "./owner.js";
import * as vault from "./vault.js";
import { counted, hour, piece } from "./phrases.js";

const PATIENCE = 12_000;
const FLAG = "krok-desk";
const WAYS_OUT = /\/account\/sign-out\/$|^\/admin\/logout\/$/;

export { hasDecidedToLeave as hasLeft };

/* --- words --------------------------------------------------------------------------------- */

/** The shell has the words; pages outside Desk borrow them from it, and how they look. */
async function wordbook() {
  if (document.querySelector('template[data-words="leaving"]')) return document;
  const address = `/${language()}/desk/app/`;
  const shell = (await globalThis.caches?.match(address, { ignoreVary: true })) ?? (await fetch(address));
  const book = new DOMParser().parseFromString(await shell.text(), "text/html");
  const style = book.querySelector('link[rel="stylesheet"][href*="kept"]');
  if (style) document.head.append(document.importNode(style));
  return book;
}

/* --- asking -------------------------------------------------------------------------------- */

const late = () => new Promise((resolve) => setTimeout(resolve, PATIENCE, false));

function lineOf({ walk_in, name, happened_at }, known) {
  return `${hour(happened_at)} · ${walk_in?.name ?? name ?? known ?? ""}`;
}

/** Show one step of the question. Resolves with the button that was pressed; Escape means: stay. */
function question(dialog, step) {
  for (const each of dialog.querySelectorAll("[data-step]")) each.hidden = each.dataset.step !== step;
  dialog.querySelector(`[data-step="${step}"] button`)?.focus();
  return new Promise((resolve) => {
    dialog.onclick = ({ target }) => {
      const pressed = target.closest("button[value]");
      if (pressed) resolve(pressed.value);
    };
    dialog.oncancel = () => resolve("stay");
  });
}

/** Whether to go on with nothing left behind, asked only while something is. */
async function mayLeave() {
  if (!(await unsent()).length && !(await refused()).length) return true;
  const book = await wordbook();
  const dialog = piece("leaving", book);
  document.body.append(dialog);
  dialog.showModal();
  const say = async () => {
    const left = [...(await unsent()), ...(await refused()).map(({ event }) => event)];
    for (const place of dialog.querySelectorAll("[data-left]")) place.textContent = counted("left", left.length, {}, book);
    const names = await namesOf(left);
    dialog.querySelector("[data-names]").replaceChildren(
      ...left.map((event) => Object.assign(document.createElement("li"), { textContent: lineOf(event, names.get(event.person)) })),
    );
    return left.length;
  };
  try {
    await say();
    question(dialog, "sending");
    await Promise.race([sendNow(), late()]);
    if (!(await say())) return true;
    if ((await question(dialog, "left")) !== "leave") return false;
    return (await question(dialog, "sure")) === "leave" && "insists";
  } finally {
    dialog.close();
    dialog.remove();
  }
}

async function namesOf(events) {
  const found = await Promise.all([...new Set(events.map(({ session }) => session))].map((uuid) => vault.read(`session/${uuid}`)));
  return new Map(found.flatMap((session) => session?.people ?? []).map(({ person, name }) => [person, name]));
}

/* --- whether pages outside Desk have to look here ------------------------------------------- */

export function flag(value) {
  try {
    if (value === null) localStorage.removeItem(FLAG);
    /* What somebody who leaves quickly has said stands until it is done. */
    else if (value !== "keeps" || localStorage.getItem(FLAG) !== "left") localStorage.setItem(FLAG, value);
  } catch {
    /* Where nothing may be remembered, nothing is kept that a sign-out must destroy. */
  }
}

/* --- leaving ------------------------------------------------------------------------------- */

async function forget(isInsisting) {
  return alone("noting", async () => {
    const left = [...(await vault.ids("unsent/")), ...(await vault.ids("refused/"))];
    const mine = new Set([...(await unsent()), ...(await refused()).map(({ event }) => event)].map(({ event_id }) => event_id));
    if (mine.size && !isInsisting) return false;
    const values = await Promise.all(left.map(async (id) => [id, await vault.read(id)]));
    await vault.change({ remove: values.filter(([, value]) => mine.has(value?.event?.event_id)).map(([id]) => id) });
    await leavesNow();
    await leaves();
    flag(null);
    announce("left");
    announce("waiting");
    return true;
  });
}

async function submit(form) {
  if (!form.elements.csrfmiddlewaretoken) {
    await fetch(`/${language()}/desk/app/?token`, { cache: "no-store" });
    const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "csrfmiddlewaretoken", value: token }));
  }
  form.submit();
}

async function leave(form) {
  const answer = await mayLeave();
  if (!answer || !(await forget(answer === "insists"))) return;
  try {
    await ask(`/${language()}/desk/app/`, { isOpenToAll: true });
    await submit(form);
  } catch {
    /* The house learns of it as soon as it can be reached; the phone knows nothing from now on. */
    await decideToLeave();
    flag("leaves");
    announce("lists");
    location.assign(`/${language()}/desk/`);
  }
}

let finishing = null;

/** Somebody left while nobody could be told: tell it now, before anything is fetched for them again. */
export function finishLeaving() {
  finishing ??= tellNow().finally(() => (finishing = null));
  return finishing;
}

async function tellNow() {
  if (!(await hasDecidedToLeave())) return;
  const form = Object.assign(document.createElement("form"), { method: "post", action: `/${language()}/account/sign-out/` });
  document.body.append(form);
  try {
    await ask(`/${language()}/desk/app/`, { isOpenToAll: true });
    await hasGone();
    flag(null);
    await submit(form);
  } catch {
    form.remove();
  }
}

let isLeaving = false;
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    const way = new URL(form.getAttribute("action") || "", location.href);
    if (!WAYS_OUT.test(way.pathname) || form.method !== "post") return;
    event.preventDefault();
    event.stopPropagation();
    if (isLeaving) return;
    isLeaving = true;
    leave(form).finally(() => (isLeaving = false));
  },
  true,
);

finishLeaving();
