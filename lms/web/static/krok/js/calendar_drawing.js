/* How one entry of the calendar looks, and what a screen reader says of it. */

export function text(tag, words, className = "") {
  const element = document.createElement(tag);
  element.textContent = words;
  if (className) element.className = className;
  return element;
}

/** Hours, title, where and with whom. The state stands in words; the colour only repeats the kind. */
export function drawEntry(event, timeText) {
  const { kind, where, people, note, marks = [], only, words } = event.extendedProps;
  if (event.display === "background") return { domNodes: [text("span", words ?? "", "krok-behind__words")] };
  if (only) return { domNodes: [text("span", words, "krok-away__words")] };
  const nodes = [text("time", timeText, "krok-entry__hours"), text("strong", event.title, "krok-entry__title")];
  for (const mark of marks) nodes.push(text("span", mark, "krok-mark"));
  nodes.push(text("span", [kind, where, people, note].filter(Boolean).join(" · "), "krok-entry__more"));
  return { domNodes: nodes };
}

export function spoken(event, day, hours) {
  const { kind, where, people, note, marks = [], only, words } = event.extendedProps;
  if (only) return words;
  return [event.title, day, hours, kind, where, people, note, ...marks].filter(Boolean).join(", ");
}
