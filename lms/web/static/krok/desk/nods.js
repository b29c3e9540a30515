/* People who scanned the printed code of the room and wait for the trainer's nod. */

import { ask } from "./line.js";
import { piece, show } from "./pieces.js";

const LOOK_EVERY = 10_000;

/** Keep the panel up to date while the house can be reached. `onNod(uuid, name)` when a name is tapped. */
export class Nods {
  #nodded = new Set();

  constructor(root, session, { onNod }) {
    Object.assign(this, { root, session, onNod });
    this.look();
    this.timer = setInterval(() => this.look(), LOOK_EVERY);
  }

  async look() {
    if (!this.root.isConnected) return clearInterval(this.timer);
    if (document.hidden || !navigator.onLine) return;
    try {
      const answer = await ask(`/api/v1/desk/sessions/${this.session.uuid}/here`);
      this.#draw((await answer.json()).to_confirm ?? []);
    } catch {
      /* Who waits is known again when the house answers. */
    }
  }

  #draw(waiting) {
    const rows = waiting.filter(({ person }) => !this.#nodded.has(person));
    const known = [...this.root.querySelectorAll("[data-person]")].map((row) => row.dataset.person).join();
    if (known === rows.map(({ person }) => person).join()) return;
    this.root.querySelector("ul").replaceChildren(...rows.map((row) => this.#row(row)));
    show(this.root, rows.length > 0);
  }

  #row({ person, name }) {
    const row = piece("nod").firstElementChild;
    row.dataset.person = person;
    row.querySelector("[data-name]").textContent = name;
    row.querySelector("button").addEventListener("click", () => {
      this.#nodded.add(person);
      row.remove();
      show(this.root, this.root.querySelectorAll("[data-person]").length > 0);
      this.onNod(person, name);
    });
    return row;
  }
}
