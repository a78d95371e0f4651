/** Lengths of time as people type them. */
import { UsageError } from '../errors.ts';
import { quote } from './quote.ts';

const LENGTH = /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,8})m)?(?:(\d{1,10})s)?$/;
const HINT = 'Write seconds, or units such as 90m, 2h, 1h30m, 45s or 1d.';

/** Whole seconds in `5400`, `90m`, `2h`, `1h30m`, `45s` or `1d`; undefined for any other text. */
function secondsIn(text: string): number | undefined {
  const typed = text.trim().toLowerCase().replace(/\s+/g, '');
  if (/^\d{1,10}$/.test(typed)) return Number(typed);
  const [whole, days = 0, hours = 0, minutes = 0, seconds = 0] = LENGTH.exec(typed) ?? [];
  if (!whole) return undefined;
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}

/** Whole seconds. @throws UsageError */
export function parseDuration(text: string): number {
  const seconds = secondsIn(text);
  if (seconds === undefined) throw new UsageError(`${quote(text)} is not a length of time`, { hint: HINT });
  return seconds;
}

/** Seconds. */
const DAY = 86_400;

/** Milliseconds between two readings. @throws UsageError that names the flag, with its dashes */
export function parseInterval(text: string, flag: string): number {
  const seconds = secondsIn(text) ?? Number.NaN;
  if (seconds >= 1 && seconds <= DAY) return seconds * 1000;
  throw new UsageError(`${flag} must be from 1s to 1d, not ${quote(text)}`, { hint: HINT });
}

/** The longest delay that Node's timers keep, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Milliseconds for `--timeout`, more than none. A bare number counts seconds. @throws UsageError */
export function parseTimeout(text: string): number {
  const ms = (secondsIn(text) ?? Number.NaN) * 1000;
  if (ms > 0 && ms <= LONGEST_TIMER) return ms;
  throw new UsageError(`--timeout must be a length of time from 1s to 24d, not ${quote(text)}`, {
    hint: HINT,
  });
}
