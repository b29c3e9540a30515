/* What every page may use. Nothing here is needed: without it each page works as a plain page. */

document.querySelector("[data-error-summary]")?.focus();

if (document.querySelector("[data-leave-quickly]")) {
  import("./leave_quickly.js");
}

if (document.querySelector("[hx-get], [hx-post], [hx-delete], [hx-put], [hx-patch]")) {
  import("../../vendor/htmx/htmx.js");
}
