/* The line to the house: asks, and remembers whether anybody answered and whether we are known there. */

const TALK = "krok-desk";
const PATIENCE = 20_000;

export class NoAnswer extends Error {}
export class SignInFirst extends Error {}
/** The house understood and said no. */
export class Refused extends Error {
  constructor(status) {
    super(String(status));
    this.status = status;
  }
}

const heard = new Set();
const state = { isThere: true, isKnown: true };

/** `fn({isThere, isKnown})`, now and whenever it changes. */
export function onLine(fn) {
  heard.add(fn);
  fn({ ...state });
}

function note(change) {
  if (Object.entries(change).every(([name, value]) => state[name] === value)) return;
  Object.assign(state, change);
  for (const fn of heard) fn({ ...state });
}

/** Somebody saw that nobody answers, before anything was asked here. */
export function presumeAway() {
  note({ isThere: false });
}

/** The language of the page, by its address; of the service worker as well. */
export function language() {
  const first = globalThis.location.pathname.split("/")[1];
  return /^[a-z]{2}$/.test(first) ? first : (globalThis.document?.documentElement.lang || "pl");
}

async function token() {
  if (globalThis.document) return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
  return (await globalThis.cookieStore?.get("csrftoken"))?.value ?? "";
}

/** The token against forgery is kept in a cookie that the shell sets anew. */
async function freshToken() {
  await fetch(`/${language()}/desk/app/?token`, { credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  return token();
}

async function once(address, { method, headers, body, csrf }) {
  const asked = { method, body, headers: { ...headers, ...(csrf ? { "X-CSRFToken": csrf } : {}) } };
  if (body) asked.headers["Content-Type"] = "application/json";
  try {
    return await fetch(address, { ...asked, credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    note({ isThere: false });
    throw new NoAnswer(address);
  }
}

/** Ask the house. Resolves with its answer when it is a good one (or 304), else throws one of the above. */
export async function ask(address, { method = "GET", headers = {}, facts, isOpenToAll = false } = {}) {
  const body = facts === undefined ? undefined : JSON.stringify(facts);
  const isWriting = method !== "GET";
  let answer = await once(address, { method, headers, body, csrf: isWriting ? await token() : "" });
  if (answer.status === 403 && isWriting) {
    const csrf = await freshToken().catch(() => "");
    if (csrf) answer = await once(address, { method, headers, body, csrf });
  }
  /* A proxy without a house behind it is no house. */
  if (answer.status >= 500 || answer.status === 408 || answer.status === 429) {
    note({ isThere: answer.status < 502 || answer.status > 504 });
    throw new NoAnswer(address);
  }
  note({ isThere: true });
  if (answer.status === 401) {
    note({ isKnown: false });
    throw new SignInFirst(address);
  }
  if (!answer.ok && answer.status !== 304) throw new Refused(answer.status);
  if (!isOpenToAll) note({ isKnown: true });
  return answer;
}

/* --- pages of ours that are open at once ------------------------------------------------------- */

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(TALK) : null;

/** Tell the other pages. */
export function announce(kind, more = {}) {
  channel?.postMessage({ kind, ...more });
}

/** Hear the other pages. */
export function onAnnounced(kind, fn) {
  channel?.addEventListener("message", ({ data }) => data.kind === kind && fn(data));
}

/** One page at a time does this; where the browser cannot say so, the server still counts each event once. */
export function alone(name, work, mode = "exclusive") {
  return globalThis.navigator.locks ? navigator.locks.request(`krok-desk-${name}`, { mode }, work) : work();
}
