/* The outbox: what happened at the door waits here until the house has answered, however long that takes.
 *
 * An event lies on the disk before anybody is told of it, keeps its id for ever, and leaves only with an
 * answer. Sent twice, it still counts once.
 */

import { deviceName, nextNumber } from "./device.js";
import { alone, announce, ask, language, NoAnswer, onAnnounced, Refused, SignInFirst } from "./line.js";
import { obey } from "./locking.js";
import { owner } from "./owner.js";
import * as sealed from "./sealed.js";
import * as vault from "./vault.js";

const MOST = 200;
const WAITS = [1_000, 2_000, 5_000, 15_000, 60_000];
const UNSENT = "unsent/";
const TOLD = "told/";
const REFUSED = "refused/";
/* No right to send, or somebody else is signed in by now: nothing is wrong with what is sent. */
const SOMEBODY_ELSE = 409;
const NOT_THE_EVENTS = new Set([403, 404, SOMEBODY_ELSE]);
export const BACKGROUND = "krok-desk-scans";

const answers = new Set();
const strangers = new Set();
const waiters = new Set();
let failures = 0;
let timer = 0;
let sending = null;
let isWanted = false;
/* Who was here when this page last looked: they may have left in another window, with a finger on the glass. */
let whose = null;

/** `fn(event, result)` for each event of this device that the house answers, in whichever page it was made. */
export function onAnswer(fn) {
  answers.add(fn);
}

/** `fn(count)`, now and whenever the number of events not yet answered changes. */
export function onWaiting(fn) {
  waiters.add(fn);
  count().then(fn);
}

/** `fn()` when somebody else is signed in by now than who noted what waits. */
export function onSomebodyElse(fn) {
  strangers.add(fn);
}

async function count() {
  return (await vault.ids(UNSENT)).length + (await sealed.count());
}

async function changed() {
  const number = await count();
  for (const fn of waiters) fn(number);
}
onAnnounced("waiting", changed);
onAnnounced("answered", ({ pairs }) => hand(pairs));

function hand(pairs) {
  for (const [event, result] of pairs) for (const fn of answers) fn(event, result);
}

const place = (sequence) => String(sequence).padStart(12, "0");

/** Note an event. Resolves with it once it is on the disk; the answer comes later, by `onAnswer`. */
export async function tell(facts) {
  const event = await alone(
    "noting",
    async () => {
      const sequence = await nextNumber();
      const made = {
        event_id: crypto.randomUUID(),
        device: await deviceName(),
        sequence,
        happened_at: new Date().toISOString(),
        ...facts,
      };
      whose = (await owner())?.person ?? whose;
      await vault.write(UNSENT + place(sequence), { event: made, by: whose });
      return made;
    },
    "shared",
  );
  changed();
  announce("waiting");
  sendNow();
  return event;
}

async function mine() {
  const person = (await owner())?.person ?? null;
  const entries = await vault.all(UNSENT);
  return entries.filter(([, { by }]) => by === null || by === person);
}

/** The events of this person that wait, the earliest first. */
export async function unsent() {
  return (await mine()).map(([, { event }]) => event);
}

/** How many wait here for somebody else to sign in again. */
export async function ofOthers() {
  return (await count()) - (await mine()).length;
}

/** What was noted on this device for a session: `{event, result}`, without a result while it waits. In order. */
export async function marks(session) {
  const told = (await vault.all(`${TOLD}${session}/`)).map(([, mark]) => mark);
  const waiting = (await unsent()).filter((event) => event.session === session).map((event) => ({ event }));
  return [...told, ...waiting].sort((one, other) => one.event.sequence - other.event.sequence);
}

/** What the house would not record, for somebody to see to: `{event, result}`. */
export async function refused() {
  return (await vault.all(REFUSED)).map(([, mark]) => mark);
}

/** Somebody has seen to it by hand. */
export async function isSeenTo(event) {
  await vault.remove(REFUSED + place(event.sequence));
  changed();
  announce("waiting");
}

/** Somebody thinks that the house would record it now. */
export async function tryAgain(event) {
  const id = place(event.sequence);
  await alone("noting", async () => {
    const kept = await vault.read(REFUSED + id);
    if (kept) await vault.change({ write: [[UNSENT + id, { event, by: kept.by }]], remove: [REFUSED + id] });
  });
  await changed();
  announce("waiting");
  return sendNow();
}

/** Send what waits. Resolves with whether nothing of this person is left. */
export function sendNow() {
  isWanted = true;
  sending ??= alone("sending", send)
    .catch((error) => failed(error))
    .finally(() => {
      sending = null;
      if (isWanted) sendNow();
    });
  return sending.then(async () => !(await mine()).length);
}

async function send() {
  let most = MOST;
  while (isWanted) {
    isWanted = false;
    for (let batch; (batch = ofOneName(await mine()).slice(0, most)).length; ) {
      try {
        await sendBatch(batch);
        failures = 0;
        most = MOST;
      } catch (error) {
        if (!(error instanceof Refused) || NOT_THE_EVENTS.has(error.status)) throw error;
        /* Something in it cannot be read there: one by one, so that it keeps no other back. */
        if (most === 1) await putAside(batch[0], { status: "refused", error: "broken" });
        most = 1;
      }
    }
  }
}

/* A phone that was locked has another name since; what it noted before goes out under the old one. */
function ofOneName(entries) {
  return entries.filter(([, { event }]) => event.device === entries[0][1].event.device);
}

async function sendBatch(batch) {
  const events = batch.map(([, { event }]) => event);
  const device = events[0].device ?? (await deviceName());
  const facts = { device, sent_at: new Date().toISOString(), events };
  const by = (await owner())?.person;
  const address = `/api/v1/desk/scans?${new URLSearchParams({ lang: language() })}`;
  const answer = await ask(address, { method: "POST", facts: by ? { ...facts, worker: by } : facts });
  const { results, revoked } = await answer.json();
  await settle(batch, results);
  if (revoked) await obey();
}

/** The house has answered: what it recorded is no longer waiting, what it refused is put aside. */
export async function settle(batch, results) {
  const pairs = batch
    .map(([id, { event, by }], index) => [id, event, results[index], by])
    .filter(([, , result]) => result);
  if (!pairs.length) throw new NoAnswer("no results");
  const write = pairs.map(([, event, result, by]) => {
    const at = place(event.sequence);
    const isRefused = result.status === "refused";
    return [isRefused ? REFUSED + at : `${TOLD}${event.session}/${at}`, { event, result, by }];
  });
  await alone("noting", () => putDown(pairs, write));
  const told = pairs.map(([, event, result]) => [event, result]);
  hand(told);
  announce("answered", { pairs: told });
  await changed();
  announce("waiting");
}

/* What was sealed since it was sent, as its owner left, has come to the house all the same. */
async function putDown(pairs, write) {
  const here = new Set(await vault.ids(UNSENT));
  const isHere = ([id]) => here.has(id);
  await vault.change({ write: write.filter((_, index) => isHere(pairs[index])), remove: pairs.map(([id]) => id) });
  for (const [id, , result, by] of pairs.filter((pair) => !isHere(pair))) {
    if (by && result.status !== "refused") await sealed.remove(by, [id]);
  }
}

async function putAside([id, entry], result) {
  await settle([[id, entry]], [result]);
}

function failed(error) {
  if (error instanceof SignInFirst) {
    obey().catch(() => {});
    return;
  }
  if (error.status === SOMEBODY_ELSE) {
    for (const fn of strangers) fn();
    return;
  }
  if (!(error instanceof NoAnswer) && !(error instanceof Refused)) console.error(error);
  clearTimeout(timer);
  timer = setTimeout(sendNow, WAITS[Math.min(failures, WAITS.length - 1)]);
  failures += 1;
  changed();
  globalThis.navigator.serviceWorker?.ready.then((ready) => ready.sync?.register(BACKGROUND)).catch(() => {});
}

globalThis.addEventListener?.("online", () => {
  failures = 0;
  sendNow();
});
