// The week by keyboard: arrows go from one appointment to the next, M takes one up, arrows carry it through the free times of the week, Enter
// moves it there, Escape puts it back. The page works without this: each appointment has a page of its own with the same times as buttons.
const week = document.querySelector(".vk-cal");
const live = document.getElementById("live");
const STEPS = { ArrowDown: 1, ArrowUp: -1 };
const DAYS = { ArrowRight: 1, ArrowLeft: -1 };
let held = null; // the appointment that is carried: where it was, its free times, at which of them it is

const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

const links = () => [...week.querySelectorAll(".vk-cal-one > a")];
const say = (text) => { live.textContent = text; };

async function take(link) {
  if (link.parentElement.matches(".vk-cal-arrived, .vk-cal-missed, .vk-cal-held, .vk-cal-asked")) return say(live.dataset.fixed);
  const answer = await fetch(`${link.getAttribute("href")}times/?week=${week.dataset.week}`).catch(() => null);
  if (!answer?.ok) return say(live.dataset.lost);
  const { times } = await answer.json();
  if (!times.length) return say(live.dataset.none);
  const item = link.parentElement;
  const clock = link.querySelector("b");
  const cell = item.closest("[data-at]");
  held = { link, item, clock, times, at: -1, home: item.parentElement, next: item.nextElementSibling, said: clock.textContent };
  held.here = `${cell.dataset.at.slice(0, 10)}T${held.said.slice(0, 5).replace(".", ":")}`;
  item.classList.add("vk-cal-carried");
  say(live.dataset.begin);
}

function step(by) {
  const { times, at, here } = held;
  const before = times.filter(([when]) => when < here).length;
  const next = at >= 0 ? at + by : by > 0 ? before : before - 1;
  put(next);
}

function turn(by) {
  const now = held.at >= 0 ? held.times[held.at][0] : held.here;
  const days = [...new Set(held.times.map(([when]) => when.slice(0, 10)))];
  const day = by > 0 ? days.find((one) => one > now.slice(0, 10)) : days.findLast((one) => one < now.slice(0, 10));
  if (!day) return say(live.dataset.edge);
  const minute = (when) => Number(when.slice(11, 13)) * 60 + Number(when.slice(14, 16));
  const there = held.times.map(([when], number) => [when, number]).filter(([when]) => when.startsWith(day));
  there.sort((one, other) => Math.abs(minute(one[0]) - minute(now)) - Math.abs(minute(other[0]) - minute(now)));
  put(there[0][1]);
}

function put(number) {
  const time = held.times[number];
  const cell = time && week.querySelector(`[data-at="${time[0].slice(0, 13)}"]`);
  if (!cell) return say(live.dataset.edge);
  held.at = number;
  let list = cell.querySelector("ul");
  if (!list) {
    list = document.createElement("ul");
    cell.append(list);
  }
  cell.classList.remove("vk-cal-empty");
  list.append(held.item);
  held.clock.textContent = time[2];
  held.link.focus();
  say(time[1]);
}

function back() {
  held.home.insertBefore(held.item, held.next);
  held.clock.textContent = held.said;
  held.item.classList.remove("vk-cal-carried");
  held.link.focus();
  held = null;
  say(live.dataset.back);
}

function move() {
  if (held.at < 0) return back();
  const form = document.getElementById("move");
  form.elements.starts.value = held.times[held.at][0];
  form.action = `${held.link.getAttribute("href")}move/`;
  form.submit();
}

function carried(event) {
  if (STEPS[event.key]) step(STEPS[event.key]);
  else if (DAYS[event.key]) turn(DAYS[event.key]);
  else if (event.key === "Enter") move();
  else if (event.key === "Escape") back();
  else if (event.key !== "Tab") return;
  event.preventDefault(); // what is carried keeps the focus until it is put down
}

if (week) {
  document.getElementById("keys").hidden = false;
  week.addEventListener("keydown", (event) => {
    const link = event.target.closest(".vk-cal-one > a");
    if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
    if (held) return carried(event);
    if (STEPS[event.key]) {
      event.preventDefault();
      const all = links();
      all[all.indexOf(link) + STEPS[event.key]]?.focus();
    } else if (event.key.toLowerCase() === "m") {
      event.preventDefault();
      take(link);
    }
  });
}
