/* One stream of small changes. Nothing here knows what a change means. */

const SILENCE = 40_000; // ms without even a heartbeat (one each 15 s): the line is cut, whatever the browser believes
const GRACE = 3_000; // ms before a screen says so: most cuts are shorter
const WAITS = [500, 1_000, 2_000, 5_000, 10_000];
const RENEW_PAUSE = 60_000; // where streams never get through, the page is drawn anew once a minute, not in a loop

/**
 * Listen to a stream for as long as the page lives, through cuts, sleep and restarts.
 *
 * @param {string} address from `stream_url`
 * @param {number} since the version the page was drawn with
 * @param {{change: (changes: object[], version: number) => void, cut?: () => void, back?: () => void}} screen
 *   `change` hears each message (perhaps twice: it must be idempotent); `cut` and `back` when the line is lost and found.
 */
export function listen(address, since, screen) {
  let source, failures = 0, heardAt = Date.now(), cutTimer, again;

  const heard = () => {
    heardAt = Date.now();
    failures = 0;
    clearTimeout(cutTimer);
    cutTimer = undefined;
    screen.back?.();
  };
  const open = () => {
    source = new EventSource(`${address}?since=${since}`);
    source.onopen = heard;
    source.addEventListener("beat", heard);
    source.addEventListener("stale", () => { lose(); renew(0); });
    source.onerror = lose;
    source.onmessage = (event) => {
      const { v, changes } = JSON.parse(event.data);
      since = Math.max(since, v);
      heard();
      screen.change(changes, v);
    };
  };
  const lose = () => {
    source.close();
    cutTimer ??= setTimeout(() => screen.cut?.(), GRACE);
    const wait = WAITS[Math.min(failures, WAITS.length - 1)];
    failures += 1;
    if (failures > 2) renew(RENEW_PAUSE);
    clearTimeout(again);
    again = setTimeout(open, wait + Math.random() * 300);
  };
  const check = () => {
    if (Date.now() - heardAt > SILENCE && source.readyState !== EventSource.CLOSED) lose();
  };

  open();
  setInterval(check, 5_000);
  document.addEventListener("visibilitychange", check);
}

/** Draw the page anew, unless the server does not answer: then what is on the screen stays. */
export async function renew(pause = 0) {
  const last = Number(sessionStorage.getItem("renewed") ?? 0);
  if (Date.now() - last < Math.max(pause, 2_000)) return;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.status >= 500) return;
  } catch {
    return;
  }
  sessionStorage.setItem("renewed", String(Date.now()));
  location.reload();
}

/** The facts a page carries, from its JSON script element. */
export const facts = (id) => JSON.parse(document.getElementById(id).textContent);
