/* From what a camera read, a hand-held scanner typed or somebody spelt out, to a person of the list. */

const SECRET = 26;
const SHORT = 8;
const ADDRESS = /\/p\/([^/?#\s]+)/i;
const SIGNS = /^[A-Z2-7]+$/;
const AT_THE_END = new RegExp(`[A-Z2-7]{${SECRET}}$`);

/* The keys of a Ukrainian keyboard by what the same keys say on a Latin one. */
const ROWS = [["йцукенгшщзхї", "qwertyuiop[]"], ["фівапролджє", "asdfghjkl;'"], ["ячсмитьбю.", "zxcvbnm,./"]];
const LAYOUT = new Map(ROWS.flatMap(([there, here]) => [...there].map((sign, at) => [sign, here[at]])));
/* Letters that look the same in both alphabets, as somebody types who reads them from paper. */
const ALIKE = new Map([..."авесікмнорстухз"].map((sign, at) => [sign, "abecikmhopctyx3"[at]]));

const through = (map, text) => [...text.toLowerCase()].map((sign) => map.get(sign) ?? sign).join("");
const misread = (text) => text.replace(/[ \t\r\n\-–.]/g, "").replace(/0/g, "O").replace(/1/g, "I").replace(/8/g, "B");

/** The code in a text as attendance/codes/passes.py finds it: the secret, or the beginning of it, or "". */
export function codeIn(text) {
  const address = ADDRESS.exec(text);
  if (!address && text.includes("/")) return "";
  const signs = misread((address ? address[1] : text).toUpperCase());
  return SIGNS.test(signs) && signs.length >= SHORT && signs.length <= SECRET ? signs : "";
}

/** What a text may have meant before a keyboard of another layout mangled it; the likeliest first. */
export function codesIn(text) {
  const typed = text.trim();
  if (/[а-яёєіїґ]/i.test(typed)) return both(through(LAYOUT, typed), through(ALIKE, typed));
  const turned = typed.replace(/[yz]/gi, (sign) => ({ y: "z", z: "y", Y: "Z", Z: "Y" })[sign]);
  return both(typed, turned);
}

/* Of an address whose slashes became something else, the signs at its end are all that matters. */
function both(...texts) {
  const ends = texts.map((text) => AT_THE_END.exec(text.toUpperCase())?.[0] ?? "");
  return [...new Set([...texts.map(codeIn), ...ends])].filter(Boolean);
}

async function sha256(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const VEIL = 32;

/* Whom somebody must not meet: under a veil that only their own pass lifts, as attendance/desk/packing.py lays it. */
async function unveiled(session, face, secret) {
  const hidden = face.apart ?? [];
  if (!hidden.length) return face;
  const lifted = hidden.map(async (text) => {
    const [salt, masked] = [text.slice(0, VEIL), text.slice(VEIL)];
    const veil = (await sha256(session.uuid.replaceAll("-", "") + salt + secret)).slice(0, VEIL);
    const signs = (BigInt(`0x${masked}`) ^ BigInt(`0x${veil}`)).toString(16).padStart(VEIL, "0");
    return signs.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  });
  return { ...face, meets_not: await Promise.all(lifted) };
}

/** Of whom an event speaks: {code, face}. `code` is what to tell the house; no face: nobody we could know.

    A whole pass that is on no list of this device may well be ours, so its face has no place and no name. */
export async function recognise(session, event, others = []) {
  if (event.person && !event.walk_in) {
    const person = session.people.find((each) => each.person === event.person);
    return { code: "", face: person ? { ...person, pass_is_valid: true } : null };
  }
  if (event.walk_in) return { code: "", face: { ...event.walk_in, place: "walk_in", pass_is_valid: true } };
  const texts = [event.code ?? ""].flat();
  const codes = texts.flatMap(codesIn);
  for (const code of codes) {
    const face = await onList(session, code, others);
    if (face) return { code, face };
  }
  const [code = ""] = codes;
  return { code: code || texts[0], face: code.length === SECRET ? { place: "", pass_is_valid: true } : null };
}

async function onList(session, code, others) {
  const whole = code.length === SECRET ? await sha256(code) : "";
  if (whole) {
    const held = (each) => each.people.find(({ fingerprint }) => fingerprint === whole);
    const here = held(session);
    if (here) return unveiled(session, { ...here, pass_is_valid: true }, code);
    if ((session.revoked ?? []).includes(whole)) return { place: "expected", pass_is_valid: false };
    const there = others.map(held).find(Boolean);
    return there ? { person: there.person, place: "", pass_is_valid: true } : null;
  }
  const short = await sha256(session.uuid.replaceAll("-", "") + code.slice(0, SHORT));
  const found = session.people.filter(({ short_fingerprint }) => short_fingerprint === short);
  return found.length === 1 ? { ...found[0], pass_is_valid: true } : null;
}
