/* A scanner that types: it strikes the keys of a code faster than any hand, and then Enter. */

import { codesIn } from "./recognise.js";

const FASTEST_HAND = 90;
/* A busy phone may hear some keys late; one late key does not make a hand of a scanner. */
const LONGEST_PAUSE = 400;
const SHORT = 8;
const WHOLE = 26;
const FIELDS = "input:not([type=radio], [type=checkbox]), textarea";

/* What the key would say on the keyboard for which scanners are made, whatever the layout of this device. */
function struck({ code, key, shiftKey }) {
  const [, letter, digit] = /^(?:Key([A-Z])|(?:Digit|Numpad)([0-9]))$/.exec(code ?? "") ?? [];
  const known = { Slash: "/", Minus: "-", Period: ".", Semicolon: shiftKey ? ":" : ";", Space: " " };
  return letter ?? digit ?? known[code] ?? key;
}

/* The end of a code whose beginning was struck before this page could hear it: of whom it speaks nobody can know. */
const isCutOff = (codes) => codes.length > 0 && codes.every(({ length }) => length > SHORT && length < WHOLE);

/* Whether keys came faster than from a hand: most of them, not each. */
function isScanned(keys) {
  const pauses = keys.slice(1).map(({ pause }) => pause).sort((one, other) => one - other);
  return keys.length >= SHORT && pauses[pauses.length >> 1] < FASTEST_HAND;
}

/** Call `onCode([text by the keys struck, text by the letters shown])` for whatever such a scanner types.

    Answers with a function that ends it. */
export function listenToKeys(onCode, page = document) {
  let keys = [];
  let last = 0;

  function hear(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pause = event.timeStamp - last;
    last = event.timeStamp;
    if (pause >= LONGEST_PAUSE) keys = [];
    if (event.key === "Enter") {
      const told = keys;
      keys = [];
      if (!isScanned(told)) return;
      const texts = [told.map(({ by }) => by).join(""), told.map(({ shown }) => shown).join("")];
      const codes = texts.flatMap(codesIn);
      const field = event.target.closest?.(FIELDS);
      /* In a field somebody may well write fast; only a whole pass is a pass there. */
      if (field && !codes.some(({ length }) => length === WHOLE)) return;
      event.preventDefault();
      event.stopPropagation();
      if (field) field.value = "";
      if (!isCutOff(codes)) onCode(texts);
      return;
    }
    if (event.key.length !== 1) return;
    keys.push({ by: struck(event), shown: event.key, pause });
    /* A button in focus must not be pressed by the space of a scanner. */
    if (pause < FASTEST_HAND && event.key === " " && !event.target.matches?.(FIELDS)) event.preventDefault();
  }

  page.addEventListener("keydown", hear, { capture: true });
  return () => page.removeEventListener("keydown", hear, { capture: true });
}
