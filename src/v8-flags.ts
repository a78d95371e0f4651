/**
 * Flags of V8 that parts of the program change while it runs. V8 takes and makes kept code (start.ts) only under the flags it was made
 * with, so that they stand aside where code is loaded. The state is the process's: each of the program's files may hold a copy of this one.
 */

interface Changed {
  readonly ours: string;
  readonly usual: string;
}

/** The first number of V8's version: 11 on Node 20. */
export const V8_LINE = Number.parseInt(process.versions.v8, 10);

const KEY = Symbol.for('dispatch.v8-flags');
const shared = globalThis as { [KEY]?: Map<string, Changed> };
const changed = shared[KEY] ?? new Map<string, Changed>();
shared[KEY] = changed;

/** The module is loaded when a flag is changed: it takes as long as help takes to print. */
const set = (name: string, value: string): void =>
  process.getBuiltinModule('node:v8').setFlagsFromString(`--${name}=${value}`);

/** @param usual V8's own value */
export function changeFlag(name: string, ours: string, usual: string): void {
  set(name, ours);
  changed.set(name, { ours, usual });
}

/** Does something under V8's own flags. */
export function underUsualFlags<T>(work: () => T): T {
  for (const [name, { usual }] of changed) set(name, usual);
  try {
    return work();
  } finally {
    for (const [name, { ours }] of changed) set(name, ours);
  }
}
