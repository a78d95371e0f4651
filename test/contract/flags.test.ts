/** What must hold for the flags of every command, whatever it is. */
import { describe, expect, it } from 'vitest';
import { tree } from '../../src/cli/build.ts';
import { GLOBAL_FLAGS } from '../../src/cli/globals.ts';
import { callables } from '../../src/generate/walk.ts';

const repeated = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index);

describe('flags', () => {
  it.each(callables(tree()).map(({ call, command }) => [call, command] as const))(
    '%s: each name and each letter is there once',
    (_, command) => {
      const flags = [...GLOBAL_FLAGS, ...(command.flags?.() ?? [])];
      // `--query` of `api` and the like would hide what the flag means everywhere else.
      expect(repeated(flags.map(({ name }) => name))).toEqual([]);
      expect(repeated(flags.flatMap(({ short }) => short ?? []))).toEqual([]);
      for (const { name, about, value, choices } of flags) {
        expect(name).toMatch(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$/);
        expect(about).not.toBe('');
        // A switch has no values to choose from.
        if (value === undefined) expect(choices, name).toBeUndefined();
      }
    },
  );
});
