/* A phone that was lost or lent: locked from afar, it hands over what it holds and then forgets everything. */

import { deviceName, endEra, forgetDevice } from "./device.js";
import { alone, announce, ask, language, onAnnounced, Refused } from "./line.js";
import * as sealed from "./sealed.js";
import * as vault from "./vault.js";

const MOST = 200;
const heard = new Set();

/** `fn()` when this device was locked and has forgotten everything. */
export function onLocked(fn) {
  heard.add(fn);
}
onAnnounced("locked", () => heard.forEach((fn) => fn()));

/** Ask whether this device is locked. If so, send what waits, destroy the lists, and say that it is done. */
export async function obey() {
  const name = await deviceName();
  const answer = await ask(`/api/v1/desk/devices/${name}`, { isOpenToAll: true });
  if (!(await answer.json()).revoked) return false;
  await handOver(name);
  await alone("noting", forget);
  await ask("/api/v1/desk/emptied", { method: "POST", facts: { device: name }, isOpenToAll: true }).catch(() => {});
  await forgetDevice();
  for (const fn of heard) fn();
  announce("locked");
  announce("lists");
  announce("waiting");
  return true;
}

/* What the house would not record stays sealed for its owner, and so does what was sealed before. */
async function forget() {
  const held = await vault.heldKey("sealing");
  const kept = [...(await vault.all("unsent/")), ...(await vault.all("refused/"))];
  if (held) await sealed.seal(held, kept.filter(([, { by }]) => (by ?? held.person) === held.person));
  await endEra();
  await vault.destroy();
}

/** What was noted before it knew: kept by the house for the coordinator, without anybody signed in. */
async function handOver(name) {
  const waiting = await vault.all("unsent/");
  for (let at = 0; at < waiting.length; at += MOST) await leave(name, waiting.slice(at, at + MOST));
}

async function leave(name, batch) {
  const facts = { device: name, sent_at: new Date().toISOString(), events: batch.map(([, { event }]) => event) };
  try {
    await ask(`/api/v1/desk/leftovers?lang=${language()}`, { method: "POST", facts, isOpenToAll: true });
  } catch (error) {
    /* No answer means: another time. What the house can never read must not keep a lost phone open. */
    if (!(error instanceof Refused)) throw error;
    if (batch.length > 1) {
      for (const one of batch) await leave(name, [one]);
      return;
    }
  }
  await vault.change({ remove: batch.map(([id]) => id) });
}
