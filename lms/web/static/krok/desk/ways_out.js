/* For pages without the rest of our scripts: whoever signs out there leaves no lists on the device either. */

try {
  if (localStorage.getItem("krok-desk")) import("./sign_out.js");
} catch {
  /* Where nothing may be remembered, no lists are kept. */
}
