/** One run of the program: what the global flags say, and what commands share. Each part is made when first asked for. */

import { type Api, createApi } from '../api/client.ts';
import { History, type Sent } from '../api/history.ts';
import { createTransport, type Transport } from '../api/transport.ts';
import type { Tokens } from '../api/types.ts';
import { filesUrlOf } from '../config/environments.ts';
import { resolveSettings, type Settings, withEmulator } from '../config/settings.ts';
import type { Emulator } from '../emulator/server.ts';
import { ReaderGone, TemporaryError, UsageError } from '../errors.ts';
import { parseTimeout } from '../input/durations.ts';
import { parseCount } from '../input/numbers.ts';
import { quote } from '../input/quote.ts';
import type { Clock } from '../input/times.ts';
import { checkZone, isZone } from '../input/zones.ts';
import type { Io } from '../io.ts';
import { parseFields } from '../output/fields.ts';
import type { PrintOptions } from '../output/print.ts';
import { checkQuery } from '../output/query.ts';
import { FORMATS, type Format } from '../output/result.ts';
import { oneLine } from '../output/safe.ts';
import { parseSort } from '../output/sort.ts';
import { inAscii } from '../output/width.ts';
import type { Fields } from '../spec/field.ts';
import { suggest } from '../spec/suggest.ts';
import { VERSION } from '../version.ts';
import type { FlagValues } from './command.ts';
import { ownEmulator, tokensFor } from './connect.ts';
import { isPlain, usesColor } from './terminal.ts';

/** The address that a dry run shows for the emulator, which it does not start. */
const EMULATOR_ADDRESS = 'http://127.0.0.1';
/** Milliseconds for a request of a command that goes on until it is stopped, when nobody gives a limit. */
const ENDLESS_MS = 120_000;
/** How often a request is sent again when neither flag nor profile says. */
const RETRIES = 4;

export interface Session {
  readonly io: Io;
  readonly flags: FlagValues;
  readonly dryRun: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
  /** Nothing moves, nothing pages, marks are ASCII. */
  readonly plain: boolean;
  /** Aborted by an interruption, or when `--timeout` is over. */
  readonly signal: AbortSignal;
  /** Whether a person can be asked: a terminal on both sides and no --no-input. */
  readonly canAsk: boolean;
  /** Profile, environment, addresses and defaults, with the source of each. */
  settings(): Promise<Settings>;
  /** How often a request that may be sent again is sent again. */
  retries(): Promise<number>;
  transport(): Promise<Transport>;
  /** The requests sent so far, the latest of them. */
  readonly sent: readonly Sent[];
  /** Says that the command goes on until it is stopped: a profile's time limit is then one for each request. */
  goesOn(): void;
  /** The API with its token, retries and deadline. */
  api(): Promise<Api>;
  /** The same for what the command can do without: nothing is sent twice. */
  sideApi(): Promise<Api>;
  /** The API without a token: the token endpoint. */
  anonymousApi(): Promise<Api>;
  tokens(): Promise<Tokens>;
  /** The output format: flag, environment, profile, table. */
  format(): Promise<Format>;
  /** What the output layer needs to know. @throws UsageError for unknown fields or a malformed query */
  printing(fields: Fields | undefined): Promise<PrintOptions>;
  /** The local time and the zone in which typed times are read. */
  clock(): Promise<Clock>;
  /** A note on standard error, unless --quiet. */
  tell(line: string): Promise<void>;
  /** A warning on standard error, also with --quiet. */
  warn(line: string): Promise<void>;
  close(): Promise<void>;
}

export function openSession(flags: FlagValues, io: Io): Session {
  const deadline = new AbortController();
  const signal = AbortSignal.any([io.signal, deadline.signal]);
  let timer: NodeJS.Timeout | undefined;
  let isEndless = false;
  let emulator: Promise<Emulator> | undefined;
  const quiet = flags.has('quiet');
  const dryRun = flags.has('dry-run');

  // Notes are for whoever still reads: one who has gone away must not keep the work from being done.
  const say = async (line: string) => {
    try {
      await io.stderr.write(`${isPlain(io, flags) ? inAscii(oneLine(line)) : oneLine(line)}\n`);
    } catch (error) {
      if (!(error instanceof ReaderGone)) throw error;
    }
  };
  const warn = (line: string) => say(`Warning: ${line}`);

  const resolved = once(() => resolveSettings(flags, io));

  const settings = once(async (): Promise<Settings> => {
    const found = await resolved();
    if (found.environment.value !== 'emulator' || found.apiUrl !== '') return found;
    if (dryRun)
      return withEmulator(found, {
        apiUrl: EMULATOR_ADDRESS,
        filesUrl: filesUrlOf(EMULATOR_ADDRESS),
        clientId: '',
        clientSecret: '',
      });
    emulator = ownEmulator(io);
    return withEmulator(found, await emulator);
  });

  const retries = once(async () => {
    const given = (await resolved()).given('retries');
    return parseCount(given?.value, given?.source ?? '--retries', 0, RETRIES);
  });

  const history = new History(io.now);
  const transport = once(async () => history.of(createTransport(io.env)));

  const apiWith = async (tokens?: Tokens, tries = retries): Promise<Api> => {
    const { apiUrl, given } = await settings();
    const timeout = given('timeout');
    const ms = timeout && parseTimeout(timeout.value);
    const limit =
      isEndless && !flags.has('timeout') ? { ms: ms ?? ENDLESS_MS, text: timeout?.value ?? '2m' } : undefined;
    if (timeout && !limit && !timer) {
      const over = new TemporaryError(`not done within ${timeout.value}`, {
        hint: 'A write may have been done all the same; allow more time with --timeout.',
      });
      timer = setTimeout(() => deadline.abort(over), ms);
    }
    // A rate limit is waited out for as long as the command may take; a number of tries that somebody gave is kept to.
    const patience = given('retries') ? 0 : ms;
    const api = createApi({
      apiUrl,
      transport: await transport(),
      retries: await tries(),
      ...(patience === undefined ? {} : { patience }),
      signal,
      userAgent: `dispatch-cli/${VERSION}`,
      now: io.now,
      ...(tokens ? { tokens } : {}),
      ...(flags.has('debug') || io.env['DISPATCH_DEBUG']
        ? { trace: (line) => void say(line).catch(() => undefined) }
        : {}),
    });
    return limit ? (await import('./limited.ts')).limited(api, limit, signal) : api;
  };

  const anonymousApi = once(() => apiWith());
  const tokens = once(async () => tokensFor(await settings(), await anonymousApi(), io, { warn, signal }));

  const format = once(async () => {
    const given = (await resolved()).given('output');
    const known = FORMATS.find((name) => name === (given?.value ?? 'table'));
    if (known) return known;
    const guess = suggest(given?.value ?? '', FORMATS);
    throw new UsageError(`${given?.source}: there is no format ${quote(given?.value ?? '')}`, {
      hint: guess ? `Did you mean ${guess}?` : `There are ${FORMATS.join(', ')}.`,
    });
  });

  /** What TZ names. Where that is nothing, the clock of Node runs in UTC, and typed times must not be read otherwise. */
  const zoneOfSystem = async (name: string): Promise<string | undefined> => {
    // `:/etc/localtime` names a file, which only the system can read.
    if (/^[:/]/.test(name)) return undefined;
    if (isZone(name)) return name;
    await warn(`TZ=${name} names no time zone: times are read and shown in UTC`);
    return 'UTC';
  };

  const zone = once(async () => {
    const given = (await resolved()).given('tz');
    if (!given) return undefined;
    if (given.source === 'TZ') return zoneOfSystem(given.value);
    checkZone(given.value, given.source);
    return given.value;
  });

  return {
    io,
    flags,
    dryRun,
    quiet,
    signal,
    color: usesColor(io, flags),
    plain: isPlain(io, flags),
    get canAsk() {
      return io.stderr.isTerminal && !flags.has('no-input') && io.stdin.isTTY === true;
    },
    settings,
    retries,
    transport,
    get sent() {
      return history.sent;
    },
    goesOn() {
      isEndless = true;
    },
    api: once(async () => apiWith(await tokens())),
    sideApi: once(async () => apiWith(await tokens(), async () => 0)),
    anonymousApi,
    tokens,
    format,
    clock: async () => ({ zone: await zone(), now: io.now() }),
    async printing(fields) {
      const [chosen, query, sort] = [flags.get('fields'), flags.get('query'), flags.get('sort')];
      if (query !== undefined) await checkQuery(query);
      return {
        format: await format(),
        ...(chosen === undefined ? {} : { fields: parseFields(chosen, fields) }),
        ...(query === undefined ? {} : { query }),
        ...(sort === undefined ? {} : { sort: parseSort(sort, fields) }),
        csvRaw: flags.has('csv-raw'),
        zone: await zone(),
        quiet,
        color: usesColor(io, flags),
        plain: isPlain(io, flags),
      };
    },
    tell: async (line) => (quiet ? undefined : say(line)),
    warn,
    async close() {
      clearTimeout(timer);
      // It costs a list a twentieth of its time: among other things Node opens standard error for it.
      if (!io.isProcess) await (await transport()).close();
      await (await emulator)?.close();
    },
  };
}

/** Makes a thing when it is first asked for, and only once. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
