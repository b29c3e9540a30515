/* Words of the page. All of them come translated in templates; scripts only choose and count. */

const HOUSES_ZONE = "Europe/Warsaw";
const root = globalThis.document?.documentElement;
const locale = root?.lang === "en" ? "en-GB" : root?.lang;

/** A copy of the first element of a template. */
export function piece(name, within = document) {
  const found = within.querySelector(`template[data-words="${name}"]`);
  return found.content.firstElementChild.cloneNode(true);
}

/** The text of a template. */
export function words(name, within = document) {
  return within.querySelector(`template[data-words="${name}"]`).content.textContent.trim();
}

/** A counted phrase in its right form: the sample number is replaced, and so is `{name}` by `more.name`. */
export function counted(name, number, more = {}, within = document) {
  const forms = [...within.querySelector(`template[data-words="${name}"]`).content.querySelectorAll("[data-form]")];
  const wanted = new Intl.PluralRules(locale).select(number);
  const form = forms.find((each) => each.dataset.form === wanted) ?? forms.at(-1);
  return Object.entries(more).reduce(
    (text, [key, value]) => text.replace(`{${key}}`, value),
    form.textContent.trim().replace(form.dataset.sample, String(number)),
  );
}

/* A word of one letter stands by the next one, as Polish and Ukrainian typesetters have it. */
const bound = (text) => text.replace(/(^|[\s\u00a0(])(\p{L}) /gu, "$1$2\u00a0");

/** Put text, or show nothing where there is none. */
export function put(element, part, text) {
  const place = element.querySelector(`[data-${part}]`);
  if (!place) return;
  if (text) place.textContent = bound(text);
  else place.closest("[data-line-of]")?.remove() ?? place.remove();
}

function parts(moment, shape) {
  const said = new Intl.DateTimeFormat(locale, { timeZone: HOUSES_ZONE, ...shape }).formatToParts(new Date(moment));
  return Object.fromEntries(said.map(({ type, value }) => [type, value]));
}

/** "17.00" in Polish, "17:00" in Ukrainian and English. */
export function hour(moment) {
  const { hour: hours, minute } = parts(moment, { hour: "numeric", minute: "2-digit", hourCycle: "h23" });
  return `${Number(hours)}${root.lang === "pl" ? "." : ":"}${minute.padStart(2, "0")}`;
}

export function hours(start, end) {
  return `${hour(start)}–\u2060${hour(end)}`;
}

/** "wtorek, 24 listopada" */
export function day(moment) {
  const { weekday, day: number, month } = parts(moment, { weekday: "long", day: "numeric", month: "long" });
  /* Browsers write the Ukrainian apostrophe with a sign that our letters do not have. */
  return `${weekday}, ${number} ${month}`.replace(/[\u02bc']/g, "\u2019");
}

/** A date to compare, where the house is. */
export function dateOf(moment) {
  const { year, month, day: number } = parts(moment, { year: "numeric", month: "2-digit", day: "2-digit" });
  return `${year}-${month}-${number}`;
}
