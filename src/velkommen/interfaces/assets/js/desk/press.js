// Pressing: the form goes by fetch and its answer, the desk as it is now, takes the old desk's place.
import { setClock, tick } from "./clocks.js";
import { settle } from "./changes.js";

export const FRAGMENT = { "X-Velkommen-Fragment": "1" };
const TYPED = "input.form-input, textarea.form-input, select.form-select, .vk-pick input:checked";
const SLOW_MS = 2000;
const said = document.getElementById("said");
let under; // what is under way: whether one's own press asked for it, and how to give it up

export const isBusy = () => Boolean(under);

export function listenToPresses(screen) {
  screen.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.hasAttribute("data-plain")) return;
    event.preventDefault();
    if (under?.own) return;
    under?.abort(); // looking again can wait: no press is lost to it
    const button = event.submitter;
    const fields = new FormData(form, button);
    const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
    ask(screen, address, { method: "POST", body: fields }, true);
  });
}

// The desk again, because a colleague or another window changed what is in hand here.
export async function reload() {
  if (!under) await ask(document.getElementById("screen"), location.href, {}, false);
}

async function ask(screen, address, how, own) {
  const mine = Object.assign(new AbortController(), { own });
  under = mine;
  const slow = setTimeout(() => tell(said.dataset.busy), SLOW_MS);
  screen.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { ...how, headers: FRAGMENT, credentials: "same-origin", redirect: "follow", signal: mine.signal });
    if (answer.status >= 500) throw new Error(answer.statusText);
    const html = await answer.text();
    if (under !== mine) return;
    // Logged out, or a page that is not the desk: let the browser show it.
    if (!html.includes("vk-desk") || answer.redirected) location.reload();
    else if (own || news(screen, html)) swap(screen, html, own);
    else settle();
  } catch {
    // The operation in the form stays: pressing again is the same deed, however far the first one came.
    if (own) tell(said.dataset.lost);
  } finally {
    clearTimeout(slow);
    if (under === mine) {
      under = undefined;
      screen.removeAttribute("aria-busy");
    }
  }
}

// Whether looking again found anything else in hand. The echo of one's own last press did not: a "no" that is being read stays.
function news(screen, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const [then, now] = [screen, fresh.content].map((one) => one.querySelector(".vk-desk").dataset);
  return ["visit", "state", "asked"].some((what) => then[what] !== now[what]);
}

// What eyes and ears should both have; what only ears need goes to the same line, unseen.
function tell(words) {
  said.textContent = words;
  said.classList.remove("sr-only");
}

function swap(screen, html, own) {
  const held = own ? null : document.activeElement?.id;
  const open = own ? [] : [...screen.querySelectorAll("details[open][id]")].map((details) => details.id);
  const typed = own ? [] : [...screen.querySelectorAll(TYPED)].filter((one) => !one.closest("#lifeline")).map((field) => [field.id, field.name, field.value]);
  const scrolled = document.getElementById("line")?.scrollTop ?? 0;
  const panel = own ? null : document.getElementById("lifeline");
  const visit = screen.firstElementChild.dataset.visit;
  screen.innerHTML = html;
  // A panel somebody is writing in stays as it is, as long as the same visit is in hand.
  if (panel?.children.length && screen.firstElementChild.dataset.visit === visit) document.getElementById("lifeline")?.replaceWith(panel);
  said.classList.add("sr-only");
  said.textContent = "";
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  for (const [id, name, value] of typed) {
    const field = id ? document.getElementById(id) : screen.querySelector(`[name="${name}"][value="${CSS.escape(value)}"]`);
    if (field && id) field.value = value;
    else if (field) field.checked = true;
  }
  document.getElementById("line").scrollTop = scrolled;
  setClock();
  settle();
  tick();
  focus(screen, own, held);
}

// After one's own press: the refusal if there is one (an outcome is asked for at the outcomes), else what is in hand now.
function focus(screen, own, held) {
  if (!own) return held && document.getElementById(held)?.focus({ preventScroll: true });
  const desk = screen.firstElementChild;
  const outcomes = document.getElementById("outcomes");
  if (desk.dataset.refused === "outcome_missing" && outcomes) {
    outcomes.classList.add("vk-asked");
    return outcomes.focus();
  }
  const target = screen.querySelector(".alert-error, [data-fresh]") ?? document.getElementById("now");
  return target?.focus();
}
