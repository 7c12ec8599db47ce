/* One number on a phone: it counts down those ahead, and the whole page turns when it is called. */

import { compare } from "./line.js";
import { facts, listen, renew } from "./live.js";

const drawn = facts("page");
const mine = { ...drawn };
const place = document.getElementById("now");
const at = (id) => document.getElementById(id);
const inLine = (id, queuedAt, booked) => ({ id, booked, at: Date.parse(queuedAt) });
const others = new Map(drawn.line.map((one) => [one[0], inLine(...one)]));
const drawnAt = performance.now();
let heardAt = drawn.now;
let settling;
let counted;

const now = () => drawn.now + performance.now() - drawnAt;
const clock = (ms) => new Date(ms).toLocaleTimeString(document.documentElement.lang === "en" ? "en-GB" : "da-DK", { hour: "2-digit", minute: "2-digit" });
const me = () => inLine(mine.id, mine.queued_at, mine.booked);
const ahead = () => [...others.values()].filter((other) => compare(other, me(), now()) < 0).length;

function hear(change) {
  if (change.id === mine.id) return Object.assign(mine, change);
  if (change.state === "waiting" && change.group === mine.group) others.set(change.id, inLine(change.id, change.queued_at, change.booked));
  else others.delete(change.id);
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
  const position = ahead() + 1;
  at("position").textContent = position === 1 ? place.dataset.next : place.dataset.numbered.replace("{number}", position);
  counted = position;
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

counted = ahead() + 1;
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

// The time of an appointment comes without a message.
setInterval(() => mine.state === "waiting" && ahead() + 1 !== counted && turn(), 15_000);
