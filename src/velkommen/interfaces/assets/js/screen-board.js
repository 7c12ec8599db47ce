/* The board. Starts from the snapshot and changes only by what it hears; hearing a message twice changes nothing. */

import { facts, listen, renew } from "./live.js";

const EARLIER = 4;
const FRESH = 12_000; // ms a call stays marked

const page = document.getElementById("main-content");
const at = (id) => document.getElementById(id);
const start = facts("snapshot");
const calls = new Map(start.calls.map((call) => [call.id, { ...call, heardAt: 0 }]));
const lines = new Map(Object.entries(start.lines).map(([group, ids]) => [Number(group), new Set(ids)]));

// The wall clock is the server's: the screen only measures how much time has passed.
const drawnAt = performance.now();
const now = () => start.now + performance.now() - drawnAt;
const time = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "da-DK", {
  hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: start.zone,
});
const shown = (ms) => time.format(ms);

const newestFirst = () => [...calls.values()].sort((a, b) => Date.parse(b.announced_at) - Date.parse(a.announced_at) || b.id - a.id);

function hear(change) {
  if (!change.label) return false;
  for (const ids of lines.values()) ids.delete(change.id);
  if (change.state === "waiting") {
    if (!lines.has(change.group)) lines.set(change.group, new Set());
    lines.get(change.group).add(change.id);
    calls.delete(change.id); // put back in line: that was no call
    return false;
  }
  const known = calls.get(change.id);
  if (!change.announced_at || (known && Date.parse(known.announced_at) >= Date.parse(change.announced_at))) return false;
  const { id, label, desk_name, announced_at } = change;
  calls.set(id, { id, label, desk_name, announced_at, heardAt: now() });
  return true;
}

function draw() {
  const [newest, ...rest] = newestFirst().slice(0, EARLIER + 1);
  at("newest").classList.toggle("is-empty", !newest);
  at("newest-label").textContent = newest?.label ?? "";
  at("newest-desk").textContent = newest?.desk_name ?? "";
  at("earlier").replaceChildren(...rest.map(row));
  for (const line of page.querySelectorAll("[data-group]")) drawLine(line);
}

function row(call) {
  const item = document.createElement("li");
  item.classList.toggle("is-fresh", now() - call.heardAt < FRESH);
  for (const [name, text] of [["vk-earlier-number", call.label], ["vk-earlier-desk", call.desk_name]]) {
    const part = document.createElement("span");
    part.className = name;
    part.textContent = text;
    item.append(part);
  }
  return item;
}

function drawLine(line) {
  const count = lines.get(Number(line.dataset.group))?.size ?? 0;
  const words = count ? page.dataset.waiting.replace("{number}", count) : page.dataset.nobody;
  line.querySelector(".vk-line-count").textContent = words;
}

/* The waits are reckoned where the whole line is known; what is on the screen stays where nobody answers. */
let asking;
function ask() {
  clearTimeout(asking);
  asking = setTimeout(async () => {
    const answer = await fetch(start.waits, { cache: "no-store" }).catch(() => undefined);
    const waits = answer?.ok ? await answer.json() : {};
    for (const line of page.querySelectorAll("[data-group]")) {
      line.querySelector(".vk-line-wait").textContent = waits[line.dataset.group] ?? line.querySelector(".vk-line-wait").textContent;
    }
  }, 300);
}

function flash() {
  const newest = at("newest");
  newest.classList.remove("is-new");
  void newest.offsetWidth; // lets the animation begin again
  newest.classList.add("is-new");
  setTimeout(draw, FRESH + 100);
}

/* Sound: browsers give none before somebody has pressed something, so a small button asks for that one press. */
let audio;
const button = at("sound");

function sound() {
  audio ??= new AudioContext();
  audio.resume().then(() => { button.hidden = audio.state === "running"; });
}

function chime() {
  if (audio?.state !== "running") return;
  [[784, 0], [587, 0.35]].forEach(([pitch, delay]) => {
    const tone = audio.createOscillator();
    const loud = audio.createGain();
    const from = audio.currentTime + delay;
    tone.frequency.value = pitch;
    loud.gain.setValueAtTime(0, from);
    loud.gain.linearRampToValueAtTime(0.35, from + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.001, from + 0.9);
    tone.connect(loud).connect(audio.destination);
    tone.start(from);
    tone.stop(from + 1);
  });
}

button.hidden = false;
// Any press will do: a remote control has no pointer.
for (const press of ["pointerup", "keyup"]) addEventListener(press, () => { sound(); setTimeout(chime, 100); }, { once: true });
sound();

let heardAt = now();
const cut = at("cut");

listen(start.stream, start.version, {
  change(changes) {
    const called = changes.map(hear).some(Boolean);
    draw();
    ask();
    if (called) { flash(); chime(); }
  },
  cut() {
    cut.textContent = page.dataset.cut.replace("{time}", shown(heardAt));
    cut.hidden = false;
  },
  back() {
    heardAt = now();
    cut.hidden = true;
  },
});

setInterval(() => { at("clock").textContent = shown(now()); }, 1_000);

// A new day: yesterday's calls leave the board, and its address is asked about again.
const today = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone: start.zone });
const day = today.format(start.now);
setInterval(() => today.format(now()) !== day && renew(), 60_000);
