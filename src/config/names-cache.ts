/**
 * What records are called, kept from what commands read anyway: for completions, for questions, and for names beside
 * numbers. One file for each account, address and resource. Nothing depends on it: what cannot be read counts as absent,
 * what cannot be written is left.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { discard } from './store.ts';

/** A record's number and what the API says of it. The texts can hold anything. */
export interface KnownRecord {
  readonly id: number;
  /** What a person calls it. */
  readonly label: string;
  /** IANA name of the zone of its address. */
  readonly zone?: string | undefined;
  /** When the API said so, in seconds since the epoch. */
  readonly at: number;
}

/** Whose records they are. */
export interface Owner {
  readonly apiUrl: string;
  readonly account: string;
}

/** Where the names of one resource are kept. */
export interface NamesPlace extends Owner {
  readonly file: string;
}

/** The most records of a resource that are kept, and the most characters of a label. */
export const NAMES_MOST = 500;
const LABEL_MOST = 100;

/** What is kept, the latest first; nothing where the file is damaged, or another account's. */
export function readNames({ file, apiUrl, account }: NamesPlace): readonly KnownRecord[] {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8'));
    return kept.api_url === apiUrl && kept.account === account ? kept.records.filter(isKnownRecord) : [];
  } catch {
    return [];
  }
}

/** When names were last kept there, in milliseconds since the epoch; undefined where there are none. */
export function namesKeptAt({ file }: NamesPlace): number | undefined {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return undefined;
  }
}

function isKnownRecord(entry: Partial<Record<keyof KnownRecord, unknown>> | null): entry is KnownRecord {
  if (!entry || typeof entry !== 'object') return false;
  const { id, label, zone, at } = entry;
  const isZone = zone === undefined || typeof zone === 'string';
  return Number.isSafeInteger(id) && typeof label === 'string' && isZone && typeof at === 'number';
}

/** Adds to what is kept. Of two processes at once the later one wins: all that can be lost is a name. */
export function keepNames(place: NamesPlace, found: readonly KnownRecord[]): void {
  const { file, apiUrl, account } = place;
  const fresh = new Map(found.map((record) => [record.id, { ...record, label: record.label.slice(0, LABEL_MOST) }]));
  const older = readNames(place).filter(({ id }) => !fresh.has(id));
  const records = [...fresh.values(), ...older].slice(0, NAMES_MOST);
  const draft = `${file}.new-${Math.random().toString(36).slice(2)}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(draft, JSON.stringify({ api_url: apiUrl, account, records }), { mode: 0o600, flag: 'wx' });
    renameSync(draft, file);
  } catch {
    discard(draft);
  }
}

/** Removes what is kept of some owners; of what cannot be read nobody knows whose it is, and it is of no use. */
export function forgetNames(folder: string, isMeant: (owner: Owner) => boolean): void {
  for (const name of filesIn(folder)) {
    const file = join(folder, name);
    const owner = ownerOf(file);
    if (!owner || isMeant(owner)) discard(file);
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function ownerOf(file: string): Owner | undefined {
  try {
    const { api_url: apiUrl, account } = JSON.parse(readFileSync(file, 'utf8'));
    return { apiUrl, account };
  } catch {
    return undefined;
  }
}
