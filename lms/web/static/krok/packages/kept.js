// What a package reported and the network did not take: kept on the device, the newest of each unit, until it is
// sent. It names a registration by a random number, and nobody by name. Signing out forgets it
// (learn/forgetting.js).

const SHELF = "krok-package";
const SIGN = "krok-learn";

function shelf() {
  try {
    return JSON.parse(localStorage.getItem(SHELF) ?? "{}");
  } catch {
    return {};
  }
}

function store(kept) {
  try {
    if (Object.keys(kept).length) localStorage.setItem(SHELF, JSON.stringify(kept));
    else localStorage.removeItem(SHELF);
    // The sign by which every page knows that there is something to forget.
    if (Object.keys(kept).length) localStorage.setItem(SIGN, "1");
  } catch {
    // No room: the next saving carries everything again.
  }
}

export function keep(registration, report) {
  store({ ...shelf(), [`${registration}:${report.unit}`]: report });
}

export function keptFor(registration) {
  return Object.keys(shelf()).filter((key) => key.startsWith(`${registration}:`));
}

/** Send all that is kept. Answers with how far the learner is then, and how many are still left. */
export async function sendKept(registration, post) {
  let standing = null;
  for (const key of keptFor(registration)) {
    const body = JSON.stringify(shelf()[key]);
    try {
      const answer = await post(body);
      if (answer.ok) standing = await answer.json();
      // What came too late, or is not understood, will not be taken tomorrow either.
      const isOver = answer.ok || [400, 409, 413].includes(answer.status);
      const { [key]: newest, ...others } = shelf();
      if (isOver && JSON.stringify(newest) === body) store(others);
    } catch {
      break;
    }
  }
  return { standing, left: keptFor(registration).length };
}
