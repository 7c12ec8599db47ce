// Push: each change carries the whole small fact of a visit, so applying one twice, or one the screen knows already, does no harm.
import { listen } from "../live.js";
import { minutes } from "./clocks.js";
import { isBusy } from "./press.js";

const AT_DESK = ["called", "serving"];
const LISTS = { waiting: "line", parked: "parked", with_expert: "with_expert" };
let meanwhile = [];
let reloading = () => {};

const desk = () => document.querySelector(".vk-desk");
const data = (id) => JSON.parse(document.getElementById(id).textContent);
const seconds = (moment) => Math.floor(new Date(moment) / 1000);
const lines = () => desk().dataset.lines.split(",").filter(Boolean).map(Number);

export function hearChanges(reload) {
  reloading = reload;
  const { stream, version } = desk().dataset;
  listen(stream, Number(version), {
    change: (changes) => changes.forEach(hear),
    cut: () => band(true),
    back: () => band(false),
  });
}

function band(cut) {
  const line = document.getElementById("cut");
  if (line.hidden !== cut) return;
  const words = line.firstElementChild.nextElementSibling;
  const clock = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  words.textContent = cut ? words.dataset.words.replace("{time}", clock) : "";
  line.hidden = !cut;
}

function hear(change) {
  if (!("state" in change)) return;
  if (isBusy()) meanwhile.push(change);
  apply(change);
}

// A screen that was on its way when changes came may be older than they are: say them again.
export function settle() {
  const again = meanwhile;
  meanwhile = [];
  again.forEach(apply);
}

function apply(change) {
  if (concernsMe(change)) {
    if (!isBusy()) reloading();
    return;
  }
  const known = take(change.id);
  const list = LISTS[change.state];
  if (list && (list !== "line" || mine(change))) put(list, change, known);
  count();
}

// What is in hand here changed, and not in the way this screen shows already.
function concernsMe(change) {
  const { visit, state } = desk().dataset;
  if (String(change.id) === visit) return change.state !== state || change.desk !== Number(desk().dataset.desk);
  return AT_DESK.includes(change.state) && change.desk === Number(desk().dataset.desk);
}

function mine(change) {
  if (change.for_desk) return change.for_desk === Number(desk().dataset.desk);
  return lines().length === 0 || lines().includes(change.group);
}

function take(id) {
  const row = document.querySelector(`.vk-rows button[value="${id}"]`)?.closest("li");
  row?.remove();
  const rest = data("rest");
  const left = rest.filter((one) => one[0] !== id);
  if (left.length !== rest.length) keep(left);
  return Boolean(row) || left.length !== rest.length;
}

function put(list, change, known) {
  if (list !== "line") {
    document.getElementById(list).append(row("parked-row", change, seconds(change.since), list === "with_expert"));
    return;
  }
  const rest = data("rest");
  const at = seconds(change.queued_at);
  if (rest.length && !comesBefore(at, change.id, rest[0][3], rest[0][0])) {
    keep([...rest, [change.id, change.label, change.task, at]].sort((a, b) => a[3] - b[3] || a[0] - b[0]));
  } else slideIn(change, at);
  if (!known) {
    const said = document.getElementById("said");
    said.textContent = said.dataset.waits.replace("{number}", change.label);
  }
}

// Within a second, the visit that began first comes first.
const comesBefore = (at, id, otherAt, otherId) => at < otherAt || (at === otherAt && id < otherId);

function slideIn(change, at) {
  const line = document.getElementById("line");
  const later = [...line.children].find((one) => comesBefore(at, change.id, Number(one.dataset.at), Number(one.querySelector("button").value)));
  const added = row("row", change, at);
  added.classList.add("vk-new");
  line.insertBefore(added, later ?? null);
}

function row(template, change, at, withoutLeft = false) {
  const added = document.getElementById(template).content.firstElementChild.cloneNode(true);
  added.dataset.at = at;
  for (const button of added.querySelectorAll("button")) button.value = change.id;
  added.querySelector("b").textContent = change.label || "–";
  added.querySelector(".vk-task").textContent = data("names")[change.task] ?? "";
  const who = added.querySelector(".vk-who span");
  if (who) who.textContent = change.who || "–";
  added.querySelector(".wait").textContent = minutes(at);
  if (withoutLeft) added.querySelector(".vk-left")?.remove();
  return added;
}

function keep(rest) {
  document.getElementById("rest").textContent = JSON.stringify(rest);
}

// Counts, and the fifty-first row moving up when one of the fifty is gone.
function count() {
  const line = document.getElementById("line");
  const rest = data("rest");
  while (line.children.length < 50 && rest.length) {
    const [id, label, task, at] = rest.shift();
    line.append(row("row", { id, label, task }, at));
    keep(rest);
  }
  const waiting = line.children.length + rest.length;
  document.getElementById("waiting").textContent = waiting;
  const longest = document.getElementById("longest");
  if (longest) {
    longest.parentElement.hidden = !waiting;
    if (line.firstElementChild) longest.dataset.at = line.firstElementChild.dataset.at;
  }
  document.getElementById("nobody").hidden = waiting > 0;
  document.getElementById("later").hidden = rest.length === 0;
  document.getElementById("later").querySelector("b").textContent = rest.length;
  document.getElementById("no-parked").hidden = document.getElementById("parked").children.length > 0;
  document.getElementById("away").hidden = document.getElementById("with_expert").children.length === 0;
}
