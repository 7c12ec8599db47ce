// The matrix as a sheet: arrows move, a letter sets and colours, Ctrl+Z takes the last one back. Without script it is a form of cells.
const sheet = document.querySelector(".vk-sheet");
const why = document.getElementById("why");
const roles = Object.fromEntries(sheet.dataset.letters.trim().split(" ").map((pair) => pair.split(":")));
const rows = [...sheet.tBodies[0].rows].map((row) => [...row.querySelectorAll("input")]).filter((cells) => cells.length);
const place = new Map(rows.flatMap((cells, y) => cells.map((cell, x) => [cell, [y, x]])));
const done = []; // [cell, what it said before], the newest last

function show(cell) {
  cell.dataset.role = roles[cell.value] ?? "";
  cell.classList.toggle("vk-changed", cell.value !== cell.dataset.was);
}

function write(cell, letter) {
  if (cell.value === letter) return;
  done.push([cell, cell.value]);
  cell.value = letter;
  show(cell);
}

function undo() {
  const [cell, before] = done.pop() ?? [];
  if (!cell) return;
  cell.value = before;
  show(cell);
  cell.focus();
}

function move(cell, down, right) {
  const [y, x] = place.get(cell);
  const next = rows[y + down]?.[x + right];
  if (next) { next.focus(); next.select(); }
  return Boolean(next);
}

const arrows = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [1, 0] };

sheet.addEventListener("keydown", (event) => {
  const cell = event.target;
  if (!place.has(cell) || event.altKey) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") { event.preventDefault(); undo(); return; }
  if (event.ctrlKey || event.metaKey) return;
  if (arrows[event.key]) { event.preventDefault(); move(cell, ...arrows[event.key]); return; }
  if (event.key === "Delete" || event.key === "Backspace" || event.key === " ") { event.preventDefault(); write(cell, ""); return; }
  if (event.key.length !== 1) return;
  event.preventDefault();
  const letter = event.key.toUpperCase();
  if (letter in roles) write(cell, letter);
});

// Typed by other means: a phone's keyboard, a paste, an input method.
sheet.addEventListener("input", (event) => {
  const cell = event.target;
  cell.value = cell.value.toUpperCase();
  show(cell);
});

// What a cell comes to just now is asked when somebody stays on it, and said under the sheet's key.
const heads = [...sheet.tHead.rows[0].cells].slice(1);
const told = new Map(); // address -> what was said
let asked = "";
let waiting = 0;

function address(cell) {
  const [, x] = place.get(cell);
  return sheet.dataset.why.replace("PLACE", heads[x].dataset.place).replace("TASK", cell.closest("tr").dataset.task);
}

async function explain(cell) {
  const here = address(cell);
  asked = here;
  if (!told.has(here)) {
    const answer = await fetch(here).catch(() => null);
    if (!answer?.ok) return;
    told.set(here, await answer.text());
  }
  if (asked === here) why.textContent = `${cell.getAttribute("aria-label")}: ${told.get(here)}`;
}

for (const pointing of ["focusin", "mouseover"]) {
  sheet.addEventListener(pointing, (event) => {
    if (!place.has(event.target)) return;
    clearTimeout(waiting);
    waiting = setTimeout(explain, 150, event.target);
  });
}
