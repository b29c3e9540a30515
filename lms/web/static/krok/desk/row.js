/* A name on the list: its mark, large enough for a thumb, and the sheet with everything else. */

import { plainly } from "./sounds.js";
import { ask } from "./sheet.js";
import { clockTime, hour, icon, momentAt, phrase, piece, show } from "./pieces.js";

const USUALLY = 15 * 60_000;
const GRACE = 10 * 60_000;
const LOOKS = { "": "expected", left_early: "left" };

/** Whose names look the same at a glance, so that the year of birth must tell them apart. */
export function namesakes(people) {
  const known = new Map();
  for (const { name } of people) known.set(plainly(name), (known.get(plainly(name)) ?? 0) + 1);
  return (person) => known.get(plainly(person.name)) > 1;
}

const born = (person) => (person.born ? phrase("born", { year: person.born }) : phrase("born-unknown"));

function spent({ came_at, left_at }) {
  if (!came_at) return "";
  return left_at ? `${hour(came_at)}–${hour(left_at)}` : hour(came_at);
}

/** Draw a row. `onTap()`: the whole row was tapped; `onMore()`: the pencil. */
export function drawRow(person, known, { isOpen, isAlike, asksBorn, act, isSent, onTap, onMore }) {
  const row = piece("row").firstElementChild;
  const of = (name) => row.querySelector(`[data-${name}]`);
  const look = LOOKS[known.status] ?? known.status;
  const isFree = act === "leave" ? known.is_in : !known.status;
  row.id = `p-${person.person}`;
  row.classList.add(`roster-row--${look}`);
  of("name").textContent = person.name;
  of("status").textContent = phrase(`status-${look}`);
  of("time").textContent = spent(known);
  show(of("unsent"), !isSent);
  show(of("born"), isAlike || asksBorn);
  of("born").textContent = born(person);
  of("needs").replaceChildren(...needs(person));
  of("sign").append(icon(look));
  const tap = of("tap");
  show(tap, isOpen && isFree);
  show(of("sign"), !(isOpen && isFree));
  tap.classList.toggle("door-row__tap--going", act === "leave");
  tap.setAttribute("aria-label", `${phrase(act === "leave" ? "tap-leave" : "tap-enter")}: ${person.name}`);
  tap.addEventListener("click", onTap);
  const more = of("more");
  more.setAttribute("aria-label", phrase("more", { name: person.name }));
  more.classList.toggle("door-row__all", !isFree);
  show(more, isOpen);
  more.addEventListener("click", onMore);
  return row;
}

function needs(person) {
  const walkIn = person.place === "walk_in" ? [{ icon: "user", text: phrase("walk-in") }] : [];
  return [...walkIn, ...(person.needs ?? [])].map(({ icon: name, text }) => {
    const need = piece("need").firstElementChild;
    need.querySelector("[data-icon]").replaceWith(icon(name));
    need.querySelector("[data-text]").textContent = text;
    return need;
  });
}

/** Everything that can be said of somebody. Resolves with the facts of an event, "undo", or nothing. */
export function askMark(session, person, known, { now, canUndo }) {
  return ask("marks-sheet", (dialog, answer) => {
    const of = (name) => dialog.querySelector(`[data-${name}]`);
    const isNow = (from, to) => (Date.parse(now) > from && Date.parse(now) < to ? Date.parse(now) : null);
    const starts = Date.parse(session.starts_at);
    const ends = Date.parse(session.ends_at);
    dialog.querySelector("h2").textContent = person.name;
    of("who").textContent = [born(person), person.note].filter(Boolean).join(" · ");
    of("known").textContent = [phrase(`status-${LOOKS[known.status] ?? known.status}`), spent(known)].join(" ").trim();
    of("by").textContent = known.came_by ? phrase("noted-by", { name: known.came_by }) : "";
    const [late, left] = [of("late"), of("left")];
    late.value = clockTime(isNow(starts + GRACE, ends) ?? Math.min(starts + USUALLY, ends));
    left.value = clockTime(isNow(starts, ends - GRACE) ?? Math.max(ends - USUALLY, starts));
    const stated = (field, act) => {
      const moment = momentAt(session, field.value || "00:00");
      const isWrong = !field.value || Date.parse(moment) > ends;
      show(of("outside"), isWrong);
      if (isWrong) return field.focus();
      answer({ act, stated_at: moment });
    };
    const deeds = {
      came: () => answer({ act: "enter", stated_at: cameAt(session, now) }),
      "left-now": () => answer({ act: "leave" }),
      "came-late": () => stated(late, "enter"),
      "left-early": () => stated(left, "leave"),
      absent: () => answer({ act: "absent" }),
      undo: () => answer("undo"),
    };
    for (const [name, deed] of Object.entries(deeds)) of(name).addEventListener("click", deed);
    of("excuse").addEventListener("submit", (submit) => {
      submit.preventDefault();
      answer({ act: "excuse", excuse: submit.currentTarget.elements.excuse.value });
    });
    show(of("undo"), canUndo);
    show(of("came"), known.status !== "present");
    show(of("left-now"), known.is_in && Boolean(session.checks_out));
  });
}

/** "Came", said at twenty past, means that they were there from the start. */
export function cameAt(session, now) {
  return Date.parse(now) > Date.parse(session.starts_at) ? session.starts_at : now;
}
