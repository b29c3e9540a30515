/* Leave quickly: one press of the button, or Shift three times.
 *
 * The page is emptied first, since the next one may take seconds on a slow line. The address takes this
 * page's place in the history of the tab, and coming back with the Back button leads away again.
 */

const WITHIN = 1500;
const LEFT = "krok-left";
const link = document.querySelector("[data-leave-quickly] a");

function leave() {
  document.documentElement.setAttribute("data-leaving", "");
  document.title = "\u200b";
  try {
    sessionStorage.setItem(LEFT, "1");
  } catch {
    /* Storage may be closed to us; leaving matters more. */
  }
  location.replace(link.href);
}

function cameBack(event) {
  const kind = performance.getEntriesByType("navigation")[0]?.type;
  return event.persisted || kind === "back_forward";
}

let presses = [];
addEventListener("keyup", (event) => {
  if (event.key !== "Shift") {
    presses = [];
    return;
  }
  presses = [...presses, event.timeStamp].slice(-3);
  if (presses.length === 3 && presses[2] - presses[0] < WITHIN) leave();
});

link.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

addEventListener("pageshow", (event) => {
  try {
    if (!sessionStorage.getItem(LEFT)) return;
    if (cameBack(event)) leave();
    else sessionStorage.removeItem(LEFT);
  } catch {
    /* No storage, nothing remembered. */
  }
});
