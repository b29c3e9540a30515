/* The list: a tap that did not reach the house must not look as if it had. */

const hint = () => document.querySelector("[data-no-signal]");

document.addEventListener("htmx:error", () => {
  if (hint()) hint().hidden = false;
});
document.addEventListener("htmx:response:error", () => {
  if (hint()) hint().hidden = false;
});
document.addEventListener("htmx:before:request", () => {
  if (hint()) hint().hidden = true;
});
