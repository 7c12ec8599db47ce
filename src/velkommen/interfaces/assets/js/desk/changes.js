// Push: each change carries the whole small fact of a visit, so applying one twice, or one the screen knows already, does no harm.
import { compare, isEarly } from "../line.js";
import { listen } from "../live.js";
import { minutes, seconds as present, time } from "./clocks.js";
import { isBusy } from "./press.js";

const AT_DESK = ["called", "serving"];
const LISTS = { waiting: "line", parked: "parked", with_expert: "with_expert" };
const LATER = 400; // milliseconds: a press that is under way is answered first
const told = new Set(); // answers that were said once
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
  if ("lifeline" in change) return asked(change);
  if ("arrived" in change) come(change.arrived);
  if (!("state" in change)) return;
  if (isBusy()) meanwhile.push(change);
  apply(change);
}

// Something asked of an expert: whoever asked it looks again, and hears that the answer is there.
function asked(change) {
  const known = desk().dataset.asked.split(",").some((one) => one.startsWith(`${change.lifeline}:`));
  if (!known && change.desk !== Number(desk().dataset.desk)) return;
  if (isBusy()) setTimeout(() => asked(change), LATER);
  else reloading().then(() => sayAnswered(change.lifeline));
}

function sayAnswered(lifeline) {
  const one = document.querySelector(`[data-lifeline="${lifeline}"].vk-asked-answered`);
  if (!one || told.has(lifeline)) return;
  told.add(lifeline);
  document.getElementById("said").textContent = one.querySelector(".vk-asked-what > span").textContent.trim();
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
  const row = document.querySelector(`.vk-rows button[name="visit"][value="${id}"]`)?.closest("li");
  row?.remove();
  const rest = data("rest");
  const left = rest.filter((one) => one[0] !== id);
  if (left.length !== rest.length) keep(left.map(fromRest));
  return Boolean(row) || left.length !== rest.length;
}

function put(list, change, known) {
  if (list !== "line") {
    document.getElementById(list).append(row("parked-row", change, seconds(change.since), list === "with_expert"));
    return;
  }
  const one = { id: change.id, label: change.label, task: change.task, at: seconds(change.queued_at), booked: change.booked };
  const rest = data("rest");
  if (rest.length && compare(one, fromRest(rest[0]), present()) > 0) keep([...rest.map(fromRest), one]);
  else slideIn(one);
  if (!known) {
    const said = document.getElementById("said");
    said.textContent = said.dataset.waits.replace("{number}", change.label);
  }
}

// A row that is not drawn carries how many seconds before the screen was made it queued.
const made = () => seconds(desk().dataset.now);
const fromRest = ([id, label, task, ago, booked]) => ({ id, label, task, at: made() - ago, booked: Boolean(booked) });
const toRest = ({ id, label, task, at, booked }) => [id, label, task, made() - at, Number(booked)];
const standing = (li) => ({ id: Number(li.querySelector("button").value), at: Number(li.dataset.at), booked: "booked" in li.dataset });

function slideIn(one) {
  const added = lineRow(one);
  added.classList.add("vk-new");
  place(added);
}

function place(li) {
  const line = document.getElementById("line");
  const mine = standing(li);
  const focused = li.contains(document.activeElement) && document.activeElement;
  line.insertBefore(li, [...line.children].find((other) => other !== li && compare(mine, standing(other), present()) < 0) ?? null);
  if (focused) focused.focus({ preventScroll: true });
}

function lineRow(one) {
  const added = row("row", one, one.at);
  if (!one.booked) return added;
  added.dataset.booked = "";
  const { booked, from } = document.getElementById("screen").dataset;
  const task = added.querySelector(".vk-task");
  task.textContent = booked.replace("{time}", time(one.at)).replace("{task}", task.textContent);
  if (isEarly(one, present())) {
    added.classList.add("vk-early");
    added.querySelector(".wait").textContent = from.replace("{time}", time(one.at));
  }
  return added;
}

// Whoever was early and is not any more moves up; whoever did not come in time is marked as missed.
export function letTimePass() {
  for (const li of document.querySelectorAll("#line .vk-early")) {
    if (isEarly(standing(li), present())) continue;
    li.classList.remove("vk-early");
    place(li);
  }
  const rest = data("rest").map(fromRest);
  const due = rest.filter((one) => one.booked && !isEarly(one, present()));
  if (due.length) {
    keep(rest.filter((one) => !due.includes(one)));
    due.forEach(slideIn);
  }
  for (const li of document.querySelectorAll("#expected [data-until]")) {
    if (Number(li.dataset.until) > present()) continue;
    li.classList.add("vk-missed");
    delete li.dataset.until;
    li.parentElement.append(li);
  }
}

// Somebody who was expected is here: said at the kiosk, by their link, or at another desk.
function come(appointment) {
  document.querySelector(`#expected button[value="${appointment}"]`)?.closest("li").remove();
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
  const sorted = [...rest].sort((a, b) => compare(a, b, present()));
  document.getElementById("rest").textContent = JSON.stringify(sorted.map(toRest));
}

// Counts, and the fifty-first row moving up when one of the fifty is gone.
function count() {
  const line = document.getElementById("line");
  const rest = data("rest");
  while (line.children.length < 50 && rest.length) {
    line.append(lineRow(fromRest(rest.shift())));
    keep(rest.map(fromRest));
  }
  const waiting = line.children.length + rest.length;
  document.getElementById("waiting").textContent = waiting;
  const longest = document.getElementById("longest");
  if (longest) {
    const since = [...line.children].map(standing).concat(rest.map(fromRest)).map((one) => one.at).filter((at) => at <= present());
    longest.parentElement.hidden = !since.length;
    if (since.length) longest.dataset.at = Math.min(...since);
  }
  document.getElementById("nobody").hidden = waiting > 0;
  document.getElementById("later").hidden = rest.length === 0;
  document.getElementById("later").querySelector("b").textContent = rest.length;
  document.getElementById("no-parked").hidden = document.getElementById("parked").children.length > 0;
  document.getElementById("away").hidden = document.getElementById("with_expert").children.length === 0;
}
