/* The kiosk: it clears itself, one press draws once, it prints. */

const idle = document.getElementById("idle");

if (idle) {
  const line = document.getElementById("idle-line");
  const left = document.getElementById("idle-left");
  const more = document.getElementById("more-time");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let whole, end;

  const restart = (seconds) => {
    whole = seconds * 1000;
    end = Date.now() + whole;
    left.max = seconds;
  };
  const tick = () => {
    const rest = end - Date.now();
    if (rest <= 0) return location.replace(idle.dataset.home);
    left.value = calm ? Math.ceil(rest / 1000) : rest / 1000;
  };
  // A touch keeps what was asked for: it never shortens "more time".
  const touched = () => {
    if (end - Date.now() < Number(idle.dataset.seconds) * 1000) restart(Number(idle.dataset.seconds));
  };

  line.hidden = more.hidden = false;
  restart(Number(idle.dataset.seconds));
  setInterval(tick, calm ? 1_000 : 100);
  more.addEventListener("click", () => restart(Number(idle.dataset.more)));
  for (const sign of ["pointerdown", "keydown", "scroll"]) addEventListener(sign, touched, { passive: true });
  document.addEventListener("visibilitychange", tick);
}

const draw = document.getElementById("draw");
draw?.addEventListener("submit", (event) => {
  if (draw.dataset.sent) event.preventDefault();
  draw.dataset.sent = "yes";
  draw.classList.add("is-sent");
});

// The keypad types here; without this every press goes to the server and comes back with one digit more.
const code = document.getElementById("code");
document.querySelector(".vk-keypad")?.addEventListener("click", (event) => {
  const { value } = event.target.closest("button") ?? {};
  if (value === undefined) return;
  event.preventDefault();
  code.value = value === "back" ? code.value.slice(0, -1) : (code.value + value).slice(0, code.maxLength);
});

const print = document.getElementById("print");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

// A page the browser kept from before has somebody else's operation in it.
addEventListener("pageshow", (event) => event.persisted && location.reload());
