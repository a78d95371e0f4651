/** `… watch`: reads a list again and again and tells what changed in it. */
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TemporaryError, UsageError } from '../../errors.ts';
import { parseInterval } from '../../input/durations.ts';
import { filterFlags } from '../../input/filter-flags.ts';
import { filterQuery } from '../../input/filters.ts';
import { parseCount } from '../../input/numbers.ts';
import { chooser, parseFields } from '../../output/fields.ts';
import { jsonText } from '../../output/safe.ts';
import type { Json, JsonObject } from '../../spec/json.ts';
import { nouns, type Resource } from '../../spec/resource.ts';
import type { Call, Verb } from '../command.ts';
import { accountOf, isOwnEmulator } from '../connect.ts';
import { listOf } from '../fetch.ts';
import { firstPage } from '../lists.ts';
import { withLookups } from '../lookups.ts';
import { plan } from '../plan.ts';
import type { Session } from '../session.ts';
import { USUAL_INTERVAL } from '../watch.ts';
import { type Change, changesSince, type Looks, NOTHING_SEEN, type Reading } from './changes.ts';
import { liner } from './line.ts';
import { Pace } from './pace.ts';
import { lookUp, readList } from './read.ts';
import { openSinceFile, type SinceFile } from './since.ts';

/** The longest interval, as a multiple of the shortest, when nothing else is said. */
const STRETCH = 6;

interface Watch {
  readonly session: Session;
  readonly nouns: string;
  readonly pace: Pace;
  /** How often to read; undefined: until interrupted. */
  readonly count: number | undefined;
  readonly file: (() => Promise<SinceFile>) | undefined;
  readonly read: () => Promise<Reading & Pick<Looks, 'lookUp'>>;
  readonly choose: Looks['choose'];
  /** The text of a change that was seen at this time. */
  readonly show: (change: Change, at: string) => Promise<string>;
}

export const watch =
  (resource: Resource): Verb =>
  async ({ session, flags }) => {
    session.goesOn();
    const { least, most } = intervalsOf(flags);
    const count = countOf(flags);
    const format = await session.format();
    if (format === 'csv') throw new UsageError('changes cannot be shown as csv', { hint: 'Use -o ndjson.' });
    if (flags.has('query')) throw new UsageError('--query cannot be used here', { hint: 'Use -o ndjson and jq.' });
    const fields = flags.get('fields');
    const known = flags.with(await withLookups(session, resource.fields, flags.map));
    // Asked anew for every reading: today is another day after midnight.
    const query = async () => filterQuery(resource, known, await session.clock());
    const request = { ...listOf(resource), query: await query() };
    if (session.dryRun) return plan(session, [firstPage(request, { wanted: Number.POSITIVE_INFINITY, offset: 0 })]);
    const path = flags.get('since-file');
    const words = format === 'table' ? await liner(session, resource) : undefined;
    const chunks = follow({
      session,
      nouns: nouns(resource),
      pace: new Pace(least, most, Math.random),
      count,
      file:
        path === undefined
          ? undefined
          : async () => openSinceFile(resolve(session.io.cwd, path), await identityOf(session, resource, flags)),
      read: async () => {
        const { doubtful, ...reading } = await readList(session, resource, await query());
        return { ...reading, lookUp: lookUp(session, resource, doubtful) };
      },
      choose: chooser(fields === undefined ? undefined : parseFields(fields, resource.fields)),
      show: words ?? (async (change, at) => `${jsonText({ at, ...change })}\n`),
    });
    return { kind: 'raw', chunks };
  };

/** The changes of each reading. What was seen is kept only after they have left the process, so that none is lost. */
async function* follow({ session, count, pace, read, choose, show, ...watch }: Watch): AsyncGenerator<Uint8Array> {
  const file = await watch.file?.();
  try {
    const kept = await file?.read();
    let state = kept ?? NOTHING_SEEN;
    for (let readings = 0; ; ) {
      let wait: number;
      try {
        const { lookUp: look, ...reading } = await read();
        const { changes, state: next } = await changesSince(state, reading, { choose, lookUp: look });
        if (changes.length > 0) {
          const at = new Date(session.io.now()).toISOString();
          const shown: string[] = [];
          for (const change of changes) shown.push(await show(change, at));
          // Bytes, since its colours are meant; the texts in it have been made safe.
          yield Buffer.from(shown.join(''));
          await session.io.stdout.flush();
        }
        state = next;
        await file?.write(state);
        readings += 1;
        if (readings === count) return;
        if (readings === 1) await session.tell(`Watching ${state.seen.size} ${watch.nouns}; stop with Ctrl-C.`);
        wait = pace.read(changes.length > 0);
      } catch (error) {
        if (!(error instanceof TemporaryError) || session.signal.aborted || count !== undefined) throw error;
        wait = pace.failed();
        await session.warn(`${error.message}; reading again in ${Math.round(wait / 1000)} s`);
      }
      await sleep(wait, undefined, { signal: session.signal }).catch(() => {
        throw session.signal.reason;
      });
    }
  } finally {
    await file?.close();
  }
}

/** @throws UsageError */
function intervalsOf(flags: Call['flags']): { least: number; most: number } {
  const least = parseInterval(flags.get('interval') ?? USUAL_INTERVAL, '--interval');
  const longest = flags.get('max-interval');
  const most = longest === undefined ? least * STRETCH : parseInterval(longest, '--max-interval');
  if (most < least) throw new UsageError('--max-interval is shorter than --interval');
  return { least, most };
}

/** @throws UsageError */
function countOf(flags: Call['flags']): number | undefined {
  if (!flags.has('once')) return flags.has('count') ? parseCount(flags.get('count'), '--count', 1, 1) : undefined;
  if (flags.has('count')) throw new UsageError('--once and --count contradict each other');
  if (!flags.has('since-file')) {
    throw new UsageError('--once needs --since-file', { hint: 'There is nothing to compare a single reading with.' });
  }
  return 1;
}

/** What a since-file is for: the same words mean the same watch, also where `today` is another day. */
async function identityOf(session: Session, resource: Resource, flags: Call['flags']): Promise<JsonObject> {
  const settings = await session.settings();
  const names = [...filterFlags(resource).map(({ name }) => name), 'fields'].sort();
  const typed = names.flatMap((name): [string, Json][] => (flags.has(name) ? [[name, flags.all(name)]] : []));
  return {
    resource: resource.name,
    api_url: isOwnEmulator(settings) ? 'emulator' : settings.apiUrl,
    account: accountOf(settings) ?? null,
    flags: Object.fromEntries(typed),
  };
}
