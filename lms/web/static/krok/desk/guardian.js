/* Who brings the child, who fetches it, and whether the signed paper is here. */

import { ask } from "./sheet.js";
import { phrase, show } from "./pieces.js";

const ASKED = new Set(["guardian_missing", "consent_missing"]);

/** Whether this verdict is a question that the trainer can answer on the spot. */
export const isAQuestion = (verdict) => ASKED.has(verdict);

/** Ask until nothing is missing. Resolves with what is to be noted and what is said then: {facts, said}. */
export async function completed(notes, facts, said) {
  let now = { facts, said };
  while (isAQuestion(now.said.verdict) && now.said.person) {
    const answer = await question(now.said, now.facts);
    if (!answer) break;
    const more = { ...now.facts, ...answer };
    now = { facts: more, said: await notes.judge(more) };
  }
  return now;
}

function question({ verdict, person }, { act }) {
  if (verdict === "consent_missing") {
    return ask("consent-sheet", (dialog, answer) => {
      dialog.querySelector("[data-name]").textContent = person.name;
      dialog.querySelector("[data-has-paper]").addEventListener("click", () => answer({ has_paper_consent: true }));
    });
  }
  return ask("guardian-sheet", (dialog, answer) => {
    const guardians = person.guardians ?? [];
    const asked = act === "leave" ? "fetches" : "brings";
    dialog.querySelector("h2").textContent = phrase(asked, { name: person.name });
    const choices = dialog.querySelector("[data-choices]");
    for (const { person: guardian, name } of guardians) {
      const button = choices.querySelector("template").content.cloneNode(true).firstElementChild;
      button.querySelector("span").textContent = name;
      button.addEventListener("click", () => answer({ guardian }));
      choices.append(button);
    }
    show(dialog.querySelector("[data-nobody]"), !guardians.length);
  });
}
