/* A pass on the screen stays lit while one waits at the door. Nothing else: without this it goes dark sooner. */

async function stayLit() {
  if (document.visibilityState !== "visible") {
    return;
  }
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // The phone saves its battery, which is its right.
  }
}

stayLit();
document.addEventListener("visibilitychange", stayLit);
