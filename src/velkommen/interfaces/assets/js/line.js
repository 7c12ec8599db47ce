// The order of the line, as domain/line.py says it: who is early with an appointment comes last; then appointments before those who
// walked in, by their time, and at the same instant who began first. Moments and `now` in the same unit.

export const isEarly = (one, now) => Boolean(one.booked) && one.at > now;

// Negative when `a` is called before `b`.
export function compare(a, b, now) {
  return isEarly(a, now) - isEarly(b, now) || Boolean(b.booked) - Boolean(a.booked) || a.at - b.at || a.id - b.id;
}
