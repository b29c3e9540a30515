/* The calendar of the back office. The page is a list of the week without this script; here the list becomes a
 * grid in which meetings are dragged. Hours have no zone: they are those of the clock on the wall. */

import { create } from "../../vendor/event-calendar/event-calendar.js";
import { Asking } from "./calendar_asking.js";
import { wall, weekOf } from "./calendar_clock.js";
import { drawEntry, text, tidies } from "./calendar_drawing.js";

const VIEWS = {
  week: { type: "timeGridWeek" },
  day: { type: "timeGridDay" },
  month: { type: "dayGridMonth" },
  rooms: { type: "resourceTimeGridDay", columns: "rooms" },
  "rooms-week": { type: "resourceTimeGridWeek", columns: "rooms" },
  trainers: { type: "resourceTimeGridDay", columns: "trainers" },
  "trainers-week": { type: "resourceTimeGridWeek", columns: "trainers" },
};
const NARROW = "(max-width: 50em)";
const OPENS = "07:00";
const CLOSES = "21:00";

const place = document.querySelector("[data-calendar]");
const part = (name) => document.querySelector(`[data-${name}]`);
const words = place.querySelector("[data-words]").dataset;
const language = document.documentElement.lang || "pl";
const isNarrow = matchMedia(NARROW).matches;
const hint = part("hint");
const trouble = part("trouble");

let view = place.dataset.view in VIEWS ? place.dataset.view : isNarrow ? "day" : "week";
let answer = { rooms: [], trainers: [], holidays: {} };

const format = (options) => new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });
const aDay = format({ day: "numeric", month: "long" });
const aLongDay = format({ weekday: "long", day: "numeric", month: "long" });
const aMonth = format({ month: "long", year: "numeric" });
const hourSign = language.startsWith("pl") ? "." : ":";
const hour = (moment) => `${moment.getUTCHours()}${hourSign}${String(moment.getUTCMinutes()).padStart(2, "0")}`;
const hours = (start, end) => `${hour(wall(start))}–${hour(wall(end))}`;
const dayOf = (moment) => moment.toISOString().slice(0, 10);
const capital = (said) => said.charAt(0).toLocaleUpperCase(language) + said.slice(1);

/* --- the widget ---------------------------------------------------------------------------- */

const asking = new Asking({
  dialog: part("dialog"),
  token: place.querySelector("[name=csrfmiddlewaretoken]").value,
  words,
  hint,
  onMoved: (told) => {
    say(told);
    calendar.refetchEvents();
  },
  onChange: () => calendar.refetchEvents(),
});

const calendar = create(part("widget"), {
  view: VIEWS[view].type,
  date: place.dataset.date,
  timeZone: "UTC",
  locale: language,
  firstDay: 1,
  height: "max(32rem, calc(100vh - 9rem))",
  headerToolbar: { start: "", center: "", end: "" },
  slotMinTime: OPENS,
  slotMaxTime: CLOSES,
  flexibleSlotTimeLimits: true,
  slotDuration: "00:30",
  snapDuration: "00:15",
  slotHeight: 32,
  slotEventOverlap: false,
  slotLabelFormat: (moment) => hour(wall(moment)),
  eventTimeFormat: (start, end) => (+start === +end ? hour(wall(start)) : hours(start, end)),
  dayHeaderFormat: headOfDay,
  dayHeaderAriaLabelFormat: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  allDayContent: words.allDay,
  noEventsContent: words.nothing,
  moreLinkContent: ({ num }) => words.more.replace("%d", num),
  buttonText: (known) => ({ ...known, close: words.close }),
  dayMaxEvents: true,
  nowIndicator: false,
  datesAboveResources: true,
  lazyFetching: false,
  editable: true,
  eventDragMinDistance: 6,
  eventLongPressDelay: 400,
  columnWidth: isNarrow ? "minmax(7rem, 1fr)" : undefined,
  views: {
    resourceTimeGridDay: { columnWidth: "minmax(8.5rem, 1fr)" },
    resourceTimeGridWeek: { columnWidth: "minmax(7.5rem, 1fr)" },
  },
  resources: [],
  eventSources: [{ events: entries }],
  eventFilter: ({ event }) => belongsHere(event),
  eventContent: ({ event, timeText }) => drawEntry(event, timeText, `${capital(aLongDay.format(wall(event.start)))}, ${hours(event.start, event.end)}`),
  eventDidMount: ({ el, event }) => {
    el.dataset.entry = event.id;
    if (event.display === "background") el.title = event.extendedProps.words ?? "";
  },
  eventAllUpdated: () => tidies(part("widget"), part("title").textContent),
  viewDidMount: () => tidies(part("widget"), part("title").textContent),
  eventClick: ({ event, el, jsEvent }) => {
    if (!event.extendedProps.address || jsEvent.ctrlKey || jsEvent.metaKey) return;
    jsEvent.preventDefault();
    asking.opens(event.extendedProps.address, el.querySelector("a"));
  },
  dragConstraint: (drop) => mayDrop(drop),
  resizeConstraint: (drop) => {
    asking.looks(drop.event, drop.event.extendedProps.room);
    return true;
  },
  eventDragStart: begins,
  eventResizeStart: begins,
  eventDragStop: ends,
  eventResizeStop: ends,
  eventDrop: (drop) => asking.drops(drop, roomAfter(drop)),
  eventResize: (drop) => asking.drops(drop, drop.event.extendedProps.room),
  datesSet: ({ start, end }) => tells(start, end),
});

function headOfDay(given) {
  const moment = wall(given);
  const weekday = format({ weekday: "short" }).format(moment);
  if (view === "month") return weekday;
  const holiday = answer.holidays[dayOf(moment)];
  const head = text("span", `${weekday} ${moment.getUTCDate()}`, "krok-head");
  return { domNodes: holiday ? [head, text("small", holiday, "krok-head__holiday")] : [head] };
}

async function entries({ startStr, endStr }) {
  trouble.hidden = true;
  place.setAttribute("aria-busy", "true");
  const asked = new URLSearchParams(new FormData(part("filters")));
  asked.delete("view");
  asked.delete("date");
  asked.set("start", startStr.slice(0, 10));
  asked.set("end", endStr.slice(0, 10));
  try {
    const response = await fetch(`${place.dataset.entries}?${asked}`);
    if (!response.ok) throw new Error(response.statusText);
    answer = await response.json();
  } catch {
    trouble.textContent = words.failed;
    trouble.hidden = false;
    return [];
  } finally {
    place.removeAttribute("aria-busy");
  }
  arranges();
  return answer.entries;
}

/* The columns, and the holidays, which are known only once the answer is there. */
function arranges() {
  calendar.setOption("resources", answer[VIEWS[view].columns] ?? []);
  calendar.setOption("highlightedDates", Object.keys(answer.holidays));
  const said = Object.entries(answer.holidays).map(([day, name]) => `${capital(aDay.format(new Date(`${day}T00:00:00Z`)))}: ${name}`);
  part("holidays").textContent = said.join(" · ");
}

function belongsHere(event) {
  const only = event.extendedProps?.only;
  return !only || (only === "columns") === Boolean(VIEWS[view].columns);
}

/* --- dragging ------------------------------------------------------------------------------ */

function begins() {
  document.body.classList.add("krok-dragging");
}

function ends() {
  document.body.classList.remove("krok-dragging");
  asking.rests();
}

/** The room a drop leads to: that of the column, else the one it had. */
function roomAfter({ event, newResource }) {
  if (!newResource?.id.startsWith("room-")) return event.extendedProps.room;
  const number = newResource.id.slice("room-".length);
  return number === "0" ? "" : number;
}

/** Whether it may be dropped there at all; if so, what would come of it is asked on the way. */
function mayDrop(drop) {
  if (drop.event.allDay) {
    hint.textContent = words.wholeDay;
    return false;
  }
  if (drop.newResource?.id.startsWith("person-")) {
    hint.textContent = words.trainers;
    return false;
  }
  if (drop.newResource && !drop.event.extendedProps.changesRoom) {
    hint.textContent = words.keepsRoom;
    return false;
  }
  asking.looks(drop.event, roomAfter(drop));
  return true;
}

/* --- going about --------------------------------------------------------------------------- */

function say(told) {
  hint.textContent = told;
}

function tells(from, until) {
  const [start, end] = [wall(from), wall(until)];
  const last = new Date(end - 1);
  const middle = new Date((start.getTime() + end.getTime()) / 2);
  const title = view === "month" ? aMonth.format(middle) : dayOf(start) === dayOf(last) ? aLongDay.format(start) : aDay.formatRange(start, last);
  part("title").textContent = capital(title);
  remembers(wall(calendar.getOption("date")));
}

/* The address says what is shown, so that it can be kept, sent on, and opened without scripts. */
function remembers(moment) {
  const day = dayOf(moment);
  const address = new URL(location.href);
  address.searchParams.set("view", view);
  address.searchParams.set("date", day);
  history.replaceState(null, "", address);
  for (const field of document.querySelectorAll('[data-filters] [name="date"]')) field.value = day;
  let kept = document.querySelector('[data-filters] [name="view"]');
  if (!kept) {
    kept = Object.assign(document.createElement("input"), { type: "hidden", name: "view" });
    part("filters").prepend(kept);
  }
  kept.value = view;
  carries(address.searchParams);
  for (const link of document.querySelectorAll("a[data-view]")) {
    if (link.dataset.view === view) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  for (const paper of document.querySelectorAll("[data-paper]")) {
    const led = new URL(paper.href);
    led.searchParams.set("week", weekOf(moment));
    paper.href = led;
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-view], a[data-step]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { view: wanted, step } = link.dataset;
  if (wanted === "list") return;
  event.preventDefault();
  if (step === "before") calendar.prev();
  else if (step === "after") calendar.next();
  else if (step === "today") calendar.gotoDate(new URL(link.href).searchParams.get("date"));
  else {
    view = wanted;
    calendar.setOption("resources", answer[VIEWS[view].columns] ?? []);
    calendar.setOption("view", VIEWS[view].type);
    calendar.refetchEvents();
    remembers(wall(calendar.getOption("date")));
  }
});

part("filters").addEventListener("change", () => {
  const address = new URL(location.href);
  for (const field of part("filters").elements) {
    if (!field.name) continue;
    if (field.value) address.searchParams.set(field.name, field.value);
    else address.searchParams.delete(field.name);
  }
  history.replaceState(null, "", address);
  carries(address.searchParams);
  calendar.refetchEvents();
});

/* The links to other ways of seeing keep the filters. */
function carries(words) {
  for (const link of document.querySelectorAll("a[data-view]")) {
    const own = new URLSearchParams(words);
    own.set("view", link.dataset.view);
    link.href = `?${own}`;
  }
  part("everything").hidden = ![...part("filters").querySelectorAll("select")].some((field) => field.value);
}

/* A phone shows the filters when they are asked for, and when they are set. */
part("fold").open = !isNarrow || !part("everything").hidden;
place.hidden = false;
