import { describe, expect, it } from 'vitest';
import type { Command, Flag } from '../../../src/cli/command.ts';
import { route, scan } from '../../../src/cli/route.ts';

const GLOBALS: readonly Flag[] = [
  { name: 'env', value: 'NAME', about: 'Environment' },
  { name: 'output', short: 'o', value: 'FORMAT', about: 'Format' },
  { name: 'quiet', short: 'q', about: 'Quiet' },
];

function unexpanded(): never {
  throw new Error('a command off the path was expanded');
}

const root: Command = {
  name: 'dispatch',
  about: 'The program',
  commands: () => [
    { name: 'emulator', about: 'Emulator', commands: unexpanded },
    {
      name: 'organizations',
      aliases: ['service-providers'],
      about: 'Organizations',
      commands: () => [{ name: 'list', about: 'List', flags: unexpanded, run: async () => ({ kind: 'nothing' }) }],
    },
  ],
};

describe('route', () => {
  it.each<[words: string, path: string, rest: string]>([
    ['organizations list', 'organizations list', ''],
    ['service-providers list 5', 'organizations list', '5'],
    ['--env emulator organizations list', 'organizations list', '--env emulator'],
    ['--env=sandbox organizations -o json list', 'organizations list', '--env=sandbox -o json'],
    ['-qo csv organizations list', 'organizations list', '-qo csv'],
    ['-ocsv organizations list', 'organizations list', '-ocsv'],
    ['organizations list emulator --env x', 'organizations list', 'emulator --env x'],
    ['organizations lst --env x', 'organizations', 'lst --env x'],
    ['-- organizations list', '', '-- organizations list'],
    ['--env', '', '--env'],
    ['', '', ''],
  ])('%s', (words, path, rest) => {
    const split = (line: string) => line.split(' ').filter(Boolean);
    const found = route(root, GLOBALS, split(words));
    expect(found.path).toEqual(split(path));
    expect(found.rest).toEqual(split(rest));
    expect(found.command.name).toBe(split(path).at(-1) ?? 'dispatch');
  });
});

describe('scan', () => {
  it('sorts words into flags, their values and arguments', () => {
    expect(scan(['7', '-qo', 'json', '--env=x', '-', '--unknown', '8'], GLOBALS)).toEqual({
      flags: new Set(['quiet', 'output', 'env']),
      values: new Map([
        ['output', 'json'],
        ['env', 'x'],
      ]),
      args: ['7', '-', '8'],
      unknown: ['--unknown'],
      awaiting: undefined,
      ended: false,
    });
  });

  it('says which flag waits for its value', () => {
    expect(scan(['--env'], GLOBALS).awaiting?.name).toBe('env');
    expect(scan(['-qo'], GLOBALS).awaiting?.name).toBe('output');
    expect(scan(['--env', '--quiet'], GLOBALS).flags).toEqual(new Set(['env']));
  });

  it('takes everything behind -- as arguments', () => {
    expect(scan(['1', '--', '--quiet', '-o'], GLOBALS)).toMatchObject({ args: ['1', '--quiet', '-o'], ended: true });
  });
});
