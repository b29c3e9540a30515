/* What this device has noted of a session, so that it knows at once what the house will know later. */

import { counts, judge, knownOf, standing } from "./judge.js";
import * as lists from "./lists.js";
import * as outbox from "./outbox.js";
import { recognise } from "./recognise.js";

const WRONG_CLOCK = 60_000;

export class Notes {
  #heard = new Set();
  #answered = new Map();
  #others = [];
  #fetched = 0;
  #skew = 0;
  marks = [];

  /** `onChange()` whenever something is known that was not; `onAnswer(mark, result)` when the house spoke. */
  constructor(session, { onChange = () => {}, onAnswer = () => {} } = {}) {
    this.session = session;
    this.onChange = onChange;
    this.onAnswer = onAnswer;
  }

  async open() {
    outbox.onAnswer((event, result) => this.#answer(event, result));
    lists.onChange(() => this.#renew());
    await this.#renew();
    return this;
  }

  async #renew() {
    const [session, others, about, told] = await Promise.all([
      lists.session(this.session.uuid),
      lists.sessions(),
      lists.about(),
      outbox.marks(this.session.uuid),
    ]);
    this.session = session ?? this.session;
    this.#others = others;
    this.#fetched = Date.parse(about.fetched_at) || 0;
    this.#skew = Math.abs(about.skew ?? 0) > WRONG_CLOCK ? about.skew : 0;
    const ids = new Set(told.map(({ event }) => event.event_id));
    const drafts = this.marks.filter((mark) => !mark.isAnswered && !ids.has(mark.event_id));
    this.marks = [...told.map(({ event, result }) => this.#mark(event, result)), ...drafts];
    this.#addWalkIns();
    this.onChange();
  }

  /** Now, by the clock of the house. */
  now() {
    return this.#corrected(Date.now());
  }

  #corrected(moment) {
    return new Date(new Date(moment).getTime() + this.#skew).toISOString();
  }

  #mark(event, result) {
    const answered = this.#answered.get(event.event_id) ?? Date.parse(event.happened_at);
    return {
      ...event,
      happened_at: this.#corrected(event.happened_at),
      person: result?.person ?? event.person ?? event.about,
      counts: counts(result?.verdict ?? event.said),
      settled: Boolean(result) && answered < this.#fetched,
      isAnswered: Boolean(result),
    };
  }

  #answer(event, result) {
    if (event.session !== this.session.uuid) return;
    this.#answered.set(event.event_id, Date.now());
    const at = this.marks.findIndex((mark) => mark.event_id === event.event_id);
    const mark = this.#mark(event, result);
    if (at < 0) this.marks.push(mark);
    else this.marks[at] = mark;
    this.onChange();
    this.onAnswer(mark, result);
  }

  /* Somebody written down here is on the list of this device before the house has heard of them. */
  #addWalkIns() {
    const people = this.session.people;
    for (const { walk_in: words } of this.marks) {
      if (!words || people.some((each) => each.person === words.person)) continue;
      const { person, name, birth_year: born } = words;
      people.push({ person, name, born, place: "walk_in", status: "", needs: [], guardians: [], fingerprint: "" });
    }
  }

  /** What would be said of an event now: {verdict, person, known, elsewhere, event}. */
  async judge(facts) {
    const event = { session: this.session.uuid, act: "enter", happened_at: this.now(), ...facts };
    const { code, face } = await recognise(this.session, event, this.#others);
    const said = judge(this.session, event, { face, marks: this.marks, others: this.#others });
    return { ...said, event: { ...facts, ...(code ? { code: code.slice(0, 200) } : {}) } };
  }

  /** Note it: at once here, and in the outbox for the house. Resolves with the mark. */
  async note(facts, said) {
    const { verdict, person } = said;
    const known = { said: verdict, ...(person?.person && !facts.person ? { about: person.person } : {}) };
    const event = { session: this.session.uuid, act: "enter", ...facts, ...known };
    const draft = this.#mark({ ...event, event_id: crypto.randomUUID(), happened_at: new Date().toISOString() });
    this.marks.push(draft);
    this.#addWalkIns();
    this.onChange();
    const told = await outbox.tell({ ...event, event_id: draft.event_id });
    const mark = this.marks.find(({ event_id }) => event_id === draft.event_id) ?? draft;
    mark.sequence = told.sequence;
    return mark;
  }

  known(person) {
    return knownOf(this.session, person, this.marks);
  }

  /** The last mark made here of somebody, or of anybody, that still stands. */
  last(person) {
    return standing(this.marks).findLast((mark) => !person || mark.person === person.person);
  }

  get here() {
    return this.session.people.filter((person) => this.known(person).is_in).length;
  }

  get expected() {
    return this.session.people.filter(({ place }) => ["expected", "guest", "elsewhere", "walk_in"].includes(place)).length;
  }

  nameOf(mark) {
    return this.session.people.find((each) => each.person === mark?.person)?.name ?? "";
  }
}
