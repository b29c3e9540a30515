/* A drawer for what waits when its owner goes away: readable for nobody until they sign in again.
 *
 * The key is the person's own. It comes with their lists and is destroyed with them; the house gives it again to
 * whoever signs in as that person. Whoever does not come back within a month is not waited for any longer.
 */

import { shelf } from "./shelves.js";

const SEALED = "krok-desk-sealed";
const AES = "AES-GCM";
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;

let opening = null;

function opened() {
  opening ??= shelf(SEALED, { onGone: () => (opening = null) });
  return opening;
}

/** A key that no script can take out, of the text that the house gives. */
export function keyOf(text) {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  return crypto.subtle.importKey("raw", bytes, AES, false, ["encrypt", "decrypt"]);
}

const secretOf = (id, iv) => ({ name: AES, iv, additionalData: new TextEncoder().encode(id) });

/** On the disk when it resolves. `entries` are of `[id, value]`. */
export async function seal({ person, key }, entries) {
  const records = await Promise.all(
    entries.map(async ([name, value]) => {
      const id = `${person}/${name}`;
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const plain = new TextEncoder().encode(JSON.stringify(value));
      return { id, at: Date.now(), iv, data: await crypto.subtle.encrypt(secretOf(id, iv), key, plain) };
    }),
  );
  if (records.length) await (await opened()).change({ put: records });
}

/** What lies here of somebody and opens with one of their keys, as `[id, value]`. */
export async function unseal({ person, keys }) {
  const records = await (await opened()).all(`${person}/`);
  const found = await Promise.all(records.map(async (record) => [record.id.slice(person.length + 1), await read(record, keys)]));
  return found.filter(([, value]) => value !== undefined);
}

async function read({ id, iv, data }, keys) {
  for (const key of keys) {
    try {
      return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(secretOf(id, iv), key, data)));
    } catch {
      /* Locked with another one. */
    }
  }
  return undefined;
}

export async function remove(person, ids) {
  if (ids.length) await (await opened()).change({ remove: ids.map((id) => `${person}/${id}`) });
}

/** What has waited too long goes. */
export async function expire() {
  const records = await (await opened()).all("");
  const now = Date.now();
  const remove = records.filter(({ at }) => at + KEPT_FOR < now).map(({ id }) => id);
  const put = records.filter(({ at }) => at === undefined).map((record) => ({ ...record, at: now }));
  if (remove.length || put.length) await (await opened()).change({ put, remove });
}

/** Until when all that lies here is kept. */
export async function keptUntil() {
  const records = await (await opened()).all("");
  return Math.min(...records.map(({ at = Date.now() }) => at)) + KEPT_FOR;
}

/** How many events lie here, of whomever. */
export async function count() {
  return (await (await opened()).keys("")).filter((id) => id.includes("/unsent/")).length;
}
