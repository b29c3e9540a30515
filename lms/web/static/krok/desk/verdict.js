/* A verdict on the screen: what the device says at once, and what the house puts right afterwards. */

import { hour, phrase, show } from "./pieces.js";

const COLOURS = ["green", "amber", "red"];

const card = (verdict) =>
  (document.querySelector(`template[data-verdict="${verdict}"]`) ?? document.querySelector('template[data-verdict="refused"]'))
    .content.cloneNode(true);

/** What is particular to a case, in words. */
export function detailOf({ verdict, known, elsewhere }) {
  if (verdict === "already_in" && known?.came_at) {
    const facts = { time: hour(known.came_at), name: known.came_by };
    return phrase(known.came_by ? "earlier" : "earlier-here", facts);
  }
  if (elsewhere) {
    const when = `${hour(elsewhere.starts_at)}–${hour(elsewhere.ends_at)}`;
    return [`${elsewhere.title}: ${when}`, elsewhere.room].filter(Boolean).join(", ");
  }
  return "";
}

/** Show a card in place of the one before. Answers with its colour. */
export function say(root, verdict, { name = "", detail = "", remedy, isCorrected = false } = {}) {
  const said = card(verdict);
  for (const [kind, text] of Object.entries({ name, detail })) {
    const line = said.querySelector(`[data-${kind}]`);
    if (text) line.textContent = text;
    show(line, Boolean(line.textContent));
  }
  const advice = said.querySelector("[data-remedy]");
  if (advice && remedy !== undefined) advice.textContent = remedy;
  show(advice, Boolean(advice?.textContent));
  show(said.querySelector("[data-corrected]"), isCorrected);
  root.replaceChildren(said);
  return COLOURS.find((colour) => root.querySelector(`.verdict--${colour}`));
}

export const wordOf = (verdict) => card(verdict).querySelector(".verdict__word").textContent;
