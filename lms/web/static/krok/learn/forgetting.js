/* Nothing of a reader stays on the device once they have signed out, or left quickly. */

const PATIENCE = 4000;
const WAYS_OUT = /\/account\/sign-out\/$|^\/admin\/logout\/$/;

/** Forget every lesson kept here, and what of them was not sent yet. */
export async function forget() {
  try {
    localStorage.removeItem("krok-learn");
    localStorage.removeItem("krok-learnt");
    localStorage.removeItem("krok-package");
  } catch {
    /* Nothing was remembered there. */
  }
  if (!globalThis.caches) return;
  /* What a worker is still fetching for somebody who has left is not kept. */
  await caches.open("krok-left");
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("krok-learn-")).map((name) => caches.delete(name)));
}

/* What was read without a network goes to the house before it goes from here, as long as the house answers. */
async function sendWaiting(form) {
  const waiting = JSON.parse(localStorage.getItem("krok-learnt") ?? "[]");
  for (const { address, fields } of waiting) {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken?.value ?? "");
    await fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) });
  }
}

/* Whoever is not signed in any more, on whatever page, has left. */
const frame = document.querySelector(".masthead__tools nav");
if (frame && !frame.querySelector('a[href$="/my/"]')) forget();

/* A phone that keeps lists of the Desk has a way out of its own; there, forgetting begins and goes on beside it. */
addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    const way = new URL(form.getAttribute("action") || "", location.href);
    if (!WAYS_OUT.test(way.pathname) || form.method !== "post") return;
    const all = sendWaiting(form).catch(() => {}).then(forget);
    if (localStorage.getItem("krok-desk")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    all.finally(() => form.submit());
  },
  true,
);
