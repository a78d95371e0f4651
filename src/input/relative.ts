/** Times counted from now: `+2h`, `-30m`, `+1d`, `in 2 hours`, `3 days ago`, `now`. */

/** What to add to now: days of the calendar, which can have 23 or 25 hours, and exact seconds. */
export interface Shift {
  readonly days: number;
  readonly seconds: number;
}

/** By the beginning of the unit's name, which decides: `m`, `min` and `minutes` are the same. */
const UNITS: readonly (readonly [name: RegExp, shift: Shift])[] = [
  [/^s(ec(ond)?s?)?$/, { days: 0, seconds: 1 }],
  [/^m(in(ute)?s?)?$/, { days: 0, seconds: 60 }],
  [/^h((ou)?rs?)?$/, { days: 0, seconds: 3600 }],
  [/^d(ays?)?$/, { days: 1, seconds: 0 }],
  [/^w(eeks?)?$/, { days: 7, seconds: 0 }],
];

/** @param text in lower case, without space around it. @returns undefined where it is no such time */
export function relativeShift(text: string): Shift | undefined {
  if (text === 'now') return { days: 0, seconds: 0 };
  const [, ahead, amounts = '', past] = /^(\+|-|in )?(.+?)( ago)?$/.exec(text) ?? [];
  if ((ahead === undefined) === (past === undefined)) return undefined;
  const total = sum(amounts);
  const sign = ahead === '-' || past !== undefined ? -1 : 1;
  return total && { days: sign * total.days, seconds: sign * total.seconds };
}

/** `1h30m`, `2 hours and 5 minutes`, `a week`, added up. */
function sum(amounts: string): Shift | undefined {
  const parts = amounts.match(/(\d{1,6}|\ban?\b)\s*[a-z]+|[^\s]+/g) ?? [];
  let days = 0;
  let seconds = 0;
  for (const part of parts) {
    if (part === 'and') continue;
    const [, count = '', name = ''] = /^(\d{1,6}|an?)\s*([a-z]+)$/.exec(part) ?? [];
    const unit = UNITS.find(([like]) => like.test(name))?.[1];
    if (!unit) return undefined;
    const times = count.startsWith('a') ? 1 : Number(count);
    days += times * unit.days;
    seconds += times * unit.seconds;
  }
  return parts.length > 0 ? { days, seconds } : undefined;
}
