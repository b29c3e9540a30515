/* A page of Desk that the house drew comes alive, as soon as the lists are here. Until then it works as it is. */

import * as lists from "./lists.js";
import { finish } from "./quick.js";

const PATIENCE = 3000;

const root = document.querySelector("[data-live]");
const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));

/* What the house drew is fresher than any list fetched before it. */
async function renew() {
  await lists.refresh();
  const { fetched_at } = await lists.about();
  if (Date.parse(fetched_at) < performance.timeOrigin) await lists.refresh({ isForced: true });
}

async function start() {
  await finish();
  await Promise.race([renew().catch(() => {}), late]);
  const session = await lists.session(root.dataset.session);
  if (!session) return;
  if (root.dataset.live === "scanner") (await import("./scanner.js")).startScanner(session, root);
  else (await import("./list.js")).drawList(session, root);
}

await start();
root.dataset.isLive = "";
