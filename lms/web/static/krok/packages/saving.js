// What content reports is sent at once, in its order. What could not be sent goes to Krok's page, which keeps
// it on the device and sends it again: on this origin another package could read what is put aside.

const FITS_WHEN_LEAVING = 50_000;

export class Saving {
  constructor({ launch, tell }) {
    this.launch = launch;
    this.tell = tell;
    this.sequence = 0;
    this.under_way = new Set();
    this.last = new Map();
  }

  /** Send the whole state of a unit. The same once more is not sent. */
  unit(unit, data) {
    const text = JSON.stringify(data);
    if (this.last.get(unit) === text) return;
    this.last.set(unit, text);
    this.sequence += 1;
    this.#send({ unit, data, launch: this.launch, sequence: this.sequence });
  }

  sequencing(state) {
    if (this.last.get("") === state) return;
    this.last.set("", state);
    this.#send({ sequencing: state });
  }

  /** When everything sent so far has been answered, or it took too long. */
  async settled() {
    const patience = new Promise((resolve) => setTimeout(resolve, 4000));
    await Promise.race([Promise.allSettled([...this.under_way]), patience]);
  }

  #send(report) {
    const sending = this.#sent(report);
    this.under_way.add(sending);
    sending.finally(() => this.under_way.delete(sending));
  }

  async #sent(report) {
    const body = JSON.stringify(report);
    try {
      const answer = await this.#posted(body);
      if (answer.status === 409) this.tell("outdated");
      else if (answer.ok) this.tell("standing", { standing: await answer.json() });
      else if (answer.status >= 500 || answer.status === 404) this.#keep(report);
      else this.tell("refused", { status: answer.status });
    } catch {
      this.#keep(report);
    }
  }

  /** A request that outlives the page, as long as the browser has room for such. */
  async #posted(body) {
    const request = { method: "POST", body, headers: { "Content-Type": "application/json" } };
    if (body.length < FITS_WHEN_LEAVING) {
      try {
        return await fetch("save", { ...request, keepalive: true });
      } catch {
        // The room for requests that outlive the page may be full: an ordinary one follows.
      }
    }
    return fetch("save", request);
  }

  #keep(report) {
    if (report.unit) this.tell("keep", { report });
  }
}
