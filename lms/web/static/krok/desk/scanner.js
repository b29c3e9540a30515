/* The scanner: reads passes one after another without a tap between them, and says at once who may come in. */

import { qrDetector } from "../js/barcode_detector.js";
import { Camera } from "./camera.js";
import { Direction } from "./direction.js";
import { completed, isAQuestion } from "./guardian.js";
import { Nods } from "./nods.js";
import { Notes } from "./notes.js";
import { cameAt } from "./row.js";
import { isOpen } from "./sheet.js";
import { Signals } from "./signals.js";
import { listenToKeys } from "./typed.js";
import { detailOf, say, wordOf } from "./verdict.js";
import { writeDown } from "./walk_in.js";
import { piece, show } from "./pieces.js";

const LOOK_EVERY = 120;
/* The same pass held before the camera is one scan, also after it was undone. */
const SAME_WITHIN = 10_000;
const PROPOSE_EVERY = 30_000;
const NOBODYS = "A".repeat(26);

class Scanner {
  #seen = new Map();
  #shown = null;
  #undoable = null;

  constructor(session, root) {
    this.session = session;
    this.root = root;
    this.part = (name) => root.querySelector(`[data-${name}]`);
    this.camera = new Camera(this.part("video"));
    this.signals = new Signals();
    this.notes = new Notes(session, {
      onChange: () => this.count(),
      onAnswer: (mark, result) => this.corrected(mark, result),
    });
  }

  async start() {
    this.direction = new Direction(this.part("direction"), this.session);
    setInterval(() => this.direction.propose(), PROPOSE_EVERY);
    this.ready = this.prepare();
    /* What is typed or tapped from now on waits for the list, and is not lost. */
    this.listen();
    listenToKeys((texts) => this.seen(texts, "code"));
    await this.ready;
    this.open();
  }

  async prepare() {
    await this.notes.open();
    /* Once for nobody, so that the first pass is answered as fast as the next. */
    await this.notes.judge({ code: NOBODYS });
    this.nods = new Nods(this.part("nods"), this.session, {
      onNod: (person) =>
        this.happens({ act: "enter", person, method: "list", stated_at: cameAt(this.session, this.notes.now()) }),
    });
  }

  /* --- what is said ------------------------------------------------------------------------- */

  show(mark, verdict, facts) {
    this.#shown = { mark, verdict };
    const colour = say(this.part("said"), verdict, facts);
    show(this.part("hint"), false);
    /* Seen first: the first sound of a page takes a moment to wake. */
    requestAnimationFrame(() => this.signals.give(colour));
  }

  count() {
    this.part("here").textContent = this.notes.here;
    this.part("expected").textContent = this.notes.expected;
  }

  undoable(mark) {
    this.#undoable = mark;
    const who = this.notes.nameOf(mark);
    this.part("undo-name").textContent = who ? `: ${who}` : "";
    show(this.part("undo"), Boolean(mark));
  }

  /** The house has the last word. What it says otherwise than the device did is put right where it was said. */
  corrected(mark, result) {
    const { verdict, name, detail, remedy } = result;
    if (!verdict) return;
    const who = name || this.notes.nameOf(mark);
    if (verdict === mark.said) {
      this.complete(mark, who, detail);
      return;
    }
    if (this.#undoable?.event_id === mark.event_id && !mark.counts) this.undoable(null);
    if (this.#shown?.mark?.event_id === mark.event_id) {
      this.show(mark, verdict, { name: who, detail, remedy, isCorrected: true });
      return;
    }
    const line = piece("correction").firstElementChild;
    line.querySelector("[data-name]").textContent = who;
    line.querySelector("[data-word]").textContent = wordOf(verdict);
    line.querySelector("[data-detail]").textContent = [detail, remedy].filter(Boolean).join(" ");
    line.querySelector("button").addEventListener("click", () => line.remove());
    this.part("corrections").prepend(line);
  }

  /** Only the house knows whose an old pass was: the name joins the verdict, without another sound. */
  complete(mark, name, detail) {
    const isShown = this.#shown?.mark?.event_id === mark.event_id;
    const isNamed = Boolean(this.part("said").querySelector("[data-name]:not([hidden])"));
    if (isShown && name && !isNamed) say(this.part("said"), mark.said, { name, detail });
  }

  /* --- what happens ------------------------------------------------------------------------- */

  seen(texts, method) {
    if (isOpen()) return;
    const key = `${this.direction.act} ${[texts].flat()[0]}`;
    const now = Date.now();
    const isSame = now - (this.#seen.get(key) ?? -Infinity) < SAME_WITHIN;
    this.#seen.set(key, now);
    if (!isSame) this.happens({ code: texts, method });
  }

  async happens(facts) {
    await this.ready;
    const decoded = performance.now();
    const first = await this.notes.judge({ act: this.direction.act, ...facts });
    this.say(first);
    performance.measure("verdict", { start: decoded });
    const asked = isAQuestion(first.verdict) && first.person;
    const { facts: told, said } = asked
      ? await completed(this.notes, first.event, first)
      : { facts: first.event, said: first };
    if (said !== first) this.say(said, told);
    const shown = this.#shown;
    const mark = await this.notes.note(told, said);
    if (shown === this.#shown) this.#shown.mark = mark;
    if (["welcome", "noted"].includes(said.verdict)) this.undoable(mark);
  }

  say(said) {
    const isGoing = said.verdict === "noted" && said.event.act === "leave";
    this.show(null, isGoing ? "goodbye" : said.verdict, {
      name: said.person?.name,
      detail: detailOf(said),
    });
    this.#shown.verdict = said.verdict;
  }

  async undo() {
    const { event_id: annuls, method, person } = this.#undoable;
    const name = this.notes.nameOf(this.#undoable);
    this.undoable(null);
    this.show(null, "undone", { name });
    const mark = await this.notes.note({ act: "annul", annuls, method, about: person }, { verdict: "noted" });
    this.#shown.mark = mark;
  }

  async walkIn() {
    const words = await writeDown(this.session);
    if (words) this.happens({ act: "enter", method: "list", person: words.person, walk_in: words });
  }

  /* --- the camera --------------------------------------------------------------------------- */

  async open() {
    try {
      await this.camera.start();
    } catch {
      show(this.part("starting"), false);
      show(this.part("refused"));
      this.part("typed").open = true;
      return;
    }
    show(this.part("starting"), false);
    show(this.part("frame"));
    show(this.part("hint"));
    await this.tools();
    navigator.wakeLock?.request("screen").catch(() => {});
    this.watch(await qrDetector({ wasm: this.root.querySelector("[data-wasm]").dataset.wasm }));
  }

  async watch(detector) {
    const { video } = this.camera;
    while (this.root.isConnected) {
      if (this.camera.isOn && !document.hidden && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
        try {
          for (const { rawValue } of await detector.detect(video)) this.seen(rawValue, "camera");
        } catch {
          /* One picture that cannot be read; the next one comes at once. */
        }
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    }
    this.camera.stop();
  }

  async tools() {
    show(this.part("torch"), this.camera.hasLight);
    this.part("torch").setAttribute("aria-pressed", "false");
    show(this.part("camera"), (await this.camera.others()).length > 1);
  }

  /* --- what is tapped ----------------------------------------------------------------------- */

  listen() {
    const toggle = (button) => {
      const isOn = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(isOn));
      return isOn;
    };
    const taps = {
      torch: (button) => this.camera.light(toggle(button)).catch(() => {}),
      camera: () => this.camera.next().then(() => this.tools()).catch(() => {}),
      sound: (button) => (this.signals.isSounding = toggle(button)),
      undo: () => this.undo(),
      "write-down": () => this.walkIn(),
    };
    for (const [name, tap] of Object.entries(taps)) {
      this.part(name).addEventListener("click", ({ currentTarget }) => tap(currentTarget));
    }
    this.part("code").addEventListener("submit", (submit) => {
      submit.preventDefault();
      const field = submit.currentTarget.elements.code;
      if (field.value.trim()) this.happens({ code: field.value.trim(), method: "code" });
      field.value = "";
      field.focus();
    });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && !this.camera.isOn && this.root.isConnected) this.camera.start().catch(() => {});
    });
  }
}

/** Draw the scanner of a session into `root` and start it. */
export function startScanner(session, root) {
  root.replaceChildren(piece("scanner"));
  root.querySelector("[data-names]").href = `/${document.documentElement.lang}/desk/${session.uuid}/`;
  const scanner = new Scanner(session, root);
  scanner.start();
  return scanner;
}
