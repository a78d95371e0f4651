/** Names that the user gave to commands, kept beside the profiles. */
import type { Io } from '../io.ts';
import type { Json } from '../spec/json.ts';
import { configFile, findConfigDir } from './paths.ts';
import { changeStore, damagedStore, readStore } from './store.ts';

/** What each name stands for, as it was typed: `appointments list --on today`. */
export type Aliases = ReadonlyMap<string, string>;

/** @throws LocalError when the file is damaged or not the user's own */
export function readAliases(io: Io): Aliases {
  const dir = findConfigDir(io);
  if (dir === undefined) return new Map();
  const content = readStore(configFile(dir), io.uid);
  return aliasesIn(configFile(dir), content?.['aliases']);
}

/** Changes them under the lock of the file. */
export async function changeAliases(io: Io, dir: string, change: (now: Aliases) => Aliases): Promise<void> {
  const file = configFile(dir);
  await changeStore(file, io, (now) => ({
    ...now,
    aliases: Object.fromEntries(change(aliasesIn(file, now?.['aliases']))),
  }));
}

/** @throws LocalError for content of another shape */
function aliasesIn(file: string, stored: Json | undefined): Aliases {
  if (stored === undefined) return new Map();
  const entries = typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? Object.entries(stored) : [];
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (entries.length !== texts.length || typeof stored !== 'object') throw damagedStore(file);
  return new Map(texts);
}
