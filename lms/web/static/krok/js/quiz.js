/* Saves answers as they are typed. Without a connection they wait in this tab, survive a reload, and are sent
 * when it is back. Without this script, every button of the page saves as well. */

const PAUSE = 700;
const AGAIN = 5000;

/* A browser may keep its storage closed; then what is on the page is all there is. */
function storage(use) {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}

function forget(attempt) {
  storage((tab) => Object.keys(tab).filter((key) => key.startsWith(attempt)).forEach((key) => tab.removeItem(key)));
}

function watch(form) {
  const state = form.querySelector("[data-state]");
  const words = form.dataset;
  const places = [...form.querySelectorAll("[name=position]")].map((one) => one.value);
  const here = `${words.keep}:${places.join("-")}`;
  let timer = 0;
  let mayLeave = false;

  const waiting = () => storage((tab) => tab.getItem(here));
  const keep = (sent) => storage((tab) => (sent === null ? tab.removeItem(here) : tab.setItem(here, sent)));
  const say = (text) => (state.textContent = text);

  function answers() {
    const data = new FormData(form);
    data.delete("csrfmiddlewaretoken");
    return new URLSearchParams(data).toString();
  }

  /* What was typed before a reload and never reached us stands on the page again. */
  function bringBack() {
    const data = new URLSearchParams(waiting());
    for (const field of form.elements) {
      if (!field.name || ["hidden", "submit"].includes(field.type)) continue;
      const given = data.getAll(field.name);
      if (["radio", "checkbox"].includes(field.type)) field.checked = given.includes(field.value);
      else field.value = given[0] ?? "";
    }
  }

  function wait(text) {
    say(text);
    clearTimeout(timer);
    timer = setTimeout(save, AGAIN);
    return false;
  }

  /* Said beside a field once its writer has gone on from it: half a number is no mistake yet. */
  function mark(unread) {
    for (const place of form.querySelectorAll("[id$=-problem]")) {
      const question = place.id.replace(/-problem$/, "");
      const fields = [...document.getElementById(question).querySelectorAll("input[type=text]")];
      const wrong = fields.filter(({ name }) => unread.includes(name));
      if (wrong.includes(document.activeElement) && !place.childElementCount) continue;
      if (!wrong.length) place.replaceChildren();
      else if (!place.childElementCount) place.append(document.querySelector("template[data-no-number]").content.cloneNode(true));
      for (const field of fields) {
        if (wrong.includes(field)) {
          field.setAttribute("aria-invalid", "true");
          field.setAttribute("aria-describedby", place.id);
        } else {
          field.removeAttribute("aria-invalid");
          field.removeAttribute("aria-describedby");
        }
      }
    }
  }

  /* True when all that is on the page is safe with us. */
  async function save() {
    clearTimeout(timer);
    if (!words.save) return navigator.onLine ? (say(""), true) : wait(words.waits);
    const sent = answers();
    say(words.saving);
    try {
      const answer = await fetch(words.save, {
        method: "POST",
        body: sent,
        redirect: "manual",
        headers: {
          "Content-Type": "application/x-www-form-urlencoded",
          "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
        },
      });
      const isTold = answer.headers.get("Content-Type")?.startsWith("application/json");
      const told = isTold ? await answer.json() : {};
      if (told.go_to) {
        location.assign(told.go_to);
        return false;
      }
      if (!answer.ok) return wait(answer.status < 500 ? words.signedOut : words.waits);
      mark(told.unread);
    } catch {
      return wait(words.waits);
    }
    if (waiting() === sent) keep(null);
    say(words.saved);
    return true;
  }

  function changed() {
    keep(answers());
    clearTimeout(timer);
    if (words.save) timer = setTimeout(save, PAUSE);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  addEventListener("online", () => waiting() && save());

  /* Pressed without a connection, a button would leave an empty page behind: first all is made safe. */
  form.addEventListener("submit", async (event) => {
    if (mayLeave || (!words.save && navigator.onLine)) return;
    event.preventDefault();
    const pressed = event.submitter;
    if (!(await save())) return;
    mayLeave = true;
    form.requestSubmit(pressed);
  });

  /* Back from the next page by the browser's memory. */
  addEventListener("pageshow", () => (mayLeave = false));

  if (waiting()) {
    bringBack();
    save();
  }
}

const form = document.querySelector("[data-quiz]");
if (form) watch(form);
const sent = document.querySelector("[data-quiz-sent]");
if (sent) forget(sent.dataset.quizSent);
