/* What would come of a drop is asked of the house: quietly while one drags, in a dialog after the drop. Nothing
 * is written before somebody confirms. */

import { asText } from "./calendar_clock.js";

const PAUSE = 250;
const CHANGED = 409;

export class Asking {
  constructor({ dialog, token, words, hint, onMoved, onChange }) {
    Object.assign(this, { dialog, token, words, hint, onMoved, onChange });
    this.content = dialog.querySelector("[data-dialog-content]");
    this.looking = 0;
    this.hearing = new AbortController();
    this.takeBack = null;
    dialog.addEventListener("close", () => this.closes());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-leave]")) dialog.close();
    });
  }

  /* --- while one drags --------------------------------------------------------------------- */

  /** Ask a moment after the pointer rests over a new hour, and say a clash in words beside the red outline. */
  looks(event, room) {
    const asked = this.wish(event, room);
    if (asked === this.lookedAt) return;
    this.lookedAt = asked;
    clearTimeout(this.looking);
    this.hearing.abort();
    this.outlines(false);
    this.looking = setTimeout(async () => {
      this.hearing = new AbortController();
      try {
        const answer = await this.fetches(`${event.extendedProps.address}what-if/?${asked}`, { signal: this.hearing.signal });
        const obstacle = answer.querySelector("[data-obstacle]");
        this.outlines(Boolean(obstacle));
        this.hint.textContent = obstacle?.textContent ?? answer.querySelector("[data-words]")?.textContent.trim() ?? "";
      } catch {
        /* One is still dragging; the drop asks again and says what is wrong. */
      }
    }, PAUSE);
  }

  rests() {
    clearTimeout(this.looking);
    this.hearing.abort();
    this.lookedAt = "";
    this.outlines(false);
    this.hint.textContent = "";
  }

  outlines(isTaken) {
    document.body.classList.toggle("krok-taken-there", isTaken);
  }

  /* --- after the drop ---------------------------------------------------------------------- */

  drops({ event, revert }, room) {
    this.takeBack = revert;
    return this.asks(event.extendedProps.address, this.wish(event, room));
  }

  async asks(address, wish) {
    try {
      this.shows(await this.fetches(`${address}what-if/?${wish}`));
    } catch {
      return this.tells(this.words.notMoved);
    }
    this.content.querySelector("[data-confirm]")?.addEventListener("click", () => this.moves(address, wish));
    for (const button of this.content.querySelectorAll("[data-instead]")) {
      const other = new URLSearchParams(wish);
      for (const name of ["room", "starts", "ends"]) if (name in button.dataset) other.set(name, button.dataset[name]);
      button.addEventListener("click", () => this.asks(address, other.toString()));
    }
  }

  async moves(address, wish) {
    for (const button of this.content.querySelectorAll("button")) button.disabled = true;
    try {
      const response = await fetch(`${address}move/`, {
        method: "POST",
        body: new URLSearchParams(wish),
        headers: { "X-CSRFToken": this.token, "X-Krok-Part": "1" },
      });
      if (response.ok) {
        const { told } = await response.json();
        this.takeBack = null;
        this.dialog.close();
        this.onMoved(told);
      } else if ([CHANGED, 422].includes(response.status)) {
        this.shows(this.reads(await response.text()));
      } else throw new Error(response.statusText);
    } catch {
      this.tells(this.words.notMoved);
    }
  }

  closes() {
    const isStale = this.content.querySelector('[data-outlook="stale"]');
    this.takeBack?.();
    this.takeBack = null;
    if (isStale) this.onChange();
    this.opener?.isConnected && this.opener.focus();
    this.opener = null;
  }

  /* --- details ----------------------------------------------------------------------------- */

  async opens(address, opener) {
    try {
      this.shows(await this.fetches(address));
      this.opener = opener;
    } catch {
      location.assign(address);
    }
  }

  /* --- what all of them need --------------------------------------------------------------- */

  wish(event, room) {
    const { sequence } = event.extendedProps;
    return new URLSearchParams({ starts: asText(event.start), ends: asText(event.end), room, sequence }).toString();
  }

  async fetches(address, options = {}) {
    const response = await fetch(address, { ...options, headers: { "X-Krok-Part": "1" } });
    if (!response.ok) throw new Error(response.statusText);
    return this.reads(await response.text());
  }

  reads(markup) {
    return new DOMParser().parseFromString(markup, "text/html").body.firstElementChild;
  }

  shows(answer) {
    this.content.replaceChildren(answer);
    if (!this.dialog.open) this.dialog.showModal();
    this.content.querySelector("[data-confirm], a.button, [data-leave]")?.focus();
  }

  tells(words) {
    this.dialog.close();
    this.hint.textContent = words;
  }
}
