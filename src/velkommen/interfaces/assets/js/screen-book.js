/* The riddle of a page with times is solved while its reader reads, so that a press is answered at once. Where it cannot be solved (an old
   browser, an address without HTTPS), the page does what it does without script: after some seconds it is taken all the same. */

const SLICE = 256; // tries between two looks at the page

const form = document.querySelector("form[data-riddle]");
const written = new TextEncoder();
const rest = () => new Promise((done) => setTimeout(done));

function zeros(bytes) {
  const first = bytes.findIndex((byte) => byte);
  return first < 0 ? 8 * bytes.length : 8 * first + Math.clz32(bytes[first]) - 24;
}

async function fits(text, number, bits) {
  const digest = await crypto.subtle.digest("SHA-256", written.encode(`${text}:${number}`));
  return zeros(new Uint8Array(digest)) >= bits;
}

async function solve(text, bits) {
  for (let first = 0; ; first += SLICE) {
    const numbers = Array.from({ length: SLICE }, (_, ahead) => first + ahead);
    const found = await Promise.all(numbers.map((number) => fits(text, number, bits)));
    if (found.includes(true)) return numbers[found.indexOf(true)];
    await rest();
  }
}

function guard() {
  const { riddle, bits, moment } = form.dataset;
  let pressed = null;
  let solved = false;
  form.addEventListener("submit", (event) => {
    if (solved) return;
    event.preventDefault();
    pressed = event.submitter;
    const said = form.querySelector("[role=status]");
    said.textContent = moment;
    said.hidden = false;
  });
  solve(riddle, Number(bits)).then((answer) => {
    solved = true;
    form.elements.answer.value = answer;
    if (pressed) form.requestSubmit(pressed);
  });
}

if (form && globalThis.crypto?.subtle && form.requestSubmit) guard();
