/* The lists of this trainer's sessions, downloaded ahead and kept in the vault until a week after. */

import { deviceName, era, hasJustLeft, isLeavingNow } from "./device.js";
import { alone, announce, ask, language, onAnnounced, Refused } from "./line.js";
import { obey } from "./locking.js";
import { comes } from "./owner.js";
import * as sealed from "./sealed.js";
import * as vault from "./vault.js";

const A_WEEK = 7 * 24 * 60 * 60 * 1000;
const FRESH_FOR = 60_000;
const SESSION = "session/";
const TOLD = "told/";
const PACKAGE = "package";
const VISITS = "visits";

const heard = new Set();

/** `fn()` whenever the lists were renewed, by this page or another one. */
export function onChange(fn) {
  heard.add(fn);
}

function changed() {
  for (const fn of heard) fn();
}
onAnnounced("lists", changed);

/** Every session that is kept, the earliest first. */
export async function sessions() {
  const found = (await vault.all(SESSION)).map(([, session]) => session);
  return found.filter(isStillKept).sort((one, other) => one.starts_at.localeCompare(other.starts_at));
}

/** The appointments of a specialist, the earliest first. */
export async function visits() {
  return ((await vault.read(VISITS)) ?? []).filter(isStillKept);
}

/** One session with its people, or nothing. */
export async function session(uuid) {
  const found = await vault.read(SESSION + uuid);
  return found && isStillKept(found) ? found : undefined;
}

/** What is known of the lists: `{fetched_at, worker, skew}`; `skew` is how many milliseconds our clock is behind. */
export async function about() {
  return (await vault.read(PACKAGE)) ?? { fetched_at: null, worker: null, skew: 0 };
}

/** Whom the house takes us for, where it drew the page. */
const signedIn = () => globalThis.document?.querySelector('meta[name="desk-user"]')?.content;

function isFresh(known) {
  const isOurs = known.language === language() && (!signedIn() || known.user === signedIn());
  return isOurs && Date.now() - Date.parse(known.fetched_at) < FRESH_FOR;
}

function isStillKept(session) {
  return Date.parse(session.ends_at) + A_WEEK > Date.now();
}

/** What is a week old leaves the device, with what was noted of it and has reached the house. */
export function tidy() {
  return alone("noting", putAway);
}

async function putAway() {
  const isKept = new Map((await vault.all(SESSION)).map(([id, session]) => [id, isStillKept(session)]));
  const gone = (await vault.ids(SESSION)).filter((id) => !isKept.get(id));
  const told = (await vault.ids(TOLD)).filter((id) => !isKept.get(SESSION + id.split("/")[1]));
  const remove = [...gone, ...told];
  await sealed.expire();
  const kept = (await vault.read(VISITS)) ?? [];
  const write = kept.every(isStillKept) ? [] : [[VISITS, kept.filter(isStillKept)]];
  if (remove.length || write.length) await vault.change({ write, remove });
}

/** Download the lists, unless that was done a moment ago. Throws when nobody answers. */
export function refresh({ isForced = false } = {}) {
  return alone("lists", async () => {
    const known = await vault.read(PACKAGE);
    if ((!isForced && known && isFresh(known)) || (await hasJustLeft())) return;
    try {
      await download(known);
    } catch (error) {
      /* No place for us at the door any more, or none for this phone. */
      if (error instanceof Refused || error.name === "SignInFirst") await obey();
      throw error;
    }
    await tidy();
    changed();
    announce("lists");
    announce("waiting");
  });
}

async function download(known) {
  const before = await era();
  const name = await deviceName();
  const headers = known?.etag && known.language === language() ? { "If-None-Match": known.etag } : {};
  const answer = await ask(`/api/v1/desk/package?${new URLSearchParams({ lang: language(), device: name })}`, { headers });
  const fetched_at = new Date().toISOString();
  if (answer.status === 304) {
    const write = [[PACKAGE, { ...known, fetched_at, user: signedIn() ?? known.user }]];
    await keepSince(before, () => vault.change({ write }));
    return;
  }
  const { sessions: fresh, visits: seen = [], server_time, worker, device } = await answer.json();
  if (device?.revoked) {
    await obey();
    return;
  }
  const kept = new Set(fresh.map((session) => SESSION + session.uuid));
  const about = {
    fetched_at,
    worker: { person: worker.person, name: worker.name },
    user: signedIn(),
    language: language(),
    etag: answer.headers.get("ETag") ?? "",
    skew: Date.parse(server_time) - Date.now(),
  };
  await keepSince(before, async () => {
    await comes(worker);
    await vault.change({
      write: [[PACKAGE, about], [VISITS, seen], ...fresh.map((session) => [SESSION + session.uuid, session])],
      remove: (await vault.ids(SESSION)).filter((id) => !kept.has(id)),
    });
  });
}

/* Nobody leaves while this is written; whoever left while it was on its way does not find it here again. */
function keepSince(before, work) {
  return alone("noting", async () => {
    if (before === (await era()) && !isLeavingNow()) await work();
  });
}
