/* Lessons without a network. Keeps the pages the house names a shelf for, and what they are drawn with. */

const FILES = {{ files|safe }};
const KEEPER = "{{ keeper }}";
const SHELVES = "krok-learn-";
const DRAWN = "krok-drawn";
/* Stands from the moment somebody left until a learner's page is opened again: what comes late is not kept. */
const LEFT = "krok-left";
const PATIENCE = 4000;
const MOST = 240;
const LEAVING = /^\/leave\/$|\/account\/sign-out\/$|^\/admin\/logout\/$/;

const own = (address) => address.origin === self.location.origin;
const late = () => new Promise((_, reject) => setTimeout(() => reject(new Error("late")), PATIENCE));

async function shelves() {
  return (await caches.keys()).filter((name) => name.startsWith(SHELVES));
}

async function forget(but) {
  const others = (await shelves()).filter((name) => name !== but);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/* Whose page it is, the house says. Somebody else's shelf goes before theirs is begun. */
async function keep(address, answer) {
  const keeper = answer.headers.get(KEEPER);
  if (!keeper || answer.status !== 200 || answer.redirected) return;
  const name = SHELVES + keeper;
  await forget(name);
  const shelf = await caches.open(name);
  await shelf.put(address, answer);
  if (await caches.has(LEFT)) await forget();
}

async function leave() {
  await caches.open(LEFT);
  await forget();
}

async function tidy() {
  const shelf = await caches.open(DRAWN);
  const known = await shelf.keys();
  await Promise.all(known.slice(0, Math.max(0, known.length - MOST)).map((request) => shelf.delete(request)));
}

async function kept(request) {
  const address = new URL(request.url);
  address.hash = "";
  for (const name of await shelves()) {
    const found = await (await caches.open(name)).match(address.href, { ignoreVary: true });
    if (found) return found;
  }
  return undefined;
}

/* The house first, as long as it answers. What was kept and is not theirs any more shows that they have left. */
async function page(event) {
  const { request } = event;
  const asked = fetch(request);
  asked.catch(() => {});
  const known = await kept(request);
  try {
    const answer = await (known ? Promise.race([asked, late()]) : asked);
    if (answer.status >= 502 && answer.status <= 504) throw new Error("nobody in");
    if (answer.headers.get(KEEPER)) event.waitUntil(keep(request.url, answer.clone()));
    else if (known) event.waitUntil(forget());
    return answer;
  } catch {
    return known ?? (await away(request)) ?? asked;
  }
}

async function away(request) {
  const language = /^\/([a-z]{2})\//.exec(new URL(request.url).pathname)?.[1];
  const shelf = await caches.open(DRAWN);
  return shelf.match(`/${language}/learn/away/`, { ignoreVary: true });
}

async function drawn(request) {
  const shelf = await caches.open(DRAWN);
  const known = await shelf.match(request, { ignoreVary: true });
  return known ?? fetch(request);
}

async function keepDrawn(addresses) {
  const shelf = await caches.open(DRAWN);
  for (const address of addresses) {
    if (await shelf.match(address, { ignoreVary: true })) continue;
    const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
    if (answer?.status === 200) await shelf.put(address, answer);
  }
  await tidy();
}

/* Pages asked for ahead are not opened by anybody yet: the house is told so. */
async function keepPages(addresses) {
  for (const address of addresses) {
    const answer = await fetch(address, { credentials: "same-origin", headers: { "X-Krok-Ahead": "1" } });
    const text = await answer.clone().text();
    await keep(new URL(address, self.location.href).href, answer);
    const pictures = [...text.matchAll(/<img[^>]+src="(\/[^"]+)"/g)].map(([, source]) => source);
    await keepDrawn(pictures);
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil(keepDrawn(FILES));
  self.skipWaiting();
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (!own(address)) return;
  if (LEAVING.test(address.pathname) && (request.method === "POST" || address.pathname === "/leave/")) event.waitUntil(leave());
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (["style", "script", "font", "image"].includes(request.destination)) event.respondWith(drawn(request));
});

self.addEventListener("message", (event) => {
  const { drawn: files = [], pages = [] } = event.data ?? {};
  const told = (isDone) => event.ports[0]?.postMessage(isDone);
  event.waitUntil(
    Promise.all([keepDrawn(files), keepPages(pages)]).then(
      () => told(true),
      () => told(false),
    ),
  );
});
