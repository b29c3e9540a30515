// SCORM 1.2: one unit at a time, each with an interface of its own.

import { Scorm12API } from "../../vendor/scorm-again/scorm12.js";
import { leave, settings, show } from "./scorm.js";

/** Where the unit goes on. */
function beginning(unit, kept, learner) {
  const cmi = structuredClone(kept?.cmi ?? {});
  const core = cmi.core ?? {};
  const wasLeft = Boolean(kept);
  const mayGoOn = core.exit === "suspend" || core.exit === "logout" || Boolean(cmi.suspend_data);
  cmi.core = {
    ...core,
    student_id: learner.id,
    student_name: learner.name,
    credit: "credit",
    lesson_mode: "normal",
    lesson_status: core.lesson_status || "not attempted",
    entry: wasLeft ? (mayGoOn ? "resume" : "") : "ab-initio",
    exit: "",
    session_time: "",
  };
  cmi.launch_data = unit.launchData;
  cmi.student_data = {
    mastery_score: unit.masteryScore,
    max_time_allowed: unit.maxTime,
    time_limit_action: unit.timeLimitAction,
  };
  return { cmi };
}

export async function play({ given, stage, saving, tell }) {
  const unit = given.units.find((one) => one.identifier === given.unit);
  const api = new Scorm12API({
    ...settings((data) => saving.unit(unit.identifier, data)),
    mastery_override: Boolean(unit.masteryScore),
  });
  api.loadFromJSON(beginning(unit, given.states[unit.identifier], given.learner));
  if (!unit.isAsset) window.API = api;
  let isLeaving = false;
  api.on("LMSFinish", () => {
    if (!isLeaving) tell("left", { unit: unit.identifier });
  });
  show(stage, unit);
  tell("now", { unit: unit.identifier });
  return {
    end: async () => {
      isLeaving = true;
      await leave(stage);
      if (api.isInitialized()) api.LMSFinish("");
    },
  };
}
