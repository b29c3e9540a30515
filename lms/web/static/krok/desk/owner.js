/* Whose phone this is for now: lists of one person are never shown to the next one who signs in. */

import { endEra } from "./device.js";
import { announce } from "./line.js";
import * as sealed from "./sealed.js";
import * as vault from "./vault.js";

const OWNER = "owner";
const SEALING = "sealing";
const WAITING = ["unsent/", "refused/"];

/** The person whose lists are kept here, as the house calls them: `{person, name}`. */
export function owner() {
  return vault.read(OWNER);
}

/** Somebody is signed in. If it is not who was here before, their lists go; what they noted waits for them. */
export async function comes(worker) {
  const { person, name, queue_keys: texts = [] } = worker;
  const before = await owner();
  if (before && before.person !== person) await leaves();
  if (before?.person !== person) await vault.write(OWNER, { person, name });
  if (texts.length) await findsAgain(person, await Promise.all(texts.map(sealed.keyOf)));
}

/* What they noted and could not send goes back to where it waits. */
async function findsAgain(person, keys) {
  await vault.keepKey({ id: SEALING, person, key: keys[0] });
  const found = await sealed.unseal({ person, keys });
  if (!found.length) return;
  await vault.change({ write: found });
  await sealed.remove(person, found.map(([id]) => id));
}

/** The lists go at once, and the key with them. What was not sent is sealed until its owner is here again. */
export async function leaves() {
  await endEra();
  if (await sealsAll()) {
    await vault.destroy();
  } else {
    /* Noted before there was a key to seal it with. */
    const isWaiting = (id) => WAITING.some((prefix) => id.startsWith(prefix));
    await vault.change({ remove: (await vault.ids()).filter((id) => !isWaiting(id)) });
  }
  announce("lists");
}

async function sealsAll() {
  const waiting = (await Promise.all(WAITING.map((prefix) => vault.all(prefix)))).flat();
  if (!waiting.length) return true;
  const held = await vault.heldKey(SEALING);
  const own = waiting.filter(([, { by }]) => held && (by ?? held.person) === held.person);
  if (own.length) await sealed.seal(held, own.map(([id, value]) => [id, { ...value, by: held.person }]));
  await vault.change({ remove: own.map(([id]) => id) });
  return own.length === waiting.length;
}
