/* This device: a name that says nothing of anybody, and the order of what happened on it. Outlives a sign-out. */

import { shelf } from "./shelves.js";

const ID = "this";
const ON_THE_WAY_OUT = 10_000;
let opening = null;

function opened() {
  opening ??= shelf("krok-desk-device", { onGone: () => (opening = null) });
  return opening;
}

const named = () => ({ id: ID, name: `phone-${crypto.randomUUID()}` });

async function renew(of) {
  const device = await opened();
  return device.renew(ID, (known) => of(known ?? { ...named(), sequence: 0 }));
}

export async function deviceName() {
  return (await renew((known) => known)).name;
}

/** The next number of this device, never given twice. */
export async function nextNumber() {
  return (await renew((known) => ({ ...known, sequence: known.sequence + 1 }))).sequence;
}

/** A device that was locked comes back, if ever, under another name. Its numbers go on rising: what is sealed has some. */
export async function forgetDevice() {
  await renew(({ sequence }) => ({ ...named(), sequence }));
}

/* --- lists that were destroyed stay so ----------------------------------------------------------- */

/** The lists of this device end now. Whatever was asked for before is not written after. */
export async function endEra() {
  await renew((known) => ({ ...known, era: (known.era ?? 0) + 1 }));
}

/** Tells whether lists were destroyed since: another one, if so. */
export async function era() {
  const { name, era: number = 0 } = await renew((known) => known);
  return `${name}/${number}`;
}

/** Somebody presses "Leave quickly" in this instant, in whichever window; the lists are about to be destroyed. */
export function isLeavingNow() {
  try {
    return localStorage.getItem("krok-desk") === "left";
  } catch {
    return false;
  }
}

/* --- somebody signed out here while the house could not be told --------------------------------- */

export async function decideToLeave() {
  await renew((known) => ({ ...known, isLeaving: true }));
}

export async function hasDecidedToLeave() {
  return Boolean((await renew((known) => known)).isLeaving);
}

/** Lists are not fetched for somebody who is on the way out, by another window of theirs. */
export async function leavesNow() {
  await renew((known) => ({ ...known, leftAt: Date.now() }));
}

export async function hasJustLeft() {
  const { leftAt = 0 } = await renew((known) => known);
  /* A page that was opened since is of somebody who came back; a clock that was put right meanwhile proves nothing. */
  return leftAt >= performance.timeOrigin && Math.abs(Date.now() - leftAt) < ON_THE_WAY_OUT;
}

export async function hasGone() {
  await renew((known) => ({ ...known, isLeaving: false }));
}
