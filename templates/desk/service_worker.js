{% if outbox %}import { BACKGROUND, sendNow } from "{{ outbox }}";
{% endif %}/* Desk without a network. Keeps the shell and the files of Desk, nothing of anybody: no page, no answer. */

const HOUSE = {{ house|safe }};

const PATIENCE = 3000;
const SHELVES = `krok-desk-${HOUSE.language}-`;
const SHELF = SHELVES + HOUSE.version;
const FILES = new Set([...HOUSE.files, ...HOUSE.reader]);
const DRAWN = new RegExp(HOUSE.drawn);
const ANY = { ignoreSearch: true, ignoreVary: true };

async function readsCodes() {
  const formats = await self.BarcodeDetector?.getSupportedFormats().catch(() => []);
  return Boolean(formats?.includes("qr_code"));
}

async function keep() {
  const shelf = await caches.open(SHELF);
  const files = (await readsCodes()) ? HOUSE.files : [...HOUSE.files, ...HOUSE.reader];
  await shelf.addAll(files.map((file) => new Request(file, { credentials: "omit" })));
  /* Asked for as a stranger, so that it can hold nothing of whoever is signed in. */
  await shelf.add(new Request(HOUSE.shell, { credentials: "omit", cache: "reload" }));
}

async function forgetOlder() {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(SHELVES) && name !== SHELF);
  await Promise.all(older.map((name) => caches.delete(name)));
}

async function kept(address) {
  const shelf = await caches.open(SHELF);
  return shelf.match(address, ANY);
}

const late = () => new Promise((_, reject) => setTimeout(() => reject(new Error("late")), PATIENCE));

/* The house first. Where it is silent, slow or only its porch answers, the phone draws the page itself. */
async function page(request, path) {
  const asked = fetch(request);
  asked.catch(() => {});
  try {
    const answer = await (DRAWN.test(path) ? Promise.race([asked, late()]) : asked);
    if (answer.status >= 502 && answer.status <= 504) throw new Error("nobody in");
    return answer;
  } catch {
    return (await kept(HOUSE.shell)) ?? asked;
  }
}

async function file(request) {
  return (await kept(request.url)) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (address.pathname.startsWith(HOUSE.scope)) event.respondWith(page(request, address.pathname));
  } else if (FILES.has(address.pathname)) {
    event.respondWith(file(request));
  }
});
{% if outbox %}self.addEventListener("sync", (event) => {
  if (event.tag === BACKGROUND) event.waitUntil(sendNow().then((isAll) => isAll || Promise.reject(new Error("not yet"))));
});
{% endif %}
