// One letter, one button: the letter written on it. Off in text fields, and off altogether if one wants (WCAG 2.1.4).
const KEPT = "velkommen-keys";
const TYPING = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";
const OWN_SPACE = "button, a, summary, input, select, textarea";
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

export function listenToKeys(screen) {
  const choice = document.getElementById("keys-on");
  choice.checked = localStorage.getItem(KEPT) !== "off";
  choice.parentElement.hidden = false;
  const help = document.getElementById("help-open");
  help.hidden = false;
  help.addEventListener("click", () => document.getElementById("help").showModal());
  const show = () => document.documentElement.classList.toggle("keys-off", !choice.checked);
  choice.addEventListener("change", () => {
    localStorage.setItem(KEPT, choice.checked ? "on" : "off");
    show();
  });
  show();
  document.addEventListener("keydown", (event) => choice.checked && pressed(event, screen));
  screen.addEventListener("click", (event) => event.target.closest("a[href^='#']") && opened(event));
  screen.addEventListener("toggle", (event) => event.target.open && closeOthers(event.target), true);
}

function pressed(event, screen) {
  if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") return closeAll(screen);
  if (event.target.closest(".vk-rows") && STEPS[event.key]) return step(event);
  if (event.repeat || event.target.closest(TYPING)) return;
  // Space presses what has the focus, as everywhere; it means Next when nothing pressable has it.
  if (event.key === " " && event.target.closest(OWN_SPACE)) return;
  const key = event.key === " " ? "Space" : event.key.toUpperCase();
  const target = find(key, event.target, screen);
  if (!target) return;
  event.preventDefault();
  if (target.matches(".vk-extra")) return target.querySelector(".vk-extra-chips button").focus();
  if (target.matches(".vk-rows")) return (target.querySelector("button") ?? numbers()[0])?.focus();
  if (target.type === "radio") {
    target.checked = true;
    target.focus();
  } else target.click();
  if (target.tagName === "SUMMARY") target.parentElement.querySelector("[inputmode=tel], button")?.focus();
}

// Every number one can press, through the line and those on hold.
const numbers = () => [...document.querySelectorAll(".vk-rows button:not(.vk-left)")];

function step(event) {
  event.preventDefault();
  const all = numbers();
  all[all.indexOf(event.target.closest("li").querySelector("button")) + STEPS[event.key]]?.focus();
}

// The nearest button with that letter: first in the opened choice or form the focus is in, then anywhere.
function find(key, from, screen) {
  for (let area = from.closest("details[open], form"); area; area = area.parentElement?.closest("details[open], form")) {
    const near = seen(area, key);
    if (near) return near;
  }
  return seen(screen, key) ?? seen(document, key);
}

function seen(area, key) {
  return [...area.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((one) => one.checkVisibility());
}

function opened(event) {
  const place = document.getElementById(event.target.closest("a").hash.slice(1));
  if (!place) return;
  event.preventDefault();
  if (place.tagName === "DETAILS") place.open = true;
  place.querySelector("input[type=radio], .vk-press, select")?.focus();
  place.scrollIntoView({ block: place.tagName === "H2" ? "center" : "nearest" });
}

function closeOthers(details) {
  if (!details.classList.contains("vk-choice")) return;
  for (const other of details.parentElement.querySelectorAll(".vk-choice[open]")) if (other !== details) other.open = false;
}

function closeAll(screen) {
  for (const details of screen.querySelectorAll("details[open]:not(.vk-guide)")) details.open = false;
  document.getElementById("now")?.focus();
}
