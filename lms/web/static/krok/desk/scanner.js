/* The scanner: reads passes one after another without a tap between them, and shows what the house says. */

import { qrDetector } from "../js/barcode_detector.js";
import { Camera } from "./camera.js";
import { Signals } from "./signals.js";
import { Telling } from "./telling.js";

const LOOK_EVERY = 120;
/* The same pass held before the camera is one scan, also after it was undone. */
const SAME_WITHIN = 10000;

const door = document.querySelector("[data-door]");
const part = (name) => door.querySelector(`[data-${name}]`);
const show = (element, isShown = true) => {
  if (element) element.hidden = !isShown;
};

const camera = new Camera(part("video"));
const signals = new Signals();
const lastSeen = new Map();
let lastWelcome = null;

const telling = new Telling({
  address: door.dataset.scans,
  session: door.dataset.session,
  token: door.querySelector("[name=csrfmiddlewaretoken]").value,
  onAnswer: (event, result) => answered(event, result),
  onWaiting: (count) => waiting(count),
});

/* --- what the house says ------------------------------------------------------------------- */

function say(verdict, { name, detail } = {}) {
  const words = document.querySelector(`template[data-verdict="${verdict}"]`);
  const said = (words ?? document.querySelector('template[data-verdict="refused"]')).content.cloneNode(true);
  for (const [kind, text] of Object.entries({ name, detail })) {
    const line = said.querySelector(`[data-${kind}]`);
    if (text) line.textContent = text;
    show(line, Boolean(line.textContent));
  }
  const colour = ["green", "amber", "red"].find((each) => said.querySelector(`.verdict--${each}`));
  part("said").replaceChildren(said);
  signals.give(colour);
}

function count(change) {
  const here = part("here");
  here.textContent = Math.max(0, Number(here.textContent) + change);
}

function answered(event, result) {
  if (event.act === "annul") {
    const isUndone = result.verdict === "noted";
    say(isUndone ? "undone" : result.verdict || "refused", { name: result.name });
    if (isUndone && result.status === "recorded") count(-1);
    lastWelcome = null;
  } else {
    say(result.status === "refused" ? "refused" : result.verdict, result);
    if (result.verdict === "welcome") {
      if (result.status === "recorded") count(1);
      lastWelcome = event;
    }
  }
  show(part("undo"), Boolean(lastWelcome));
  show(part("after"), Boolean(lastWelcome));
}

function waiting(unsent) {
  const isNew = unsent > Number(part("unsent-count").textContent);
  part("unsent-count").textContent = unsent;
  show(part("unsent"), unsent > 0);
  show(part("after"), unsent > 0 || Boolean(lastWelcome));
  if (isNew) say("no_signal");
}

/* --- what is seen -------------------------------------------------------------------------- */

function seen(code) {
  const now = Date.now();
  const isSame = now - (lastSeen.get(code) ?? -Infinity) < SAME_WITHIN;
  lastSeen.set(code, now);
  if (!isSame) telling.tell({ code: code.slice(0, 200), method: "camera" });
}

async function watch(detector) {
  for (;;) {
    if (camera.isOn && !document.hidden && camera.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
      try {
        for (const { rawValue } of await detector.detect(camera.video)) seen(rawValue);
      } catch {
        /* One picture that cannot be read; the next one comes at once. */
      }
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
}

async function tools() {
  show(part("torch"), camera.hasLight);
  part("torch").setAttribute("aria-pressed", "false");
  show(part("camera"), (await camera.others()).length > 1);
}

async function start() {
  show(part("scanner"));
  try {
    await camera.start();
  } catch {
    show(part("starting"), false);
    show(part("refused"));
    part("typed").open = true;
    return;
  }
  show(part("starting"), false);
  show(part("frame"));
  await tools();
  navigator.wakeLock?.request("screen").catch(() => {});
  watch(await qrDetector({ wasm: door.dataset.wasm }));
}

/* --- what is tapped ------------------------------------------------------------------------ */

function toggle(button) {
  const isOn = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(isOn));
  return isOn;
}

part("torch")?.addEventListener("click", (tap) => camera.light(toggle(tap.currentTarget)).catch(() => {}));
part("camera")?.addEventListener("click", () => camera.next().then(tools).catch(() => {}));
part("sound")?.addEventListener("click", (tap) => {
  signals.isSounding = toggle(tap.currentTarget);
});
part("undo").addEventListener("click", () => {
  if (lastWelcome) telling.tell({ act: "annul", annuls: lastWelcome.event_id, method: lastWelcome.method });
});
part("code").addEventListener("submit", (submit) => {
  submit.preventDefault();
  const field = submit.currentTarget.elements.code;
  if (field.value.trim()) telling.tell({ code: field.value.trim(), method: "code" });
  field.value = "";
  field.focus();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && !camera.isOn) camera.start().catch(() => {});
});

start();
