/* How one entry of the calendar looks, and what a screen reader says of it. */

export function text(tag, words, className = "") {
  const element = document.createElement(tag);
  element.textContent = words;
  if (className) element.className = className;
  return element;
}

/** Hours, title, where and with whom. The state stands in words; the colour only repeats the kind. The title is
 * the link by which the keyboard reaches the entry, and says all of it. */
export function drawEntry(event, timeText, when) {
  const { kind, where, people, note, marks = [], only, words, address } = event.extendedProps;
  if (event.display === "background") return { domNodes: [text("span", words ?? "", "krok-behind__words")] };
  if (only) return { domNodes: [text("span", words, "krok-away__words")] };
  const title = text("a", event.title, "krok-entry__title");
  title.href = address;
  title.draggable = false;
  title.setAttribute("aria-label", [event.title, when, kind, where, people, note, ...marks].filter(Boolean).join(", "));
  const nodes = [text("time", timeText, "krok-entry__hours"), title];
  for (const mark of marks) nodes.push(text("span", mark, "krok-mark"));
  nodes.push(text("span", [kind, where, people, note].filter(Boolean).join(" · "), "krok-entry__more"));
  return { domNodes: nodes };
}

/** The widget calls itself a table and holds things that no table may hold. For a screen reader it is a group of
 * links, each of which says its own day and hours. */
export function tidies(widget, title) {
  for (const element of widget.querySelectorAll("[role]:not(dialog [role])")) {
    element.removeAttribute("role");
    for (const name of ["aria-colindex", "aria-colspan", "aria-rowindex", "aria-rowspan"]) element.removeAttribute(name);
    if (element.matches("article")) element.removeAttribute("tabindex");
  }
  for (const element of widget.querySelectorAll("aside, nav, header")) element.setAttribute("role", "presentation");
  widget.setAttribute("role", "group");
  widget.setAttribute("aria-label", title);
}
