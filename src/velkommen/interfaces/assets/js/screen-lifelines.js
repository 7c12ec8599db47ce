// The expert's page: what is asked slides in, what is typed stays, presses go by fetch. The page works without this.
import { setClock, tick } from "./desk/clocks.js";
import { facts, listen } from "./live.js";

const FRAGMENT = { "X-Velkommen-Fragment": "1" };
const GATHER = 150; // ms in which several changes become one look
const SOUND = "velkommen-lifeline-sound";
const STEPS = { ArrowDown: 1, ArrowUp: -1 };
const screen = document.getElementById("lifelines");
const said = document.getElementById("lifelines-said");
const cut = document.getElementById("cut");
const sound = document.getElementById("sound");
const title = document.title;
let soon, under;

const waiting = () => [...screen.querySelectorAll("#asked > [data-lifeline]")];

async function ask(address, how, form) {
  under?.abort();
  const mine = (under = Object.assign(new AbortController(), { own: Boolean(form) }));
  try {
    const answer = await fetch(address, { ...how, headers: FRAGMENT, signal: mine.signal });
    const html = await answer.text();
    if (under !== mine) return;
    if (!html.includes("lifelines-lists") || answer.redirected) location.reload();
    else swap(html, form);
  } catch {
    if (form && under === mine) said.textContent = said.dataset.lost;
  } finally {
    if (under === mine) under = undefined;
  }
}

function swap(html, form) {
  const before = new Set(waiting().map((one) => one.dataset.lifeline));
  const held = document.activeElement?.id;
  const typed = [...screen.querySelectorAll("textarea")].filter((one) => one.form !== form).map((one) => [one.id, one.value]);
  const open = [...screen.querySelectorAll("details[open]")].filter((one) => !one.contains(form)).map((one) => one.id);
  screen.innerHTML = html;
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  for (const [id, text] of typed) {
    const field = document.getElementById(id);
    if (field && text) field.value = text;
  }
  const come = waiting().filter((one) => !before.has(one.dataset.lifeline));
  for (const one of come) one.classList.add("vk-ll-new");
  if (come.length && !form) tell(come[0]);
  count();
  setClock();
  tick();
  if (form) (screen.querySelector("[role=alert]") ?? screen.querySelector("#mine-heading"))?.focus();
  else if (held) document.getElementById(held)?.focus({ preventScroll: true });
}

function tell(one) {
  said.textContent = said.dataset.asked.replace("{what}", one.querySelector("h3 b").textContent);
  if (sound.checked) ring();
}

function count() {
  const number = waiting().length;
  document.title = number ? `(${number}) ${title}` : title;
}

// Two short tones, made here: nothing to fetch, nothing to hear unless it was asked for.
function ring() {
  const audio = new AudioContext();
  [660, 880].forEach((pitch, n) => {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    volume.gain.value = 0.08;
    tone.frequency.value = pitch;
    tone.connect(volume).connect(audio.destination);
    tone.start(audio.currentTime + n * 0.18);
    tone.stop(audio.currentTime + n * 0.18 + 0.15);
  });
}

function pressed(event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
  if (!STEPS[event.key] || !event.target.matches("[data-lifeline] button")) return;
  event.preventDefault();
  const ones = [...screen.querySelectorAll("[data-lifeline]")];
  const next = ones[ones.indexOf(event.target.closest("[data-lifeline]")) + STEPS[event.key]];
  next?.querySelector("button")?.focus();
}

screen.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  event.preventDefault();
  if (under?.own) return;
  const address = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
  ask(address, { method: "POST", body: new FormData(form, submitter) }, form);
});
screen.addEventListener("keydown", pressed);

sound.checked = localStorage.getItem(SOUND) === "on";
sound.parentElement.hidden = false;
sound.addEventListener("change", () => {
  localStorage.setItem(SOUND, sound.checked ? "on" : "off");
  if (sound.checked) ring();
});

// What is heard while a press is under way is looked at afterwards.
function look() {
  clearTimeout(soon);
  soon = setTimeout(() => (under?.own ? look() : ask(location.href, {})), GATHER);
}

const { stream, version } = facts("live");
listen(stream, version, {
  change: look,
  cut: () => { cut.hidden = false; },
  back: () => { cut.hidden = true; },
});
count();
tick();
setInterval(tick, 1000);
