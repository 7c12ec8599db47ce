// Running times. The server's clock rules: the difference to this machine's clock is measured when a screen arrives.
const UNDO_MS = 10_000;
let offset = 0;

const now = () => Date.now() + offset;
const pattern = () => document.getElementById("screen").dataset.minutes;
const secondsLeft = () => document.getElementById("screen").dataset.seconds;

// The server's present, in seconds since 1970.
export const seconds = () => now() / 1000;

// A moment in seconds since 1970, on the clock of the place.
export function time(at) {
  const timeZone = document.getElementById("screen").dataset.zone;
  return new Date(at * 1000).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
}

export function setClock() {
  const screen = document.querySelector("[data-now]");
  if (screen) offset = new Date(screen.dataset.now) - Date.now();
}

// `since` in seconds since 1970, as rows carry it.
export function minutes(since) {
  return pattern().replace("{n}", Math.max(0, Math.floor((now() / 1000 - since) / 60)));
}

function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function tick() {
  for (const wait of document.querySelectorAll("[data-at]:not(.vk-early) .wait, .wait[data-at]")) {
    say(wait, minutes(wait.closest("[data-at]").dataset.at));
  }
  for (const clock of document.querySelectorAll("[data-running]")) {
    const run = Math.max(0, Math.floor((now() - new Date(clock.dataset.running)) / 1000));
    say(clock, `${String(Math.floor(run / 60)).padStart(2, "0")}:${String(run % 60).padStart(2, "0")}`);
  }
  for (const line of document.querySelectorAll("[data-done]")) {
    const left = UNDO_MS - (now() - new Date(line.dataset.done));
    if (left <= 0) line.remove();
    else say(line.querySelector(".vk-seconds"), secondsLeft().replace("{n}", Math.ceil(left / 1000)));
  }
}

setClock();
