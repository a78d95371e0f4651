import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tree } from '../../../src/cli/build.ts';
import type { Command } from '../../../src/cli/command.ts';
import { GLOBAL_FLAGS } from '../../../src/cli/globals.ts';
import { byCommander, usual } from '../../../src/cli/parse.ts';
import { route } from '../../../src/cli/route.ts';

const commands = [
  'appointments list',
  'appointments get',
  'jobs accept',
  'datafiles upload',
  'api',
  'profiles show',
].map((line) => route(tree(), GLOBAL_FLAGS, line.split(' ')).command);
const shown = ({
  args,
  flags,
}: {
  args: readonly string[];
  flags: { map: ReadonlyMap<string, readonly string[]> };
}) => ({
  args,
  flags: [...flags.map],
});

/** Words that could stand behind the command, and some that could not. */
const wordsFor = (command: Command): fc.Arbitrary<string[]> => {
  const flags = [...GLOBAL_FLAGS, ...(command.flags?.() ?? [])];
  const flag = fc.constantFrom(...flags.flatMap(({ name, short }) => [`--${name}`, ...(short ? [`-${short}`] : [])]));
  const assigned = fc
    .tuple(flag, fc.constantFrom('', '5', '-5', 'a=b', '\n'))
    .map(([name, value]) => `${name}=${value}`);
  const value = fc.constantFrom(
    '5',
    'json',
    'tomorrow 9am',
    '',
    '-',
    '-5',
    '--',
    '--nothing',
    '-ojson',
    '--limit=5',
    'a=b',
  );
  return fc.array(fc.oneof(flag, value, assigned), { maxLength: 8 });
};

it('what is read without commander is what commander reads', async () => {
  let compared = 0;
  const line = fc.constantFrom(...commands).chain((command) => fc.tuple(fc.constant(command), wordsFor(command)));
  await fc.assert(
    fc.asyncProperty(line, async ([command, words]) => {
      const plain = usual(command, words);
      if (!plain) return;
      compared += 1;
      expect(shown(plain)).toEqual(shown(await byCommander(command, ['appointments'], words)));
    }),
    { numRuns: 2_000 },
  );
  expect(compared).toBeGreaterThan(100);
});

it('reads the usual line itself', () => {
  const [list] = commands as [Command];
  expect(usual(list, ['--status', 'draft', '--status=enroute', '-o', 'json', '--all', '--no-color'])).toMatchObject({
    args: [],
    flags: {
      map: new Map([
        ['status', ['draft', 'enroute']],
        ['output', ['json']],
        ['all', ['']],
        ['no-color', ['']],
      ]),
    },
  });
});

it.each([[['--status']], [['--limit', '-5']], [['--all=5']], [['-ojson']], [['--', '5']], [['--nothing']], [['5']]])(
  'leaves %j to commander',
  (words) => {
    expect(usual(commands[0] as Command, words)).toBeUndefined();
  },
);
