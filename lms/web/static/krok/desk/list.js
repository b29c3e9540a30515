/* The list of a session, alive: a tap changes the row at once and reaches the house when it can. */

import * as lists from "./lists.js";
import { Direction } from "./direction.js";
import { completed } from "./guardian.js";
import { Nods } from "./nods.js";
import { Notes } from "./notes.js";
import { askMark, cameAt, drawRow, namesakes } from "./row.js";
import { matches } from "./sounds.js";
import { detailOf, wordOf } from "./verdict.js";
import { writeDown } from "./walk_in.js";
import { phrase, piece, show } from "./pieces.js";
import { wasThere } from "./judge.js";

/* What another trainer notes at another door is seen here, too. */
const LOOK_EVERY = 61_000;
const ON_LIST = new Set(["expected", "guest", "elsewhere", "walk_in"]);
const AWAY = new Set(["absent", "excused"]);

const PARTS = {
  all: () => true,
  expected: (known) => !known.status,
  here: (known) => wasThere(known.status),
  away: (known) => AWAY.has(known.status),
};

class List {
  #part = "all";
  #typed = "";
  #asksBorn = false;
  #undoable = null;

  constructor(session, root) {
    this.session = session;
    this.root = root;
    this.of = (name) => root.querySelector(`[data-${name}]`);
    this.isOpen = session.status === "planned";
    this.notes = new Notes(session, {
      onChange: () => this.draw(),
      onAnswer: (mark, result) => this.corrected(mark, result),
    });
  }

  async start() {
    this.direction = new Direction(this.of("direction"), this.session, { onChange: () => this.draw() });
    this.listen();
    await this.notes.open();
    setInterval(() => !document.hidden && this.isOpen && lists.refresh().catch(() => {}), LOOK_EVERY);
    if (this.isOpen) {
      new Nods(this.of("nods"), this.session, {
        onNod: (person) => this.note({ act: "enter", method: "list", person, stated_at: cameAt(this.session, this.notes.now()) }),
      });
    }
  }

  /* --- what is seen ------------------------------------------------------------------------- */

  get people() {
    const { session } = this.notes;
    const people = session.people.filter((person) => ON_LIST.has(person.place) || person.status);
    return people.sort((one, other) => one.name.localeCompare(other.name, document.documentElement.lang));
  }

  draw() {
    const all = this.people.map((person) => [person, this.notes.known(person)]);
    const isAlike = namesakes(this.people);
    const isUnsent = new Set(this.notes.marks.filter((mark) => !mark.isAnswered).map((mark) => mark.person));
    const isShown = ([person, known]) => PARTS[this.#part](known) && matches(person.name, this.#typed);
    const focused = document.activeElement?.closest?.(".door-row")?.id;
    const rows = all.filter(isShown).map(([person, known]) =>
      drawRow(person, known, {
        isOpen: this.isOpen,
        isAlike: isAlike(person),
        asksBorn: this.#asksBorn,
        act: this.direction.act,
        isSent: !isUnsent.has(person.person),
        onTap: () => this.tap(person, known),
        onMore: () => this.more(person, known),
      }),
    );
    this.of("rows").replaceChildren(...rows);
    show(this.of("rows"), rows.length > 0);
    show(this.of("nobody"), !rows.length);
    for (const [part, isIn] of Object.entries(PARTS)) {
      const tab = this.root.querySelector(`[data-part="${part}"]`);
      tab.setAttribute("aria-pressed", String(part === this.#part));
      tab.querySelector("[data-count]").textContent = all.filter(([, known]) => isIn(known)).length;
    }
    this.of("here").textContent = all.filter(([, known]) => PARTS.here(known)).length;
    this.of("expected").textContent = all.length;
    show(this.of("hint"), this.isOpen && !this.notes.marks.length);
    if (focused) this.focus(focused);
  }

  focus(row) {
    const found = document.getElementById(row);
    const button = [...(found?.querySelectorAll("button") ?? [])].find((each) => !each.hidden);
    button?.focus({ preventScroll: true });
  }

  tell(words, { name = "", mark = null, isWrong = false } = {}) {
    const line = this.of("told");
    line.querySelector("[data-words]").textContent = [name, words].filter(Boolean).join(": ");
    line.classList.toggle("door-told--wrong", isWrong);
    show(line);
    this.#undoable = mark;
    show(this.of("undo-last"), Boolean(mark));
  }

  corrected(mark, { verdict, detail, remedy, name }) {
    if (!verdict || verdict === mark.said) return;
    const words = [wordOf(verdict), detail, remedy].filter(Boolean).join(". ");
    this.tell(words, { name: name || this.notes.nameOf(mark), isWrong: !mark.counts });
  }

  /* --- what is tapped ----------------------------------------------------------------------- */

  tap(person, known) {
    const { act } = this.direction;
    const stated = act === "enter" && !known.status ? { stated_at: cameAt(this.session, this.notes.now()) } : {};
    return this.note({ act, method: "list", person: person.person, ...stated });
  }

  async more(person, known) {
    const last = this.notes.last(person) ?? this.ownScan(person, known);
    const answer = await askMark(this.notes.session, person, known, {
      now: this.notes.now(),
      canUndo: Boolean(last),
    });
    if (answer === "undo") return this.undo(last);
    if (answer) return this.note({ method: "list", person: person.person, ...answer });
    return null;
  }

  /* What somebody noted of themselves by the code of the room, perhaps in the wrong one. */
  ownScan({ person, scanned_in: event_id }, { status }) {
    return event_id && wasThere(status) ? { event_id, person, method: "list" } : undefined;
  }

  async note(facts) {
    /* "Undo" means the last tap: until this one is written down, there is nothing to undo. */
    show(this.of("undo-last"), false);
    const first = await this.notes.judge(facts);
    const { facts: event, said } = await completed(this.notes, first.event, first);
    const mark = await this.notes.note(event, said);
    const name = said.person?.name ?? this.notes.nameOf(mark);
    if (mark.counts) {
      const done = { enter: "done-enter", leave: "done-leave", excuse: "done-excuse", absent: "done-absent" };
      this.tell(phrase(done[facts.act]), { name, mark });
    } else {
      this.tell([wordOf(said.verdict), detailOf(said)].filter(Boolean).join(". "), { name, isWrong: true });
    }
  }

  async undo(last) {
    const { event_id: annuls, method, person } = last;
    const name = this.notes.nameOf(last);
    await this.notes.note({ act: "annul", annuls, method: method === "room" ? "list" : method, about: person }, { verdict: "noted" });
    this.tell(phrase("done-annul"), { name });
  }

  async walkIn() {
    const words = await writeDown();
    if (words) await this.note({ act: "enter", method: "list", person: words.person, walk_in: words });
  }

  listen() {
    this.of("find").addEventListener("input", ({ target }) => {
      this.#typed = target.value;
      this.draw();
    });
    this.of("find").form.addEventListener("submit", (submit) => submit.preventDefault());
    this.of("born-switch").addEventListener("click", ({ currentTarget }) => {
      this.#asksBorn = !this.#asksBorn;
      currentTarget.setAttribute("aria-pressed", String(this.#asksBorn));
      this.draw();
    });
    for (const tab of this.root.querySelectorAll("[data-part]")) {
      tab.addEventListener("click", () => {
        this.#part = tab.dataset.part;
        this.draw();
      });
    }
    this.of("undo-last").addEventListener("click", () => this.undo(this.#undoable));
    this.of("write-down").addEventListener("click", () => this.walkIn());
  }
}

/** Draw the list of a session into `root`, in place of what the house drew there. */
export function drawList(session, root) {
  const drawn = piece("list");
  const scan = drawn.querySelector("[data-scan]");
  scan.href = `/${document.documentElement.lang}/desk/${session.uuid}/scan/`;
  const place = document.createElement("div");
  place.className = "stack";
  place.append(drawn);
  const list = new List(session, place);
  show(place.querySelector("[data-bar]"), list.isOpen);
  /* What the house drew stays until there are names in its place. */
  list.start().then(() => root.replaceChildren(place));
  return list;
}
