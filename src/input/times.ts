/**
 * Points in time as people type them, turned into UTC. Local times are read in a zone; one that a change of the clocks
 * makes impossible or ambiguous is refused with what it could have meant, never guessed.
 */
import type { Temporal as T } from 'temporal-polyfill';
import { UsageError } from '../errors.ts';
import { instantOf, isoParts } from './iso.ts';
import { quote } from './quote.ts';
import { relativeShift } from './relative.ts';
import { dayOrTime } from './words.ts';
import { checkZone } from './zones.ts';

/** Where and when something is typed. */
export interface Clock {
  /** IANA name; undefined: the system's own zone. */
  readonly zone?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What a text says before it is placed on the time line. */
type Reading =
  | { readonly kind: 'instant'; readonly ms: number }
  | { readonly kind: 'day'; readonly day: T.PlainDate; readonly zone: string }
  | { readonly kind: 'local'; readonly local: T.PlainDateTime; readonly zone: string };

/** Characters. Longer texts are not times: neither worth a natural-language parser, nor within what calendars can count. */
const MOST = 64;

/**
 * A point in time as UTC ISO 8601, `2026-11-24T14:30:00Z`; milliseconds only where there are any. A day alone is its start.
 * @throws UsageError
 */
export async function parseTime(text: string, clock: Clock): Promise<string> {
  const reading = await read(text, clock);
  if (reading.kind === 'instant') return wire(reading.ms, text);
  if (reading.kind === 'day') return wire(startOf(reading.day, reading.zone), text);
  return wire(instantAt(reading.local, reading.zone), text);
}

/** A time of `parseTime` by the clock on the wall, `2026-11-24 08:30-06:00`, for a message about what was understood. */
export async function understood(time: string, { zone }: Clock): Promise<string> {
  const { Temporal } = await import('temporal-polyfill');
  const local = Temporal.Instant.from(time).toZonedDateTimeISO(zone ?? Temporal.Now.timeZoneId());
  return (local.second === 0 ? minutes(local) : seconds(local)).replace('T', ' ');
}

/** A whole local day, of 23, 24 or 25 hours, as UTC: from its start until the next one's. @throws UsageError */
export async function parseDay(text: string, clock: Clock): Promise<{ from: string; until: string }> {
  const { day, zone } = await readDay(text, clock);
  return { from: wire(startOf(day, zone), text), until: wire(startOf(day.add({ days: 1 }), zone), text) };
}

/** A day of the calendar, `2026-11-24`. @throws UsageError */
export async function parseDate(text: string, clock: Clock): Promise<string> {
  return (await readDay(text, clock)).day.toString();
}

async function readDay(text: string, clock: Clock): Promise<{ day: T.PlainDate; zone: string }> {
  const reading = await read(text, clock, noDay);
  if (reading.kind === 'day') return reading;
  throw noDay(text);
}

const noDay = (text: string): UsageError =>
  new UsageError(`${quote(text)} is not a day`, { hint: 'Write a day such as 2026-11-24, today, tomorrow or monday.' });

const noTime = (text: string): UsageError =>
  new UsageError(`${quote(text)} is not a time`, {
    hint: "Write ISO 8601 (2026-11-24T14:30:00Z), '2026-11-24 14:30' in local time, 'tomorrow 9am', monday, or +2h.",
  });

async function read(text: string, { zone: named, now }: Clock, refused = noTime): Promise<Reading> {
  if (named !== undefined) checkZone(named);
  const typed = text.trim().replace(/ +/g, ' ').toLowerCase();
  const iso = isoParts(typed);
  if (iso === 'impossible') throw new UsageError(`${quote(text)} does not exist: there is no such day or hour`);
  // What has an offset needs no zone, and no library to be loaded.
  const exact = iso && instantOf(iso);
  if (exact !== undefined) return { kind: 'instant', ms: exact };

  const { Temporal } = await import('temporal-polyfill');
  const zone = named ?? Temporal.Now.timeZoneId();
  if (iso?.time) return { kind: 'local', local: Temporal.PlainDateTime.from({ ...iso, ...iso.time }), zone };
  if (iso) return { kind: 'day', day: Temporal.PlainDate.from(iso), zone };

  // Whole seconds: nobody who types +2h means the milliseconds.
  const present = Math.floor(now / 1000) * 1000;
  const local = Temporal.Instant.fromEpochMilliseconds(present).toZonedDateTimeISO(zone).toPlainDateTime();
  const isShort = typed.length <= MOST;
  const shift = isShort ? relativeShift(typed) : undefined;
  if (shift) {
    const moved = shift.days === 0 ? present : instantAt(local.add({ days: shift.days }), zone);
    return { kind: 'instant', ms: moved + shift.seconds * 1000 };
  }
  const found = isShort ? await dayOrTime(typed, local) : undefined;
  if (!found) throw refused(text);
  const day = Temporal.PlainDate.from(found);
  if (!found.time) return { kind: 'day', day, zone };
  return { kind: 'local', local: day.toPlainDateTime(Temporal.PlainTime.from(found.time)), zone };
}

function startOf(day: T.PlainDate, zone: string): number {
  return day.toZonedDateTime(zone).epochMilliseconds;
}

/** Milliseconds since the epoch of a local time. @throws UsageError where it comes twice or never */
function instantAt(local: T.PlainDateTime, zone: string): number {
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return earlier.epochMilliseconds;
  const typed = minutes(local).replace('T', ' ');
  const readings = `${minutes(earlier)} or ${minutes(later)}`;
  const twice = earlier.toPlainDateTime().equals(local);
  throw new UsageError(
    twice
      ? `${typed} comes twice in ${zone}, where the clocks are set back: ${readings}`
      : `${typed} does not exist in ${zone}, where the clocks are set forward: the times around it are ${readings}`,
    { hint: 'Write one of them, with its offset.' },
  );
}

const minutes = (time: T.PlainDateTime | T.ZonedDateTime): string =>
  time.toString({ smallestUnit: 'minute', timeZoneName: 'never' });

const seconds = (time: T.ZonedDateTime): string => time.toString({ smallestUnit: 'second', timeZoneName: 'never' });

function wire(ms: number, text: string): string {
  const date = new Date(ms);
  const year = date.getUTCFullYear();
  if (year >= 1900 && year <= 9999) return date.toISOString().replace('.000Z', 'Z');
  throw new UsageError(`${quote(text)} is too far away`);
}
