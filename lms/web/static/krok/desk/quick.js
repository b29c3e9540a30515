/* Leaving quickly on a phone that keeps lists: nobody is asked anything, and nothing that waits is lost. */

import { decideToLeave, hasDecidedToLeave, leavesNow } from "./device.js";
import { alone, announce } from "./line.js";
import { leaves } from "./owner.js";

const FLAG = "krok-desk";
const LEFT = "left";

function flag(value) {
  try {
    if (value === undefined) return localStorage.getItem(FLAG);
    if (value === null) localStorage.removeItem(FLAG);
    else localStorage.setItem(FLAG, value);
  } catch {
    /* Where nothing may be remembered, nothing is kept. */
  }
  return null;
}

/** Seal what waits, destroy the lists and their key. Said first, so that an interrupted leaving is finished later. */
export async function forgetNow() {
  flag(LEFT);
  announce("left");
  await leavesNow();
  /* The house cannot hear of it now, so the next page that reaches it ends the visit. */
  if (!navigator.onLine) await decideToLeave();
  await alone("noting", forget);
  announce("waiting");
}

/** Somebody left, and the browser was quicker than the forgetting. Whoever comes second finds it done. */
export async function finish() {
  if (flag() !== LEFT) return;
  await alone("noting", () => flag() === LEFT && forget());
  announce("waiting");
}

async function forget() {
  await leaves();
  flag((await hasDecidedToLeave()) ? "leaves" : null);
}
