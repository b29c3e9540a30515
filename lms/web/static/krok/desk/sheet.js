/* A sheet over the page: a question with a few large answers. */

import { piece } from "./pieces.js";

let open = null;

export const isOpen = () => Boolean(open?.open);

/** Show a piece of the page as a sheet. `fill(dialog, answer)` writes into it; `answer(value)` closes it.

    Resolves with the value, or with nothing when it was put away. */
export function ask(name, fill) {
  open?.close();
  const dialog = piece(name).firstElementChild;
  const before = document.activeElement;
  document.body.append(dialog);
  open = dialog;
  return new Promise((resolve) => {
    let value;
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus?.({ preventScroll: true });
      resolve(value);
    });
    dialog.addEventListener("click", (tap) => {
      if (tap.target === dialog || tap.target.closest("[data-away]")) dialog.close();
    });
    fill(dialog, (given) => {
      value = given;
      dialog.close();
    });
    dialog.showModal();
  });
}
