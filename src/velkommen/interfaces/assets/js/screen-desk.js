// The desk, made quicker: the page works without this. Presses go by fetch, changes arrive by push, keys do what buttons do.
import { hearChanges, letTimePass } from "./desk/changes.js";
import { tick } from "./desk/clocks.js";
import { listenToFinding } from "./desk/find.js";
import { listenToKeys } from "./desk/keys.js";
import { listenToLifelines } from "./desk/lifeline.js";
import { listenToPresses, reload } from "./desk/press.js";

const screen = document.getElementById("screen");

listenToPresses(screen);
listenToKeys(screen);
listenToFinding();
listenToLifelines(screen);
hearChanges(reload);
tick();
setInterval(() => {
  letTimePass();
  tick();
}, 1000);
