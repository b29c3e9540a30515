/* Desk as the phone draws it by itself, from the lists it keeps: by the address, as the house would. */

import { deviceName } from "./device.js";
import { onLine } from "./line.js";
import * as lists from "./lists.js";
import { onLocked } from "./locking.js";
import { isSeenTo, marks, onAnswer, onWaiting, refused, tryAgain } from "./outbox.js";
import { finish } from "./quick.js";
import { counted, dateOf, day, hour, hours, piece, put, words } from "./phrases.js";

const HOME = `/${document.documentElement.lang}/desk/`;
const ADDRESS = new RegExp(`^${HOME}(?:([0-9a-f-]{36})/(scan/|screen/)?|app/)?$`);
const THERE = new Set(["present", "late", "left_early"]);
const REASONS = new Set(["no_session", "outside_session"]);
const root = document.querySelector("[data-app]");

/* The shell was fetched as a stranger, so what somebody chose for their eyes is set here. */
for (const [cookie, name] of [["krok_contrast", "contrast"], ["krok_text", "text"]]) {
  const chosen = new RegExp(`(?:^|; )${cookie}=(more|large|larger)`).exec(document.cookie);
  if (chosen) document.documentElement.dataset[name] = chosen[1];
}

/* --- a session in the list of sessions ------------------------------------------------------- */

async function countOf(session) {
  const noted = new Map(session.people.map(({ person, status }) => [person, THERE.has(status)]));
  for (const { event, result } of await marks(session.uuid)) {
    const person = result?.person ?? event.person ?? event.about;
    if (person && ["enter", "excuse", "absent"].includes(event.act)) noted.set(person, event.act === "enter");
  }
  const expected = session.people.filter(({ place }) => ["expected", "guest", "walk_in"].includes(place)).length;
  const here = [...noted.values()].filter(Boolean).length;
  return here ? counted("here-of", expected, { here }) : counted("expected", expected);
}

async function card(session, { isToday = false } = {}) {
  const drawn = piece("card");
  put(drawn, "time", hours(session.starts_at, session.ends_at));
  put(drawn, "topic", session.topic);
  put(drawn, "day", isToday ? "" : day(session.starts_at));
  put(drawn, "room", session.room);
  put(drawn, "count", session.status === "cancelled" ? "" : await countOf(session));
  const link = drawn.querySelector("[data-title]");
  put(drawn, "title", session.title);
  link.href = `${HOME}${session.uuid}/`;
  for (const badge of drawn.querySelectorAll("[data-only]")) if (badge.dataset.only !== session.status) badge.remove();
  const go = drawn.querySelector("[data-go]");
  if (!isToday || session.status !== "planned") go.remove();
  else {
    const scan = go.querySelector("a");
    scan.href = `${HOME}${session.uuid}/scan/`;
    scan.querySelector("[data-of]").textContent = session.title;
  }
  return drawn;
}

/* A specialist's own appointments, to be read; whether somebody came is noted with a connection. */
function drawVisits(section, found) {
  if (!found.length) return section.remove();
  const rows = found.map(({ name, service, starts_at, ends_at, room }) => {
    const row = piece("visit");
    put(row, "name", name);
    put(row, "when", `${day(starts_at)}, ${hours(starts_at, ends_at)}`);
    put(row, "what", [service, room].filter(Boolean).join(", "));
    return row;
  });
  section.querySelector("[data-rows]").replaceChildren(...rows);
}

async function fill(section, found, options) {
  const place = section.querySelector("[data-cards]");
  if (found.length) place.replaceChildren(...(await Promise.all(found.map((session) => card(session, options)))));
  return found.length > 0;
}

/* --- what could not be recorded -------------------------------------------------------------- */

function nameOf(event, sessions) {
  const known = sessions.flatMap(({ people }) => people).find(({ person }) => person === (event.person ?? event.about));
  return event.walk_in?.name ?? known?.name ?? words("somebody");
}

async function drawRefused(sessions) {
  const found = await refused();
  if (!found.length) return null;
  const section = piece("could-not");
  section.querySelector("[data-list]").replaceChildren(
    ...found.map(({ event, result }) => {
      const row = piece("could-not-row");
      const session = sessions.find(({ uuid }) => uuid === event.session);
      put(row, "name", nameOf(event, sessions));
      put(row, "what", `${words(`act-${event.act ?? "enter"}`)} · ${day(event.happened_at)}, ${hour(event.happened_at)}`);
      put(row, "title", session?.title);
      put(row, "why", words(REASONS.has(result.error) ? `why-${result.error}` : "why-broken"));
      row.querySelector("[data-done]").addEventListener("click", () => isSeenTo(event).then(draw));
      row.querySelector("[data-again]").addEventListener("click", () => tryAgain(event));
      return row;
    }),
  );
  return section;
}

/* --- pages ----------------------------------------------------------------------------------- */

async function drawWeek() {
  const sessions = await lists.sessions();
  const { fetched_at } = await lists.about();
  const drawn = fetched_at ? piece("week") : piece("nothing-kept");
  if (fetched_at) {
    const today = dateOf(Date.now());
    const on = (test) => sessions.filter(({ starts_at }) => test(dateOf(starts_at)));
    const of = (name) => drawn.querySelector(`[data-section="${name}"]`);
    put(drawn, "today", day(Date.now()));
    put(drawn, "fetched", `${day(fetched_at)}, ${hour(fetched_at)}`);
    /* A meeting that runs past midnight is today's until its door is shut. */
    const isTodays = ({ starts_at, door_closes_at }) =>
      dateOf(starts_at) === today || (dateOf(starts_at) < today && Date.parse(door_closes_at) >= Date.now());
    await fill(of("today"), sessions.filter(isTodays), { isToday: true });
    await fill(of("to-come"), on((date) => date > today));
    drawVisits(of("visits"), (await lists.visits()).filter(({ starts_at }) => dateOf(starts_at) >= today));
    const isOver = (session) => dateOf(session.starts_at) < today && !isTodays(session);
    const isOpen = await fill(of("open"), sessions.filter(isOver).filter(({ status }) => status === "planned"));
    if (!isOpen) of("open").remove();
  }
  const trouble = await drawRefused(sessions);
  if (trouble) drawn.querySelector("h1").after(trouble);
  root.replaceChildren(drawn);
  if (location.hash) document.querySelector(location.hash)?.scrollIntoView();
}

function unitLine({ starts_at, ends_at, kind, topic }) {
  return `${hours(starts_at, ends_at)} ${words(`kind-${kind}`)}${topic ? `: ${topic}` : ""}`;
}

async function drawSession(uuid, part) {
  const session = await lists.session(uuid);
  if (!session) {
    root.replaceChildren(piece("not-kept"));
    return;
  }
  const drawn = piece("session");
  put(drawn, "title", session.title);
  put(drawn, "topic", session.topic);
  /* The camera and the code need the height of the screen. */
  if (part) drawn.querySelector("header").className = "visually-hidden";
  put(drawn, "day", `${day(session.starts_at)}, ${hours(session.starts_at, session.ends_at)}`);
  put(drawn, "room", session.room);
  put(drawn, "units", (session.units ?? []).map(unitLine).join(" · "));
  const back = drawn.querySelector("[data-back]");
  back.href = part ? `${HOME}${uuid}/` : HOME;
  put(drawn, "back-word", part ? session.title : words("desk"));
  for (const note of drawn.querySelectorAll("[data-only]")) if (note.dataset.only !== session.status) note.remove();
  const close = drawn.querySelector("[data-close]");
  if (part || session.status !== "planned" || Date.parse(session.starts_at) > Date.now()) close.remove();
  else close.querySelector("a").href = `${HOME}${uuid}/close/`;
  document.title = `${session.is_confidential ? words("neutral") : session.title} · Krok`;
  root.replaceChildren(drawn);
  if (session.is_confidential && !part) offerToLeave();
  const place = drawn.querySelector("[data-part]");
  if (part === "scan/") {
    document.body.classList.add("desk--scan");
    if (session.status === "planned") (await import("./scanner.js")).startScanner(session, place);
  } else if (part === "screen/") {
    const { skew } = await lists.about();
    (await import("./screen.js")).startScreen(session, place, { offset: skew });
  } else {
    document.body.classList.add("desk--list");
    (await import("./list.js")).drawList(session, place);
  }
}

/* The list of a confidential meeting is one that nobody should find open. */
function offerToLeave() {
  if (document.querySelector("[data-leave-quickly]")) return;
  document.body.append(piece("leave"));
  import("../js/leave_quickly.js");
}

const [isDrawn, uuid, part] = ADDRESS.exec(location.pathname) ?? [];

async function draw() {
  if (!isDrawn) root.replaceChildren(piece("needs-line"));
  else if (!uuid) await drawWeek();
}

/* --- from here on ----------------------------------------------------------------------------- */

let last = Promise.resolve();
const again = () => (last = last.then(draw, draw));

await finish();
if (uuid) await drawSession(uuid, part);
else await draw();
root.setAttribute("aria-busy", "false");
root.dataset.device = await deviceName();

lists.onChange(uuid ? () => root.querySelector("[data-not-kept]") && drawSession(uuid, part) : again);
onAnswer(again);
onWaiting(again);
onLocked(uuid ? () => root.replaceChildren(piece("not-kept")) : again);

/* A page that only the house can give is asked for again once it answers. */
if (!isDrawn) {
  let wasAway = false;
  onLine(({ isThere }) => {
    if (isThere && wasAway) location.reload();
    wasAway ||= !isThere;
  });
}
