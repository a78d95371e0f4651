/** Keeps what records are called when a command has read them anyway, for completions and questions. */
import {
  forgetNames,
  type KnownRecord,
  keepNames,
  NAMES_MOST,
  type NamesPlace,
  namesKeptAt,
  type Owner,
  readNames,
} from '../config/names-cache.ts';
import { findConfigDir, namesFile, namesFolder } from '../config/paths.ts';
import type { Settings } from '../config/settings.ts';
import { CLIENT } from '../emulator/credentials.ts';
import type { Io } from '../io.ts';
import type { JsonObject } from '../spec/json.ts';
import { isNamed, labelOf } from '../spec/label.ts';
import type { Resource } from '../spec/resource.ts';
import { accountOf, isOwnEmulator } from './connect.ts';
import type { Session } from './session.ts';

/** Seconds for which scripts leave what is kept as it is. */
const FRESH = 600;
/** The emulator of a process has another address each time, and always the same records. */
const OWN_EMULATOR: Owner = { apiUrl: 'emulator://own', account: 'own' };

/** Where the names of a resource are kept; undefined where nobody can say whose they are. */
export function namesPlace(settings: Settings, io: Io, resource: Resource): NamesPlace | undefined {
  const dir = findConfigDir(io);
  const owner = ownerOf(settings);
  if (dir === undefined || !owner) return undefined;
  return { file: namesFile(dir, owner.apiUrl, owner.account, resource.name), ...owner };
}

function ownerOf(settings: Settings): Owner | undefined {
  if (isOwnEmulator(settings)) return OWN_EMULATOR;
  const account = settings.token === undefined ? accountOf(settings) : undefined;
  return account === undefined ? undefined : { apiUrl: settings.apiUrl, account };
}

/** Forgets what the records of an account are called, when it is logged out: they are its customers' names. */
export function forgetAccount(io: Io, { apiUrl, account }: Owner): void {
  const dir = findConfigDir(io);
  if (dir === undefined) return;
  forgetNames(namesFolder(dir), (owner) => owner.apiUrl === apiUrl && owner.account === account);
}

/** Forgets what records of the emulator are called, when it begins anew: of one in a process, and of any that was served. */
export function forgetEmulator(dir: string): void {
  forgetNames(namesFolder(dir), ({ account }) => account === OWN_EMULATOR.account || account === CLIENT.id);
}

/** The pages as they come; when all have been read, what their records are called is kept. A script pays a look at the file for it. */
export async function* remembering(
  session: Session,
  resource: Resource,
  pages: AsyncIterable<readonly JsonObject[]>,
): AsyncGenerator<readonly JsonObject[]> {
  const { io } = session;
  const place = namesPlace(await session.settings(), io, resource);
  const keptAt = place && namesKeptAt(place);
  if (!io.stdout.isTerminal && keptAt !== undefined && keptAt > io.now() - FRESH * 1000) return yield* pages;
  const found: KnownRecord[] = [];
  for await (const page of pages) {
    if (found.length < NAMES_MOST) found.push(...knownIn(page, resource, io.now()));
    yield page;
  }
  remember(await session.settings(), io, resource, found);
}

/** Keeps them where that tells anything new; a script that runs every minute need not write every minute. */
export function remember(settings: Settings, io: Io, resource: Resource, found: readonly KnownRecord[]): void {
  const place = namesPlace(settings, io, resource);
  if (!place || found.length === 0) return;
  const kept = readNames(place);
  const isFresh = (kept[0]?.at ?? 0) > io.now() / 1000 - FRESH;
  const labels = new Map(kept.map(({ id, label }) => [id, label]));
  const isKnown = found.every(({ id, label }) => labels.get(id) === label);
  if (!isFresh || (io.stdout.isTerminal && !isKnown)) keepNames(place, found);
}

/** @param now milliseconds since the epoch */
export function knownIn(records: readonly JsonObject[], resource: Resource, now: number): KnownRecord[] {
  const at = Math.floor(now / 1000);
  return records.flatMap((record) => {
    const { id, address } = record;
    const label = labelOf(record) ?? (isNamed(resource.fields) ? undefined : gist(record, resource));
    if (typeof id !== 'number' || label === undefined) return [];
    const zone = address && typeof address === 'object' && 'timezone' in address ? address.timezone : undefined;
    return [{ id, label, at, ...(typeof zone === 'string' ? { zone } : {}) }];
  });
}

/** What stands in the first columns of a record that has no name, an appointment's time and status for instance. */
function gist(record: JsonObject, { fields }: Resource): string {
  const first = Object.keys(fields).filter((name) => fields[name]?.column === 1 && fields[name]?.kind !== 'id');
  return first
    .map((name) => record[name])
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .join(' ');
}
