// The statistics page: today's number rises by what is heard, never by asking again.
import { facts, listen } from "./live.js";

const { version, stream } = facts("live");
const heard = new Set(); // a message may come twice, and adding is not idempotent

function change(changes, v) {
  if (v <= version || heard.has(v)) return;
  heard.add(v);
  for (const one of changes.filter((some) => !("lifeline" in some))) {
    raise("number", begun(one));
    raise("ended", ended(one));
  }
}

// Counted without a visit (or taken back, then it is negative), or a visit that was not there before.
const begun = (one) => one.counted ?? ("state" in one && one.was === "" ? 1 : 0);
const ended = (one) => one.counted ?? (one.state === "ended" && one.was !== "ended") - (one.was === "ended" && one.state !== "ended");

function raise(what, by) {
  const shown = document.querySelector(`[data-live="${what}"]`);
  if (!shown || !by) return;
  shown.dataset.count = Number(shown.dataset.count) + by;
  shown.textContent = Number(shown.dataset.count).toLocaleString(document.documentElement.lang === "en" ? "en-GB" : "da-DK");
  shown.classList.add("vk-new");
}

document.getElementById("rising").hidden = false;
listen(stream, version, { change });
