// The matrix of competences by keyboard: arrows move from cell to cell, Home and End along a row. Without script, Tab does.
const table = document.querySelector(".vk-learn-matrix");
const rows = [...(table?.tBodies[0].rows ?? [])].map((row) => [...row.querySelectorAll("td a")]);
const place = new Map(rows.flatMap((cells, y) => cells.map((cell, x) => [cell, [y, x]])));
const arrows = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function target(key, [y, x]) {
  if (key === "Home") return rows[y][0];
  if (key === "End") return rows[y].at(-1);
  const [down, right] = arrows[key] ?? [];
  return down === undefined ? undefined : rows[y + down]?.[x + right];
}

table?.addEventListener("keydown", (event) => {
  const at = place.get(event.target);
  if (!at || event.altKey || event.ctrlKey || event.metaKey) return;
  const next = target(event.key, at);
  if (next) { event.preventDefault(); next.focus(); }
});
