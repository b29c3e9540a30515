/* Telling the house what happened. An event keeps its id until it is answered, so it may be sent twice. */

const MOST = 200;
const WAITS = [1000, 2000, 5000, 10000];

function deviceName() {
  const made = () => `phone-${crypto.randomUUID()}`;
  try {
    const known = localStorage.getItem("krok-device") ?? made();
    localStorage.setItem("krok-device", known);
    return known;
  } catch {
    return made();
  }
}

export class Telling {
  #queue = [];
  #isSending = false;
  #failures = 0;
  #timer = 0;

  /** `onAnswer(event, result)` for each event answered, `onWaiting(count)` whenever the queue changes. */
  constructor({ address, token, session, onAnswer, onWaiting }) {
    Object.assign(this, { address, token, session, onAnswer, onWaiting });
    this.device = deviceName();
    addEventListener("online", () => this.#send());
    addEventListener("beforeunload", (leaving) => {
      if (this.#queue.length) leaving.preventDefault();
    });
  }

  tell(facts) {
    const event = {
      event_id: crypto.randomUUID(),
      device: this.device,
      session: this.session,
      happened_at: new Date().toISOString(),
      ...facts,
    };
    this.#queue.push(event);
    this.#send();
    return event;
  }

  async #send() {
    if (this.#isSending || !this.#queue.length) return;
    clearTimeout(this.#timer);
    this.#isSending = true;
    const batch = this.#queue.slice(0, MOST);
    try {
      const response = await fetch(this.address, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "X-CSRFToken": this.token,
        },
        body: JSON.stringify(batch),
        signal: AbortSignal.timeout(15000),
      });
      if (response.status === 401) return location.reload();
      if (!response.ok) throw new Error(`${response.status}`);
      const results = await response.json();
      this.#queue.splice(0, batch.length);
      this.#failures = 0;
      batch.forEach((event, index) => this.onAnswer(event, results[index]));
    } catch {
      this.#timer = setTimeout(() => this.#send(), WAITS[Math.min(this.#failures, WAITS.length - 1)]);
      this.#failures += 1;
    } finally {
      this.#isSending = false;
      this.onWaiting(this.#failures ? this.#queue.length : 0);
    }
    if (!this.#failures) this.#send();
  }
}
