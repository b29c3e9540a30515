/* The databases of this device: one shelf each. Where the browser keeps nothing, a shelf that lasts as long as the page. */

const STORE = "kept";

export function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error("aborted"));
  });
}

function startingWith(prefix) {
  return IDBKeyRange.bound(prefix, `${prefix}\uffff`);
}

/** A database with one store of records `{id, …}`. */
export class Shelf {
  #opening = null;
  isLasting = true;

  /** `onGone()` is called when another page destroyed it, or the browser did. */
  constructor(name, { onGone = () => {} } = {}) {
    this.name = name;
    this.onGone = onGone;
  }

  async #database() {
    this.#opening ??= (async () => {
      const asked = indexedDB.open(this.name, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id" });
      const database = await answered(asked);
      database.onversionchange = database.onclose = () => {
        database.close();
        this.#opening = null;
        this.onGone();
      };
      return database;
    })();
    this.#opening.catch(() => (this.#opening = null));
    return this.#opening;
  }

  /** Do something with the store in one transaction. A page that lost the database opens it once more. */
  async #with(mode, work, isAgain = false) {
    const database = await this.#database();
    let transaction;
    try {
      /* "strict": on the disk before anybody is told, so that a killed browser forgets nothing. */
      transaction = database.transaction(STORE, mode, { durability: "strict" });
    } catch (error) {
      if (isAgain || error.name !== "InvalidStateError") throw error;
      this.#opening = null;
      return this.#with(mode, work, true);
    }
    const done = finished(transaction);
    const result = work(transaction.objectStore(STORE));
    const [found] = await Promise.all([result, done]);
    return found;
  }

  get(id) {
    return this.#with("readonly", (store) => answered(store.get(id)));
  }

  all(prefix) {
    return this.#with("readonly", (store) => answered(store.getAll(startingWith(prefix))));
  }

  keys(prefix) {
    return this.#with("readonly", (store) => answered(store.getAllKeys(startingWith(prefix))));
  }

  /** All of it or nothing. */
  change({ put = [], remove = [] }) {
    return this.#with("readwrite", (store) => {
      for (const id of remove) store.delete(id);
      for (const record of put) store.put(record);
    });
  }

  /** Replace a record by what `of` makes of it; nobody else comes between. Answers with the new one. */
  renew(id, of) {
    return this.#with("readwrite", async (store) => {
      const record = of(await answered(store.get(id)));
      store.put(record);
      return record;
    });
  }

  async destroy() {
    await this.#with("readwrite", (store) => void store.clear());
    (await this.#opening)?.close();
    this.#opening = null;
    await answered(indexedDB.deleteDatabase(this.name));
  }
}

/** The same, kept in the memory of the page. */
export class FleetingShelf {
  #records = new Map();
  isLasting = false;

  async get(id) {
    return this.#records.get(id);
  }

  async all(prefix) {
    const ids = await this.keys(prefix);
    return ids.map((id) => this.#records.get(id));
  }

  async keys(prefix) {
    return [...this.#records.keys()].filter((id) => id.startsWith(prefix)).sort();
  }

  async change({ put = [], remove = [] }) {
    for (const id of remove) this.#records.delete(id);
    for (const record of put) this.#records.set(record.id, record);
  }

  async renew(id, of) {
    const record = of(this.#records.get(id));
    this.#records.set(id, record);
    return record;
  }

  async destroy() {
    this.#records.clear();
  }
}

/** A shelf that works in this browser. */
export async function shelf(name, options) {
  try {
    const lasting = new Shelf(name, options);
    await lasting.keys("");
    return lasting;
  } catch {
    return new FleetingShelf();
  }
}
