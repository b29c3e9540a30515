/* Somebody who is on no list, in three fields. Works without the house: it hears of them later. */

import { ask } from "./sheet.js";
import { show } from "./pieces.js";

const OLDEST = 110;

/** Ask for the three fields. Resolves with {person, name, contact, birth_year}, or nothing. */
export function writeDown() {
  return ask("walk-in-sheet", (dialog, answer) => {
    const form = dialog.querySelector("form");
    const { name, contact, birth_year: year } = form.elements;
    year.max = new Date().getFullYear();
    year.min = year.max - OLDEST;
    form.addEventListener("submit", (submit) => {
      submit.preventDefault();
      const wrong = [name, contact, year].filter((field) => !isRight(field));
      for (const field of [name, contact, year]) {
        const isWrong = wrong.includes(field);
        show(dialog.querySelector(`#${field.getAttribute("aria-describedby")}`), isWrong);
        field.setAttribute("aria-invalid", String(isWrong));
      }
      if (wrong.length) return wrong[0].focus();
      answer({
        person: crypto.randomUUID(),
        name: name.value.trim(),
        contact: contact.value.trim(),
        birth_year: year.value ? Number(year.value) : null,
      });
    });
  });
}

function isRight(field) {
  const value = field.value.trim();
  if (field.name === "name") return value.length > 1;
  if (field.name === "contact") return !value || /@.+\.|(?:\d\D*){7,}/.test(value);
  return field.validity.valid;
}
