/* Coming or going: a switch with two sides, where the run asks for both. */

import { hour, phrase, show } from "./pieces.js";

const NEAR_THE_END = 15 * 60_000;

/** Which way people go through the door: "enter" or "leave". Near the end it turns to going by itself, once. */
export class Direction {
  #isChosen = false;

  constructor(root, session, { onChange = () => {} } = {}) {
    this.root = root;
    this.session = session;
    show(root, Boolean(session.checks_out));
    for (const side of root.querySelectorAll("input")) {
      side.addEventListener("change", () => {
        this.#isChosen = true;
        this.#tell();
        onChange(this.act);
      });
    }
    this.propose();
  }

  get act() {
    return this.session.checks_out ? this.root.querySelector("input:checked").value : "enter";
  }

  /** Turn to going when the meeting is about to end, unless somebody has chosen. */
  propose(now = Date.now()) {
    if (!this.session.checks_out || this.#isChosen || this.act === "leave") return;
    const end = Date.parse(this.session.ends_at);
    if (now < end - NEAR_THE_END || now > Date.parse(this.session.door_closes_at)) return;
    this.root.querySelector('input[value="leave"]').checked = true;
    this.#tell(phrase("near-the-end", { time: hour(end) }));
  }

  #tell(why = "") {
    const line = this.root.querySelector("[data-why]");
    line.textContent = why;
    show(line, Boolean(why));
    this.root.dataset.act = this.act;
  }
}
