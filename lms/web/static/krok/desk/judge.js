/* What is said at the door, decided on the device: the rules of attendance/door/judgement.py, case by case.

   Looks at nothing but what it is given. Both are held to tests/attendance/door_cases.json. */

const MINUTE = 60_000;
const EXPECTED = new Set(["expected", "guest", "elsewhere", "walk_in"]);
const THERE = new Set(["present", "late", "left_early"]);
const AWAY = { excuse: "excused", absent: "absent" };
const COUNTED = new Set(["welcome", "already_in", "noted"]);
const GRACE = 10 * MINUTE;
const DAY = new Intl.DateTimeFormat("sv", { timeZone: "Europe/Warsaw" });

const time = (moment) => (moment == null ? null : new Date(moment).getTime());

export const isExpected = (face) => EXPECTED.has(face?.place);
export const counts = (verdict) => COUNTED.has(verdict);
export const wasThere = (status) => THERE.has(status);

/** The verdict on a session of the package, an event, and what is known of the one it is about.

    `face`: the person of the package ({place, is_child, has_consent, …}) with `pass_is_valid`, or null.
    `facts`: {isIn, elsewhere: "" | "other_day" | "wrong_room", meets: somebody they must not meet}. */
export function verdictOf(session, event, face, { isIn = false, elsewhere = "", meets = false } = {}) {
  return (
    ofPass(event, face) ??
    ofSession(session) ??
    ofPlace(event, face, elsewhere) ??
    ofHour(session, event, elsewhere) ??
    ofCompany(session, event, meets) ??
    ofChild(session, event, face) ??
    ofArrival(event, isIn)
  );
}

function ofPass(event, face) {
  if (!face) return event.act === "annul" ? null : "unknown_pass";
  return face.pass_is_valid === false ? "revoked_pass" : null;
}

function ofSession(session) {
  return { cancelled: "cancelled_session", closed: "closed_session" }[session.status] ?? null;
}

function ofPlace(event, face, elsewhere) {
  if (event.act === "annul" || !face || isExpected(face)) return null;
  if (face.place === "waiting") return "waiting";
  if (elsewhere) return elsewhere;
  return face.place === "cancelled" ? "cancelled_place" : "no_place";
}

function ofHour(session, event, elsewhere) {
  if ((event.act ?? "enter") !== "enter") return null;
  const at = time(event.happened_at);
  if (at >= time(session.door_opens_at) && at <= time(session.door_closes_at)) return null;
  const isEarly = at < time(session.starts_at);
  /* A name tapped is a statement of the trainer, who may make it afterwards. */
  if (event.method === "list" && !isEarly) return null;
  return elsewhere || (isEarly ? "too_early" : "too_late");
}

/* Whoever scans themselves is told no more than to wait. */
function ofCompany(session, event, meets) {
  const isSaidLater = event.method === "list" && time(event.happened_at) > time(session.ends_at);
  if (!meets || isSaidLater || (event.act ?? "enter") !== "enter") return null;
  return ["room", "printed"].includes(event.method) ? "to_confirm" : "call_coordinator";
}

function ofChild(session, event, face) {
  const act = event.act ?? "enter";
  if (!face?.is_child || !["enter", "leave"].includes(act)) return null;
  const hasConsent = face.has_consent || event.has_paper_consent;
  if (act === "enter" && session.asks_consent && !hasConsent) return "consent_missing";
  return session.asks_guardian && !event.guardian ? "guardian_missing" : null;
}

function ofArrival(event, isIn) {
  const act = event.act ?? "enter";
  if (act !== "enter") return "noted";
  if (event.method === "printed") return "to_confirm";
  /* Tapping "came" for somebody who is in corrects when they came. */
  return isIn && event.method !== "list" ? "already_in" : "welcome";
}

/* --- what is known of a person ------------------------------------------------------------- */

/** Marks that count and were not undone, in the order in which they were made. */
export function standing(marks) {
  const counted = marks.filter((mark) => mark.counts !== false);
  const order = (one, other) =>
    time(one.happened_at) - time(other.happened_at) || (one.sequence ?? 0) - (other.sequence ?? 0);
  const undone = new Set(counted.filter((mark) => mark.act === "annul").map((mark) => mark.annuls));
  return counted.filter((mark) => mark.act !== "annul" && !undone.has(mark.event_id)).sort(order);
}

/** What marks amount to: {status, came_at, left_at, is_in}, as attendance/door/derive.py has it. */
export function stateOf(session, marks) {
  let away = "";
  let told = [];
  for (const mark of standing(marks)) {
    away = AWAY[mark.act] ?? "";
    told = away ? [] : [...told, mark];
  }
  if (away) return { status: away, came_at: null, left_at: null, is_in: false };
  const stays = staysOf(session, told);
  if (!stays.length) return { status: "", came_at: null, left_at: null, is_in: false };
  const came = stays[0][0];
  const left = stays.at(-1)[1];
  return { status: statusOf(session, came, left), came_at: came, left_at: left, is_in: left === null };
}

function staysOf(session, marks) {
  let moments = [];
  for (const mark of marks) {
    const at = time(mark.stated_at ?? mark.happened_at);
    const isComing = (mark.act ?? "enter") === "enter";
    if (mark.stated_at && isComing) {
      moments = moments.filter(([when]) => when > at);
    } else if (mark.stated_at) {
      moments = moments.filter(([when]) => when < at).sort(byTime);
      while (moments.length && !moments.at(-1)[1]) moments.pop();
    }
    moments.push([at, isComing]);
  }
  const stays = [];
  let since = null;
  for (const [at, isComing] of moments.sort(byTime)) {
    if (isComing) since ??= at;
    else if (since !== null) {
      stays.push([since, at]);
      since = null;
    } else if (!stays.length && at > time(session.starts_at)) stays.push([time(session.starts_at), at]);
  }
  if (since !== null) stays.push([since, null]);
  return stays;
}

/* At one moment coming stands before going. */
const byTime = ([one, oneComes], [other, otherComes]) => one - other || Number(otherComes) - Number(oneComes);

function statusOf(session, came, left) {
  if (left !== null && left < time(session.ends_at) - GRACE) return "left_early";
  return came > time(session.starts_at) + GRACE ? "late" : "present";
}

/* --- a whole door -------------------------------------------------------------------------- */

/** What is known of somebody on the list: what the house knew, and what this device has noted since.

    A mark is `settled` when the list that is kept came after the house had answered it. */
export function knownOf(session, person, marks) {
  const own = marks.filter((mark) => mark.person === person.person);
  if (own.every((mark) => mark.settled)) {
    const { status = "", came_at = null, left_at = null, came_by = "" } = person;
    return { status, came_at: time(came_at), left_at: time(left_at), came_by, is_in: wasThere(status) && !left_at };
  }
  const state = stateOf(session, [...fromHouse(session, person, own), ...own.filter((mark) => !mark.settled)]);
  return { ...state, came_by: state.came_at === time(person.came_at) ? (person.came_by ?? "") : "" };
}

/* The state the house told, as marks; each takes the name of the mark of this device that made it, if any. */
function fromHouse(session, person, own) {
  const settled = standing(own.filter((mark) => mark.settled));
  const named = (act) => settled.findLast((mark) => mark.act === act)?.event_id ?? `house-${act}`;
  const mark = (act, at) => ({ act, event_id: named(act), happened_at: at ?? 0, sequence: -1 });
  if (person.status === "excused") return [mark("excuse")];
  if (person.status === "absent") return [mark("absent")];
  if (!wasThere(person.status)) return [];
  const came = { ...mark("enter"), ...(person.scanned_in && { event_id: person.scanned_in }), stated_at: person.came_at ?? session.starts_at };
  return person.left_at ? [came, { ...mark("leave", 1), stated_at: person.left_at }] : [came];
}

/** Where somebody belongs whom this door does not expect now; of a confidential meeting nothing is told. */
function elsewhereOf(session, person, others, at) {
  const day = (moment) => DAY.format(new Date(moment));
  const today = others.filter(
    (other) =>
      other.uuid !== session.uuid &&
      !other.is_confidential &&
      other.status !== "cancelled" &&
      other.people.some((each) => each.person === person && isExpected(each)) &&
      (day(other.starts_at) === day(at) || isOn(other, at)),
  );
  const distance = (other) => Math.abs(time(other.starts_at) - at);
  return today.sort((one, other) => distance(one) - distance(other))[0] ?? null;
}

function meetsSomebody(session, face, marks, others, at) {
  if (face.calls_first) return true;
  if (!face.apart?.length) return false;
  /* Without their pass nobody here can know of whom it speaks, so the coordinator is asked. */
  if (!face.meets_not) return true;
  const isOther = (each) => face.meets_not.includes(each.person);
  if (session.people.some((each) => isOther(each) && knownOf(session, each, marks).is_in)) return true;
  return others.some(
    (other) =>
      other.uuid !== session.uuid &&
      other.status === "planned" &&
      isOn(other, at) &&
      other.people.some((each) => isOther(each) && isExpected(each)),
  );
}

const isOn = (session, at) => time(session.door_opens_at) <= at && at <= time(session.ends_at);

/** What is said, and to whom: {verdict, person, known, elsewhere}.

    `face`: of whom the event speaks (recognise.js), or null. `others`: the other sessions of this device. */
export function judge(session, event, { face, marks = [], others = [] }) {
  const at = time(event.happened_at);
  const isHere = isExpected(face);
  const known = face && isHere ? knownOf(session, face, marks) : null;
  const other = face?.person ? elsewhereOf(session, face.person, others, at) : null;
  const elsewhere = other ? (isOn(other, at) && other.room !== session.room ? "wrong_room" : "other_day") : "";
  const meets = Boolean(face) && isHere && meetsSomebody(session, face, marks, others, at);
  const verdict = verdictOf(session, event, face, { isIn: Boolean(known?.is_in), elsewhere, meets });
  return {
    verdict,
    person: face?.person && face.place ? face : null,
    known,
    elsewhere: ["other_day", "wrong_room"].includes(verdict) ? other : null,
  };
}
