/* The list: a tap that did not reach the house must not look as if it had, and the keyboard keeps its place. */

let tapped = null;

function tell(isLost) {
  const hint = document.querySelector("[data-no-signal]");
  if (hint) hint.hidden = !isLost;
}

document.addEventListener("htmx:before:request", (event) => {
  tapped = event.target.closest?.(".door-row")?.id;
  tell(false);
});
document.addEventListener("htmx:error", () => tell(true));
document.addEventListener("htmx:response:error", () => tell(true));

document.addEventListener("htmx:after:swap", () => {
  /* The button that was tapped is gone now; its row goes on. */
  if (document.activeElement !== document.body || !tapped) return;
  document.getElementById(tapped)?.querySelector("summary")?.focus({ preventScroll: true });
});
