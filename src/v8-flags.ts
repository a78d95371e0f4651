/**
 * Flags of V8 that parts of the program change while it runs. V8 takes and makes kept code (start.ts) only under the flags it was made
 * with, so that they stand aside where code is loaded. The state is the process's: each of the program's files may hold a copy of this one.
 */

/** The first number of V8's version: 11 on Node 20. */
export const V8_LINE = Number.parseInt(process.versions.v8, 10);

const KEY = Symbol.for('dispatch.v8-flags');
const shared = globalThis as { [KEY]?: Map<string, string> };
/** Usual flags with ours. */
const changed = shared[KEY] ?? new Map<string, string>();
shared[KEY] = changed;

/** The module is loaded when a flag is changed: it takes as long as help takes to print. */
const set = (flag: string): void => process.getBuiltinModule('node:v8').setFlagsFromString(flag);

/**
 * @param usual The flag with V8's own value, `--lazy`
 * @param ours The flag as it is to be, `--no-lazy`
 */
export function changeFlag(usual: string, ours: string): void {
  set(ours);
  changed.set(usual, ours);
}

/** Does something under V8's own flags. */
export function underUsualFlags<T>(work: () => T): T {
  for (const usual of changed.keys()) set(usual);
  try {
    return work();
  } finally {
    for (const ours of changed.values()) set(ours);
  }
}
