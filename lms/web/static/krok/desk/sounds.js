/* Names found by any of their spellings on the device, folded to sounds as lms/people/names.py does it. */

const spelt = (text) => Object.fromEntries(text.split(" ").map((pair) => [pair[0], pair.slice(1)]));
/* Decision no. 55 of the Cabinet of Ministers of Ukraine, and the transcription of Polish dictionaries. */
const OFFICIAL = spelt(
  "аa бb вv гh ґg дd еe єie жzh зz иy іi їi йi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ь юiu яia ёio ъ ыy эe",
);
const AT_START = spelt("єye їyi йy юyu яya");
const POLISH = { ...OFFICIAL, ...spelt("вw жż йj лł хch цc чcz шsz щszcz єje їji юju яja") };
const SOFT_VOWELS = spelt("єe юu яa");
const SOFTENED = spelt("зź нń сś цć");
const CONSONANTS = "бвгґджзклмнпрстфхцчшщ";
const ENDINGS = [["ський", "ski"], ["цький", "cki"], ["зький", "zki"], ["ий", "y"]];
const CYRILLIC = /[а-яёєіїґ]/;
const APOSTROPHES = /['’ʼ‘`´ʹ"]/g;
const UNMARKED = { ł: "l", đ: "d", ø: "o", ß: "ss", ı: "i" };
const SOUNDS = {
  shch: ["sc"], szcz: ["sc"], zgh: ["zh"], ch: ["c", "h"], cz: ["c"], sh: ["s"], sz: ["s"], kh: ["h"], gh: ["h"],
  zh: ["z", "zh"], rz: ["z"], ts: ["c"], tz: ["c"], ph: ["f"], th: ["t"], w: ["v"], g: ["h"], x: ["ks"], q: ["k"],
  y: ["i"], j: ["i"],
};
const LETTERS = new RegExp(`${Object.keys(SOUNDS).join("|")}|.`, "gu");
const DOUBTS = 4;

function official(word) {
  const text = word.replaceAll("зг", "zgh");
  const rest = [...text.slice(1)].map((letter) => OFFICIAL[letter] ?? letter).join("");
  return (AT_START[text[0]] ?? OFFICIAL[text[0]] ?? text[0] ?? "") + rest;
}

function polish(word) {
  const [ending, polishEnding] = ENDINGS.find(([end]) => word.endsWith(end) && word.length > end.length + 1) ?? [];
  let text = ending ? word.slice(0, -ending.length) + polishEnding : word;
  text = text.replace(/л+(?=[іьєюя])/g, (run) => "l".repeat(run.length));
  return [...text]
    .map((letter, at) => {
      const before = text[at - 1] ?? " ";
      if (letter in SOFT_VOWELS && before === "l") return SOFT_VOWELS[letter];
      if (letter in SOFT_VOWELS && CONSONANTS.includes(before)) return `i${SOFT_VOWELS[letter]}`;
      if (letter in SOFTENED && text[at + 1] === "ь" && text[at + 2] !== "о") return SOFTENED[letter];
      if (letter === "ь" && text[at + 1] === "о" && before !== "l") return "i";
      return POLISH[letter] ?? letter;
    })
    .join("");
}

/* Drop the i that only softens, and what stands twice. */
function settled(fold) {
  const once = fold.replace(/(.)\1+/gu, "$1");
  return once.replace(/(?<=l)i+(?=[aeou])/g, "").replace(/i+(?=[eo])/g, "").replace(/(.)\1+/gu, "$1");
}

function foldsOf(word) {
  const plain = word
    .replace(/[łđøßı]/g, (letter) => UNMARKED[letter])
    .normalize("NFKD")
    .replace(/\p{M}/gu, "");
  let folds = [""];
  let doubts = 0;
  for (const part of plain.match(LETTERS) ?? []) {
    let heard = SOUNDS[part] ?? [part];
    if (heard.length > 1 && ++doubts > DOUBTS) heard = heard.slice(0, 1);
    folds = folds.flatMap((fold) => heard.map((sound) => fold + sound));
  }
  return new Set(folds.map(settled));
}

function sounds(word) {
  if (!CYRILLIC.test(word)) return foldsOf(word);
  const [one, other] = [foldsOf(official(word)), foldsOf(polish(word))];
  const common = new Set([...one].filter((fold) => other.has(fold)));
  return common.size ? common : new Set([...one, ...other]);
}

const words = (name) => name.replace(APOSTROPHES, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function beginnings(word) {
  const folds = [...sounds(word)];
  if (!/[^iyjії][iyjії]$/.test(word)) return folds;
  return [...folds, ...folds.filter((fold) => fold.length > 3).map((fold) => fold.replace(/i$/, ""))];
}

/** Whether each word typed is the beginning, in some spelling, of a word of the name. */
export function matches(name, typed) {
  const known = words(name).flatMap((word) => [...sounds(word)]);
  return words(typed).every((word) => beginnings(word).some((fold) => known.some((sound) => sound.startsWith(fold))));
}

/** A name without its marks and case, to tell whether two look alike at a glance. */
export const plainly = (name) => words(name).map((word) => [...sounds(word)].sort()[0]).join(" ");
