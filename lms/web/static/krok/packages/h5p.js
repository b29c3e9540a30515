// H5P: played by h5p-standalone in this very page. What it says in xAPI becomes one report.

const UNIT = "content";
const OFTEN = 5000;
const DONE = new Set(["http://adlnet.gov/expapi/verbs/completed", "http://adlnet.gov/expapi/verbs/answered"]);

function load(address) {
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: address });
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Error("H5P")));
    document.head.append(script);
  });
}

/** What H5P puts aside in the browser, where the browser gives a frame of another origin no room for it. */
class Shelf extends Map {
  get length() {
    return this.size;
  }
  getItem = (name) => this.get(String(name)) ?? null;
  setItem = (name, value) => void this.set(String(name), String(value));
  removeItem = (name) => void this.delete(String(name));
  key = (at) => [...this.keys()][at] ?? null;
}

function lendStorage(frame) {
  try {
    frame.localStorage.getItem("");
  } catch {
    Object.defineProperty(frame, "localStorage", { value: new Shelf(), configurable: true });
  }
}

/** H5P draws itself in a frame of its own; the shelf must stand there before its program begins. */
function lendStorageInside(place) {
  const seen = new MutationObserver(() => {
    for (const frame of place.querySelectorAll("iframe")) lendStorage(frame.contentWindow);
  });
  seen.observe(place, { childList: true, subtree: true });
}

/** Whether a statement speaks of the whole content, and not of a question inside it. */
function isAboutTheWhole(statement) {
  const parents = statement.context?.contextActivities?.parent;
  return !parents?.length && !String(statement.object?.id ?? "").includes("subContentId=");
}

export async function play({ given, stage, saving, tell }) {
  const vendor = document.documentElement.dataset;
  await load(vendor.h5p);
  stage.remove();
  const place = document.createElement("main");
  document.body.append(place);
  lendStorage(window);
  lendStorageInside(place);
  const kept = given.states[UNIT] ?? {};
  const report = { result: kept.result ?? null, state: kept.state ?? "", duration: kept.duration ?? "PT0M" };
  const began = performance.now();
  const before = Number(/^PT(\d+)M$/.exec(report.duration)?.[1] ?? 0);
  await new window.H5PStandalone.H5P(place, {
    id: UNIT,
    h5pJsonPath: new URL("content", document.baseURI).pathname,
    frameJs: vendor.frame,
    frameCss: vendor.styles,
    icon: false,
    frame: false,
    fullScreen: false,
    reportingIsEnabled: true,
    xAPIObjectIRI: `${location.origin}/${given.learner.id}`,
    saveFreq: OFTEN / 1000,
    contentUserData: [report.state ? { state: report.state } : {}],
  });
  const framed = document.querySelector("iframe.h5p-iframe")?.contentWindow ?? window;
  const save = () => {
    const minutes = before + Math.round((performance.now() - began) / 60_000);
    report.duration = `PT${minutes}M`;
    const state = stateOf(framed);
    if (state) report.state = state;
    saving.unit(UNIT, { ...report });
  };
  (window.H5P?.externalDispatcher ?? framed.H5P.externalDispatcher).on("xAPI", (event) => {
    const statement = event.data.statement;
    if (!DONE.has(statement.verb?.id) || !isAboutTheWhole(statement)) return;
    report.result = { completion: true, ...better(report.result, statement.result) };
    save();
  });
  tell("now", { unit: UNIT });
  const fit = new ResizeObserver(() => tell("height", { height: place.scrollHeight + 24 }));
  fit.observe(place);
  const often = setInterval(save, OFTEN);
  addEventListener("pagehide", save);
  return {
    end: async () => {
      clearInterval(often);
      save();
    },
  };
}

/** The better of two results, by the share of points. */
function better(held, next) {
  const share = (result) => (result?.score?.max ? result.score.raw / result.score.max : -1);
  return share(held) > share(next) ? held : (next ?? {});
}

/** What the content would go on from, as its own program tells it. */
function stateOf(framed) {
  const instance = framed.H5P?.instances?.[0];
  try {
    const state = instance?.getCurrentState?.();
    return state === undefined ? "" : JSON.stringify(state);
  } catch {
    return "";
  }
}
