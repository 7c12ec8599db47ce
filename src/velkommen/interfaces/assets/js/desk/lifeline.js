// The lifeline panel comes when it is asked for, so that the page stays small. Without script its link leads to a page of its own.
import { FRAGMENT } from "./press.js";

export function listenToLifelines(screen) {
  screen.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-panel]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.dataset.panel === "close") close();
    else open(link.href);
  });
  screen.addEventListener("keydown", inText);
}

async function open(address) {
  try {
    const answer = await fetch(address, { headers: FRAGMENT });
    const html = await answer.text();
    if (!html.includes("vk-lifeline")) throw new Error("no panel");
    const panel = document.getElementById("lifeline");
    panel.innerHTML = html;
    panel.scrollIntoView({ block: "nearest" });
    (panel.querySelector("input:checked") ?? document.getElementById("lifeline-heading")).focus({ preventScroll: true });
  } catch {
    location.assign(address); // logged out, or no line: the browser says what is the matter
  }
}

function close() {
  document.getElementById("lifeline").replaceChildren();
  document.getElementById("now").focus();
}

// In the text, Ctrl and Enter send what the first way sends, and Escape leads out of it: the letters are keys again.
function inText(event) {
  if (event.key === "Escape" && event.target.closest(".vk-lifeline")) {
    event.stopPropagation();
    if (event.target.matches("textarea, input:not([type=radio], [type=checkbox])")) document.getElementById("lifeline-heading").focus();
    else close();
  }
  if (event.key === "Enter" && event.target.matches(".vk-lifeline-ring input")) {
    event.preventDefault(); // else the first button of the form would ask instead
    const times = event.target.closest(".vk-lifeline-times");
    if (times) times.querySelector("button").focus();
    else event.target.form.requestSubmit(event.target.closest(".vk-inline").querySelector("button"));
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches(".vk-lifeline textarea")) {
    event.preventDefault();
    event.target.form.requestSubmit(event.target.form.querySelector(".vk-lifeline-ways button"));
  }
}
