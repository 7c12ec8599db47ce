/* One number on a phone: it counts down those ahead, and the whole page turns when it is called. */

import { facts, listen, renew } from "./live.js";

const drawn = facts("page");
const mine = { ...drawn };
const place = document.getElementById("now");
const at = (id) => document.getElementById(id);
const ahead = new Set(mine.ahead);
const drawnAt = performance.now();
let heardAt = drawn.now;
let settling;

const now = () => drawn.now + performance.now() - drawnAt;
const clock = (ms) => new Date(ms).toLocaleTimeString(document.documentElement.lang === "en" ? "en-GB" : "da-DK", { hour: "2-digit", minute: "2-digit" });
const before = (other) => Date.parse(other.queued_at) - Date.parse(mine.queued_at) || other.id - mine.id;

function hear(change) {
  if (change.id === mine.id) return Object.assign(mine, change);
  const inFront = change.state === "waiting" && change.group === mine.group && before(change) < 0;
  inFront ? ahead.add(change.id) : ahead.delete(change.id);
}

/* Looked at when several messages have been heard, never in the middle of them. */
function turn() {
  const put = mine.state === "waiting" && (place.dataset.state !== "waiting" || mine.group !== drawn.group);
  if (mine.state === "ended" || put) return renew(); // another page: how it ended, or another line
  if (mine.state === "waiting") return draw();
  if (mine.state === "called" && mine.announced_at !== drawn.announced_at) announce();
  place.dataset.state = mine.state;
}

function announce() {
  drawn.announced_at = mine.announced_at;
  at("desk").textContent = mine.desk_name;
  document.title = `${mine.label} · ${place.dataset.turn}`;
  navigator.vibrate?.([400, 200, 400, 200, 400]);
}

function draw() {
  const position = ahead.size + 1;
  at("position").textContent = position === 1 ? place.dataset.next : place.dataset.numbered.replace("{number}", position);
  ask();
}

/* The wait is reckoned where the whole line is known. Many follow the same line: each asks a moment of its own after it has changed. */
let asking;
function ask() {
  clearTimeout(asking);
  if (mine.state !== "waiting" || document.hidden) return;
  asking = setTimeout(async () => {
    const answer = await fetch(drawn.wait, { cache: "no-store" }).catch(() => undefined);
    if (!answer?.ok) return; // what is on the screen stays
    const { wait, note } = await answer.json();
    at("wait").textContent = wait;
    at("note").textContent = note;
    at("note").hidden = !note;
  }, 200 + Math.random() * 1_800);
}
document.addEventListener("visibilitychange", ask);

listen(drawn.stream, drawn.version, {
  change(changes) {
    changes.forEach(hear);
    clearTimeout(settling);
    settling = setTimeout(turn, 50);
  },
  cut() {
    at("cut").textContent = place.dataset.cut.replace("{time}", clock(heardAt));
    at("cut").hidden = false;
  },
  back() {
    heardAt = now();
    at("cut").hidden = true;
  },
});
