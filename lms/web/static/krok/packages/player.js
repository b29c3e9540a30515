// The page of the packages' origin that stands between Krok's page and the content. Content finds the
// run-time interface of SCORM in this window, as it has always looked for it: among its parents.

import { Saving } from "./saving.js";

const house = document.documentElement.dataset.house;
const stage = document.querySelector("iframe");

/** Tell Krok's page; nobody else may hear it. */
export function tell(what, facts = {}) {
  parent.postMessage({ krok: what, ...facts }, house);
}

async function kindOf(kind) {
  if (kind === "scorm12") return import("./scorm12.js");
  if (kind === "scorm2004") return import("./scorm2004.js");
  if (kind === "cmi5") return import("./cmi5.js");
  return import("./h5p.js");
}

async function start() {
  const answer = await fetch("begin", { cache: "no-store" });
  if (!answer.ok) throw new Error("closed");
  const given = await answer.json();
  const saving = new Saving({ launch: given.launch, tell });
  const { play } = await kindOf(given.kind);
  const playing = await play({ given, stage, saving, tell });
  addEventListener("message", async (event) => {
    if (event.origin !== house || event.source !== parent) return;
    if (event.data?.krok === "end") {
      await playing.end?.();
      await saving.settled();
      tell("ended");
    }
    if (event.data?.krok === "go") playing.go?.(event.data.where);
  });
}

start().catch((error) => tell("failed", { why: String(error?.message ?? error) }));
