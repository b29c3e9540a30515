// SCORM 2004: one interface for all units, and the sequencing that leads from one to the next.

import { Scorm2004API } from "../../vendor/scorm-again/scorm2004.js";
import { leave, settings, show } from "./scorm.js";

class Player {
  constructor({ given, stage, saving, tell }) {
    Object.assign(this, { given, stage, saving, tell });
    this.units = new Map(given.units.map((unit) => [unit.identifier, unit]));
    this.kept = new Map(Object.entries(given.states));
    this.current = null;
    this.delivered = null;
    this.isReady = false;
    this.isLeaving = false;
    this.api = this.#interface();
  }

  #interface() {
    const told = settings((data) => {
      if (!this.current) return;
      this.kept.set(this.current.identifier, structuredClone(data));
      this.saving.unit(this.current.identifier, data);
    });
    if (this.given.units.length < 2) return new Scorm2004API(told);
    const eventListeners = {
      onActivityDelivery: (activity) => this.#deliver(activity.id),
      onNavigationValidityUpdate: (can) => this.#offer(can),
      onSequencingSessionEnd: () => this.isReady && this.tell("left", { unit: this.current?.identifier }),
    };
    return new Scorm2004API({ ...told, sequencing: { activityTree: this.given.sequencing, eventListeners } });
  }

  start() {
    window.API_1484_11 = this.api;
    const sequencing = this.api.getSequencingService?.();
    if (sequencing && this.given.units.length > 1) {
      try {
        if (this.given.sequencingState) this.api.deserializeSequencingState(this.given.sequencingState);
        sequencing.initialize();
        if (this.delivered !== this.given.unit) this.api.processNavigationRequest("choice", this.given.unit);
      } catch {
        // A state that is not understood any more: the unit asked for is shown without its rules.
      }
    }
    this.isReady = true;
    this.api.on("Terminate", () => this.#terminated());
    this.#show(this.units.get(this.delivered) ?? this.units.get(this.given.unit));
  }

  #deliver(identifier) {
    this.delivered = identifier;
    // Content asks for the next unit while it says farewell; it is shown when it has finished speaking.
    if (this.isReady) setTimeout(() => this.#show(this.units.get(identifier)));
  }

  #offer(can) {
    const hidden = new Set(can.hideLmsUi);
    this.tell("may", {
      continue: can.continue && !hidden.has("continue"),
      previous: can.previous && !hidden.has("previous"),
    });
  }

  #terminated() {
    this.#keepSequencing();
    if (!this.isLeaving && this.given.units.length < 2) this.tell("left", { unit: this.current?.identifier });
  }

  #keepSequencing() {
    if (this.given.units.length > 1) this.saving.sequencing(this.api.serializeSequencingState());
  }

  #show(unit) {
    if (!unit) return;
    if (this.current) this.api.reset({}, { preserveListeners: true, resetTotalTime: true });
    this.current = unit;
    this.api.loadFromJSON(this.#beginning(unit));
    show(this.stage, unit);
    this.tell("now", { unit: unit.identifier });
  }

  /** Where the unit goes on: its own data, unless it was gone through and left for good. */
  #beginning(unit) {
    const kept = this.kept.get(unit.identifier)?.cmi;
    const isOver = kept && kept.completion_status === "completed" && ["normal", "", "time-out"].includes(kept.exit ?? "");
    const cmi = kept && !isOver ? structuredClone(kept) : {};
    for (const name of ["session_time", "exit", "completion_threshold", "scaled_passing_score"]) delete cmi[name];
    return {
      cmi: {
        ...cmi,
        learner_id: this.given.learner.id,
        learner_name: this.given.learner.name,
        credit: "credit",
        mode: "normal",
        entry: kept && !isOver ? "resume" : "ab-initio",
        launch_data: unit.launchData,
        completion_threshold: unit.completionThreshold,
        scaled_passing_score: unit.passingScore,
        ...(unit.maxTime ? { max_time_allowed: unit.maxTime } : {}),
        ...(unit.timeLimitAction ? { time_limit_action: unit.timeLimitAction } : {}),
      },
    };
  }

  /** "continue" or "previous", asked with the buttons of Krok's page. */
  async go(where) {
    if (where !== "continue" && where !== "previous") return;
    this.isLeaving = true;
    await leave(this.stage);
    if (this.api.isInitialized()) this.api.Terminate("");
    this.isLeaving = false;
    this.api.processNavigationRequest(where);
    this.#keepSequencing();
  }

  async end() {
    this.isLeaving = true;
    await leave(this.stage);
    if (this.api.isInitialized()) this.api.Terminate("");
    this.#keepSequencing();
  }
}

export async function play(given) {
  const player = new Player(given);
  player.start();
  return player;
}
