/** What `dispatch schedule` does. */
import { lstat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { parseInterval } from '../input/durations.ts';
import { quote } from '../input/quote.ts';
import { type Clock, parseDate, parseDay } from '../input/times.ts';
import type { Result } from '../output/result.ts';
import { save } from '../output/save.ts';
import { type Day, type Span, type WorkingHours, wallClock } from '../output/schedule/days.ts';
import { schedulePage } from '../output/schedule/html.ts';
import { type Plan, type Schedule, scheduleOf } from '../output/schedule/model.ts';
import type { TextView } from '../output/schedule/pen.ts';
import { SCHEDULE_FIELDS, scheduleRecords } from '../output/schedule/records.ts';
import { scheduleText } from '../output/schedule/text.ts';
import { appointments } from '../resources/appointments.ts';
import { users } from '../resources/users.ts';
import type { Call } from './command.ts';
import { listOf } from './fetch.ts';
import { firstPage } from './lists.ts';
import { withLookups } from './lookups.ts';
import { plan } from './plan.ts';
import { USUAL_INTERVAL } from './schedule.ts';
import { queriesFor, ScheduleReader } from './schedule-read.ts';
import { watch } from './schedule-watch.ts';
import type { Session } from './session.ts';
import { needsAscii } from './terminal.ts';

const USUAL_HOURS: WorkingHours = { from: 8, until: 18 };
const WEEK = 7;
const DAY_MS = 86_400_000;
/** Columns where the output is no terminal and nobody says how many there are. */
const USUAL_COLUMNS = 100;
/** Columns of a terminal that does not tell. */
const TERMINAL_COLUMNS = 80;
const STDOUT = '-';

/** What was asked for, checked as far as it can be without sending anything. */
interface Wish {
  readonly day: string;
  readonly count: number;
  readonly hours: WorkingHours;
  readonly organization: string | undefined;
}

export async function schedule({ session, args, flags }: Call): Promise<Result> {
  const isData = (await session.format()) !== 'table' || flags.has('fields') || flags.has('query');
  checkCombination(session, isData);
  if (flags.has('watch')) session.goesOn();
  const intervalMs = parseInterval(flags.get('interval') ?? USUAL_INTERVAL, '--interval');
  const known = flags.with(await withLookups(session, appointments.fields, flags.map));
  const wish: Wish = {
    day: args[0] ?? 'today',
    count: flags.has('week') ? WEEK : 1,
    hours: hoursOf(flags.get('hours')),
    organization: known.get('organization-id'),
  };
  const first = await asked(wish, await session.clock());
  if (session.dryRun) {
    const whole = { wanted: Number.POSITIVE_INFINITY, offset: 0 };
    return plan(session, [
      firstPage({ ...listOf(appointments), query: first.queries.appointments }, whole),
      firstPage({ ...listOf(users), query: first.queries.users }, whole),
    ]);
  }
  const file = flags.get('html');
  if (file !== undefined) await checkTarget(session, file);

  const reader = new ScheduleReader(session);
  const read = async (): Promise<Schedule> => {
    // Read anew each time: today becomes tomorrow while it is watched.
    const { plan: days, span, queries } = await asked(wish, await session.clock());
    const { technicians, visits } = await reader.read(span, queries);
    return scheduleOf(days, technicians, visits);
  };
  const draw = (schedule: Schedule) => scheduleText(schedule, viewOf(session));
  if (flags.has('watch')) return { kind: 'raw', chunks: watch(session, { intervalMs, read, draw }) };
  const schedule = await read();
  if (file !== undefined) return page(session, schedule, file);
  if (isData) return { kind: 'records', nouns: 'visits', fields: SCHEDULE_FIELDS, pages: pagesOf(schedule) };
  return { kind: 'raw', chunks: [Buffer.from(await draw(schedule))], paged: true };
}

function checkCombination({ io, flags, plain }: Session, isData: boolean): void {
  const page = flags.has('html');
  if (page && isData) throw new UsageError('--html contradicts --output, --fields and --query');
  if (flags.has('force') && !page) throw new UsageError('--force is for --html');
  if (!flags.has('watch')) {
    if (flags.has('interval')) throw new UsageError('--interval is for --watch');
    return;
  }
  if (page || isData)
    throw new UsageError('--watch draws at a terminal: it contradicts --html, --output, --fields and --query');
  if (plain) {
    throw new UsageError('--watch draws in place, which --plain and ACCESSIBLE rule out', {
      hint: 'Run the command again when you want to look.',
    });
  }
  if (!io.stdout.isTerminal) {
    throw new UsageError('--watch needs a terminal', {
      hint: 'Leave it out, or run the command with --html FILE --force from cron.',
    });
  }
}

/** @throws UsageError */
function hoursOf(text: string | undefined): WorkingHours {
  if (text === undefined) return USUAL_HOURS;
  const [, from, until] = /^(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  const hours = { from: Number(from), until: Number(until) };
  if (hours.from < hours.until && hours.until <= 24) return hours;
  throw new UsageError(`--hours must be two whole hours from 0 to 24, not ${quote(text)}`, {
    hint: 'For instance --hours 7-19.',
  });
}

/** The days meant, and what must be read for them. */
async function asked({ day, count, hours, organization }: Wish, clock: Clock) {
  const start = await parseDate(day, clock);
  const dayAt = async (index: number): Promise<Day> => {
    const date = new Date(Date.parse(start) + index * DAY_MS).toISOString().slice(0, 10);
    const { from, until } = await parseDay(date, clock);
    return { date, from: Date.parse(from), until: Date.parse(until) };
  };
  const [first, ...more] = await Promise.all(Array.from({ length: count }, (_, index) => dayAt(index)));
  if (!first) throw new Error('a schedule has at least one day');
  const span: Span = { from: first.from, until: more.at(-1)?.until ?? first.until };
  const shown: Plan = {
    days: [first, ...more],
    hours,
    zone: clock.zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
    clock: wallClock(clock.zone),
    now: clock.now,
  };
  return { plan: shown, span, queries: await queriesFor(span, organization, clock) };
}

function viewOf({ io, color, plain }: Session): TextView {
  const { isTerminal, columns } = io.stdout;
  const told = Number(io.env['COLUMNS']);
  const elsewhere = Number.isSafeInteger(told) && told > 0 ? told : USUAL_COLUMNS;
  return {
    columns: isTerminal ? columns || TERMINAL_COLUMNS : elsewhere,
    color,
    ascii: needsAscii(io, plain),
  };
}

/** @throws UsageError for a file that may not be replaced, before anything is sent */
async function checkTarget({ io, flags }: Session, file: string): Promise<void> {
  if (file === STDOUT || flags.has('force')) return;
  const isThere = await lstat(resolve(io.cwd, file)).catch((error: NodeJS.ErrnoException) => {
    // Whatever else is wrong with the path is told when it is written.
    if (error.code) return undefined;
    throw error;
  });
  if (isThere)
    throw new UsageError(`${file} exists already`, { hint: 'Choose another name, or replace it with --force.' });
}

async function page(session: Session, schedule: Schedule, file: string): Promise<Result> {
  const text = Buffer.from(schedulePage(schedule));
  if (file === STDOUT) return { kind: 'raw', chunks: [text] };
  await save(resolve(session.io.cwd, file), only(text), session.flags.has('force'));
  await session.tell(`Saved ${file}`);
  return { kind: 'nothing' };
}

async function* only<T>(value: T): AsyncGenerator<T> {
  yield value;
}

/** An empty schedule has no page. */
async function* pagesOf(schedule: Schedule) {
  yield scheduleRecords(schedule);
}
