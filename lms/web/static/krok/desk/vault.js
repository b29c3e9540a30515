/* The vault: what the Desk keeps on this device, unreadable without a key that no script can take out.
 *
 * The key lies in a database of its own. Destroying it makes everything unreadable at once, whatever the
 * disk remembers.
 */

import { FleetingShelf, shelf } from "./shelves.js";

const KEYS = "krok-desk-key";
const VALUES = "krok-desk";
const KEY = "key";
const AES = "AES-GCM";

let opening = null;

function forget() {
  opening = null;
}

async function makeKey(keys) {
  const fresh = await crypto.subtle.generateKey({ name: AES, length: 256 }, false, ["encrypt", "decrypt"]);
  /* Two pages may come at once: the key that lies there first is the key of both. */
  const kept = await keys.renew(KEY, (known) => known ?? { id: KEY, key: fresh });
  return kept.key;
}

async function made() {
  const keys = await shelf(KEYS, { onGone: forget });
  const values = await shelf(VALUES, { onGone: forget });
  try {
    return { keys, values, key: (await keys.get(KEY))?.key ?? (await makeKey(keys)) };
  } catch {
    /* A window that is to leave no traces may keep values, but no keys. */
    const fleeting = new FleetingShelf();
    return { keys: fleeting, values: new FleetingShelf(), key: await makeKey(fleeting) };
  }
}

/** Open the vault of this device, or make one. Answers with whether it outlives the page. */
export async function open() {
  opening ??= made();
  opening.catch(forget);
  const { keys, values } = await opening;
  return { isLasting: keys.isLasting && values.isLasting };
}

async function parts() {
  await open();
  return opening;
}

const secretOf = (id, iv) => ({ name: AES, iv, additionalData: new TextEncoder().encode(id) });

async function lock(key, id, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { id, iv, data: await crypto.subtle.encrypt(secretOf(id, iv), key, plain) };
}

/** What was locked; nothing if it was locked with a key that is gone. */
async function unlock(key, record) {
  if (!record?.data) return undefined;
  try {
    const plain = await crypto.subtle.decrypt(secretOf(record.id, record.iv), key, record.data);
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return undefined;
  }
}

export async function read(id) {
  const { values, key } = await parts();
  return unlock(key, await values.get(id));
}

/** On the disk when it resolves. */
export function write(id, value) {
  return change({ write: [[id, value]] });
}

export function remove(id) {
  return change({ remove: [id] });
}

/** Write and remove several at once: all of it or nothing. */
export async function change({ write: written = [], remove: removed = [] }) {
  const { values, key } = await parts();
  const put = await Promise.all(written.map(([id, value]) => lock(key, id, value)));
  await values.change({ put, remove: removed });
}

/** Every `[id, value]` whose id begins so, in the order of the ids. */
export async function all(prefix = "") {
  const { values, key } = await parts();
  const records = await values.all(prefix);
  const found = await Promise.all(records.map(async (record) => [record.id, await unlock(key, record)]));
  return found.filter(([, value]) => value !== undefined);
}

/** The ids alone, without unlocking anything. */
export async function ids(prefix = "") {
  const { values } = await parts();
  return values.keys(prefix);
}

/** Another key, `{id, key, …}`, which goes when the vault is destroyed. */
export async function keepKey(record) {
  const { keys } = await parts();
  await keys.change({ put: [record] });
}

export async function heldKey(id) {
  const { keys } = await parts();
  return keys.get(id);
}

/** Nothing of it can ever be read again. */
export async function destroy() {
  const { keys, values } = await parts();
  await keys.destroy();
  await values.destroy();
  forget();
}
