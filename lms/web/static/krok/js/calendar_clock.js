/* The widget hands out dates whose hours are right in the zone of the browser, wherever that is. Here they become
 * dates whose UTC fields are the clock on the wall in Wrocław, so that no zone can move a meeting any more. */

export const wall = (given) =>
  new Date(
    Date.UTC(given.getFullYear(), given.getMonth(), given.getDate(), given.getHours(), given.getMinutes(), given.getSeconds()),
  );

/** "2026-11-24T10:00:00", as the house reads it. */
export const asText = (given) => wall(given).toISOString().slice(0, 19);

/** "2026-W48": the week that has this day's Thursday. Takes what `wall` gives. */
export function weekOf(moment) {
  const thursday = new Date(moment);
  thursday.setUTCDate(thursday.getUTCDate() - ((thursday.getUTCDay() + 6) % 7) + 3);
  const week = Math.ceil(((thursday - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / 86400000 + 1) / 7);
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, "0")}`;
}
