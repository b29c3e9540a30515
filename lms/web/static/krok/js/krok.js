/* What every page may use. Nothing here is needed: without it each page works as a plain page. */

document.querySelector("[data-error-summary]")?.focus();

/* Whoever left quickly and presses Back is led away again, wherever that would be. */
function leftQuickly() {
  try {
    return sessionStorage.getItem("krok-left");
  } catch {
    return null;
  }
}

if (document.querySelector("[data-leave-quickly]") || leftQuickly()) {
  import("./leave_quickly.js");
}

if (document.querySelector("[data-hx-get], [data-hx-post]")) {
  import("../../vendor/htmx/htmx.js");
}

document.querySelectorAll("[data-suggest]").forEach((form) => {
  form.addEventListener("focusin", () => import("./suggestions.js"), { once: true });
});

/* A phone that keeps lists of the Desk, or lessons, sends what waits and forgets them before its owner signs out. */
function keeps(what) {
  try {
    return localStorage.getItem(what);
  } catch {
    return null;
  }
}

if (keeps("krok-learn")) import("../learn/forgetting.js");
if (keeps("krok-desk")) import("../desk/sign_out.js");
