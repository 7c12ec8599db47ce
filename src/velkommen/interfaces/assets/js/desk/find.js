// Searching guidance over the desk: what is found shows in a window of its own, and the desk stays as it was.
const FRAGMENT = { "X-Velkommen-Fragment": "1" };
const PAUSE_MS = 250; // after the last letter
let waiting;
let asked = 0;

export function listenToFinding() {
  const window_ = document.getElementById("find");
  const form = window_.querySelector("[role=search]");
  const field = document.getElementById("find-q");
  document.getElementById("find-open").addEventListener("click", (event) => {
    event.preventDefault();
    window_.showModal();
    field.select();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    find(form);
  });
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => find(form), PAUSE_MS);
  });
}

async function find(form) {
  clearTimeout(waiting);
  const mine = ++asked;
  const found = document.getElementById("found");
  try {
    const answer = await fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`, { headers: FRAGMENT });
    const html = await answer.text();
    if (mine !== asked) return;
    // Logged out: let the browser show where.
    if (answer.redirected) form.submit();
    else found.innerHTML = html;
  } catch {
    if (mine === asked) found.textContent = document.getElementById("said").dataset.lost;
  }
}
