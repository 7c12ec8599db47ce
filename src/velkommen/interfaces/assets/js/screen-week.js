// The coverage of a counting week follows what is counted: the page is fetched again, and what has changed is put in place. A page without
// this says how it stood when it was opened.
import { facts, listen } from "./live.js";

const GATHER = 1_000; // ms in which several tallies become one look
const AN_HOUR_MAY_HAVE_PASSED = 300_000; // ms: an hour that ends without a tally is missing, and nobody tells so
const { version, stream } = facts("live");
let soon;

async function again() {
  soon = undefined;
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const held = document.activeElement?.getAttribute("href");
  for (const part of document.querySelectorAll("[data-week]")) {
    const found = fresh.querySelector(`[data-week="${part.dataset.week}"]`);
    if (!found || found.innerHTML === part.innerHTML) continue;
    const focused = part.contains(document.activeElement);
    part.innerHTML = found.innerHTML;
    part.className = found.className;
    if (focused) part.querySelector(`[href="${CSS.escape(held ?? "")}"]`)?.focus({ preventScroll: true });
  }
}

const later = () => { soon ??= setTimeout(again, GATHER); };

document.getElementById("follows").hidden = false;
listen(stream, version, { change: later });
setInterval(later, AN_HOUR_MAY_HAVE_PASSED);
