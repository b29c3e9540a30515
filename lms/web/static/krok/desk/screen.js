/* The screen of a room: a QR that changes every twenty seconds, drawn here from the secret of the session.

   The arithmetic is that of attendance/room_codes.py; both are tested against the same figures. */

import { correction, generate } from "../../vendor/lean-qr/lean-qr.js";

const WINDOW = 20_000;
const CODE_LENGTH = 10;
const COUNT_EVERY = 15_000;
const QUIET_ZONE = 4;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SVG = "http://www.w3.org/2000/svg";

/* What a right screen shows at a moment, given in milliseconds. */
export async function codeOf(secret, at) {
  const key = await crypto.subtle.importKey("raw", bytesOf(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const window_ = new TextEncoder().encode(String(Math.floor(at / WINDOW)));
  return base32(new Uint8Array(await crypto.subtle.sign("HMAC", key, window_))).slice(0, CODE_LENGTH);
}

/* The session's uuid in 26 signs, as it stands in the address. */
export function shortOf(uuid) {
  return base32(bytesOf(uuid.replaceAll("-", "")));
}

/* Draw the code of this session into `root` and keep it right. `offset`: by how many milliseconds the clock
   of this device is behind that of the house, as far as it is known. Answers with a function that ends it. */
export function startScreen(session, root, { offset = session.clock_offset ?? 0 } = {}) {
  const place = screenIn(root);
  const state = { offset, window: -1, isOver: false };
  const address = place.dataset.address || `${location.origin}/c/`;
  const before = `${address}${shortOf(session.uuid)}/`;
  say(place, session);

  const tick = async () => {
    const now = Date.now() + state.offset;
    const current = Math.floor(now / WINDOW);
    if (current !== state.window) {
      state.window = current;
      draw(place.querySelector("[data-qr]"), before + (await codeOf(session.door_secret, now)));
    }
    place.querySelectorAll("[data-early]").forEach((part) => {
      part.hidden = !session.door_opens_at || now >= Date.parse(session.door_opens_at);
    });
  };
  const count = () => askCount(place, session, state);
  const woken = () => {
    if (document.visibilityState === "visible" && !state.isOver) {
      stayAwake(state);
      tick();
      count();
    }
  };

  tick();
  count();
  stayAwake(state);
  const timers = [setInterval(tick, 1000), setInterval(count, COUNT_EVERY)];
  document.addEventListener("visibilitychange", woken);
  window.addEventListener("online", count);
  offerFullScreen(place);
  return () => {
    state.isOver = true;
    timers.forEach(clearInterval);
    document.removeEventListener("visibilitychange", woken);
    window.removeEventListener("online", count);
    state.lock?.release();
  };
}

/* The screen that the server drew, or a copy of the words that came with the shell. */
function screenIn(root) {
  const drawn = root.matches("[data-room-screen]") ? root : root.querySelector("[data-room-screen]");
  if (drawn) {
    return drawn;
  }
  root.replaceChildren(document.querySelector("template[data-room-screen-words]").content.cloneNode(true));
  return root.querySelector("[data-room-screen]");
}

/* Of a confidential meeting the room sees no name. */
function say(place, session) {
  const title = place.querySelector("[data-title]");
  if (title && !title.textContent.trim() && !session.is_confidential) {
    title.textContent = session.title;
  }
}

function draw(frame, text) {
  const code = generate(text, { minCorrectionLevel: correction.M });
  const picture = document.createElementNS(SVG, "svg");
  const side = code.size + 2 * QUIET_ZONE;
  picture.setAttribute("viewBox", `0 0 ${side} ${side}`);
  picture.setAttribute("shape-rendering", "crispEdges");
  picture.setAttribute("aria-hidden", "true");
  let dark = "";
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) {
      if (code.get(x, y)) {
        dark += `M${x + QUIET_ZONE} ${y + QUIET_ZONE}h1v1h-1z`;
      }
    }
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", dark);
  picture.append(path);
  frame.replaceChildren(picture);
  frame.dataset.shows = text;
}

/* How many are here, while there is a network. The same answer sets our clock right. */
async function askCount(place, session, state) {
  const counted = place.querySelector("[data-count]");
  if (!counted || !navigator.onLine) {
    return;
  }
  const asked = Date.now();
  try {
    const answer = await fetch(`/api/v1/desk/sessions/${session.uuid}/here`, { headers: { Accept: "application/json" } });
    if (!answer.ok) {
      return;
    }
    const heard = Date.now();
    const told = Date.parse(answer.headers.get("Date") ?? "");
    if (told && heard - asked < 5000) {
      // The header has whole seconds: half of one is the best guess.
      const measured = told + 500 - (asked + heard) / 2;
      state.offset = Math.abs(measured) > 2000 ? measured : state.offset;
    }
    const { here, expected } = await answer.json();
    counted.querySelector("[data-here]").textContent = here;
    counted.querySelector("[data-expected]").textContent = expected;
    counted.hidden = false;
  } catch {
    // No network: the code goes on without it, and the number stays as it was.
  }
}

/* Nobody wants to tap a screen on a wall every two minutes. */
async function stayAwake(state) {
  try {
    state.lock = await navigator.wakeLock?.request("screen");
  } catch {
    state.lock = undefined;
  }
}

function offerFullScreen(place) {
  const button = place.querySelector("[data-full-screen]");
  if (!button || !document.fullscreenEnabled) {
    return;
  }
  button.hidden = false;
  button.addEventListener("click", () => {
    if (document.fullscreenElement) {
      document.exitFullscreen();
    } else {
      place.requestFullscreen();
    }
  });
}

function bytesOf(hex) {
  return Uint8Array.from(hex.match(/../g), (two) => Number.parseInt(two, 16));
}

function base32(bytes) {
  let bits = 0;
  let value = 0;
  let signs = "";
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      signs += BASE32[(value >>> bits) & 31];
      value &= (1 << bits) - 1;
    }
  }
  return bits ? signs + BASE32[(value << (5 - bits)) & 31] : signs;
}

const drawnByServer = document.querySelector("[data-room-screen][data-session]");
if (drawnByServer) {
  startScreen(JSON.parse(drawnByServer.dataset.session), drawnByServer, {
    offset: Number(drawnByServer.dataset.now) - Date.now(),
  });
}
