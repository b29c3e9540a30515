/* What is on this phone, where the network is not. */

const list = document.querySelector("[data-kept]");
const names = "caches" in globalThis ? (await caches.keys()).filter((name) => name.startsWith("krok-learn-")) : [];
for (const name of names) {
  const shelf = await caches.open(name);
  for (const request of await shelf.keys()) {
    const page = new DOMParser().parseFromString(await (await shelf.match(request)).text(), "text/html");
    const link = Object.assign(document.createElement("a"), { href: request.url });
    link.lang = page.documentElement.lang;
    link.textContent = page.querySelector("h1")?.textContent.trim() || page.title;
    const item = document.createElement("li");
    item.append(link);
    list.querySelector("ul").append(item);
    list.hidden = false;
  }
}
