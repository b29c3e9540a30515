/* Pieces of the door and its sentences, from the <template>s of the page; here they are filled in. */

const part = (kind, name) => document.querySelector(`template[data-${kind}="${name}"]`);

/** A copy of a piece of the page. */
export const piece = (name) => part("piece", name).content.cloneNode(true);

/** A sentence, with what stands in braces in it: phrase("earlier", {time: "17:02"}). */
export function phrase(name, facts = {}) {
  const words = part("phrase", name)?.content.textContent.trim() ?? "";
  return words.replace(/\{(\w+)\}/g, (whole, key) => facts[key] ?? whole);
}

/** An icon of the page, as a node. */
export const icon = (name) => part("icon", name)?.content.cloneNode(true) ?? "";

const WARSAW = { timeZone: "Europe/Warsaw", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

/** "17:02" on the clock of the house, whatever the phone thinks. */
export function clockTime(moment) {
  const parts = new Intl.DateTimeFormat("en-GB", WARSAW).formatToParts(new Date(moment));
  const of = (type) => parts.find((each) => each.type === type).value;
  return `${of("hour")}:${of("minute")}`;
}

/** The same as people say it: "17.02" in Polish. */
export function hour(moment) {
  const [hours, minutes] = clockTime(moment).split(":");
  return `${Number(hours)}${document.documentElement.lang === "pl" ? "." : ":"}${minutes}`;
}

/** The moment of a session at which the clock of the house shows this time. */
export function momentAt(session, clock) {
  const minutes = (text) => text.split(":").reduce((sum, each) => sum * 60 + Number(each), 0);
  const ahead = (minutes(clock) - minutes(clockTime(session.starts_at)) + 1440) % 1440;
  const start = Math.floor(Date.parse(session.starts_at) / 60_000) * 60_000;
  return new Date(start + ahead * 60_000).toISOString();
}

export const show = (element, isShown = true) => {
  if (element) element.hidden = !isShown;
};
