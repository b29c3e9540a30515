"use strict";

const SITUATIONS = [
  {
    title: "Prezent",
    told: "Mama, której pomogłaś wypełnić wniosek, przynosi Ci złotą bransoletkę. Mówi: „U nas tak się dziękuje, proszę mnie nie obrażać”.",
    choices: [
      ["Przyjmuję, żeby jej nie urazić.", false, "Po takim prezencie trudniej odmówić jej następnym razem, a jej trudniej odmówić Tobie."],
      ["Dziękuję, odmawiam i mówię o tym przełożonej.", true, "Tak. Można powiedzieć: „Wystarczy mi, że się udało. Naprawdę nie wolno mi przyjmować prezentów”."],
    ],
  },
  {
    title: "Wiadomość wieczorem",
    told: "Trzynastolatek z Twojej grupy pisze do Ciebie na prywatny telefon: „Mogę pani coś powiedzieć, ale niech pani nikomu nie mówi?”.",
    choices: [
      ["Obiecuję, bo inaczej nie powie nic.", false, "Tajemnicy nie wolno obiecać. Gdy trzeba ją złamać, dziecko traci zaufanie po raz drugi."],
      ["Piszę, że chcę go wysłuchać, i proponuję rozmowę jutro w centrum.", true, "Tak. I dodaj: „Jeśli coś Ci grozi, powiem tylko tym, którzy pomogą”. Jeśli grozi mu coś dziś, dzwoń pod 112."],
    ],
  },
  {
    title: "Kolega",
    told: "Widzisz, że prowadzący z innej organizacji zostaje po zajęciach sam z dziewczynką za zamkniętymi drzwiami. To już drugi raz.",
    choices: [
      ["Czekam, aż będę pewna.", false, "Pewność nie jest Twoim zadaniem. Twoim zadaniem jest powiedzieć, co widzisz."],
      ["Otwieram drzwi, zostaję, a tego samego dnia zgłaszam to osobie od ochrony dzieci.", true, "Tak. Najpóźniej w ciągu 24 godzin, faktami: kto, gdzie, kiedy."],
    ],
  },
];

const begun = Date.now();
const here = (id) => document.getElementById(id);
const api = find("API");
let at = -1;
let right = 0;
let isOver = false;

function find(name) {
  let frame = window;
  for (let steps = 0; steps < 10; steps += 1) {
    if (frame[name]) return frame[name];
    if (frame.parent === frame) return null;
    frame = frame.parent;
  }
  return null;
}

function keep(name, value) {
  if (api) api.LMSSetValue(name, String(value));
}

function draw() {
  const one = SITUATIONS[at];
  here("where").textContent = `Sytuacja ${at + 1} z ${SITUATIONS.length}`;
  here("title").textContent = one.title;
  here("told").textContent = one.told;
  here("answer").textContent = "";
  here("on").hidden = true;
  here("on").textContent = at + 1 < SITUATIONS.length ? "Dalej" : "Na koniec";
  here("choices").replaceChildren(...one.choices.map((choice) => button(one, choice)));
  here("title").focus();
}

function button(one, [words, isRight, answer]) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", () => {
    for (const other of here("choices").children) other.setAttribute("aria-pressed", other === made);
    if (here("on").hidden) right += isRight ? 1 : 0;
    here("answer").textContent = answer;
    here("on").hidden = false;
  });
  return made;
}

function goOn() {
  at += 1;
  keep("cmi.core.lesson_location", at);
  keep("cmi.suspend_data", right);
  if (at < SITUATIONS.length) {
    if (api) api.LMSCommit("");
    draw();
    return;
  }
  finish();
}

function finish() {
  const share = Math.round((100 * right) / SITUATIONS.length);
  here("where").textContent = "";
  here("title").textContent = "To wszystko";
  here("told").textContent = `Za pierwszym razem dobrze: ${right} z ${SITUATIONS.length}. Porozmawiaj w zespole o tej sytuacji, która była najtrudniejsza.`;
  here("choices").replaceChildren();
  here("answer").textContent = "";
  here("on").hidden = true;
  here("title").focus();
  keep("cmi.core.score.min", 0);
  keep("cmi.core.score.max", 100);
  keep("cmi.core.score.raw", share);
  keep("cmi.core.lesson_status", share >= 66 ? "passed" : "failed");
  if (api) api.LMSCommit("");
}

function leave() {
  if (!api || isOver) return;
  isOver = true;
  const seconds = Math.round((Date.now() - begun) / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  keep("cmi.core.session_time", parts.map((part) => String(part).padStart(2, "0")).join(":"));
  keep("cmi.core.exit", at < SITUATIONS.length ? "suspend" : "");
  api.LMSFinish("");
}

function begin() {
  if (api) {
    api.LMSInitialize("");
    at = Number(api.LMSGetValue("cmi.core.lesson_location") || -1);
    right = Number(api.LMSGetValue("cmi.suspend_data") || 0);
    if (api.LMSGetValue("cmi.core.lesson_status") === "not attempted") keep("cmi.core.lesson_status", "incomplete");
  }
  here("on").addEventListener("click", goOn);
  window.addEventListener("pagehide", leave);
  if (at >= 0 && at < SITUATIONS.length) draw();
}

begin();
