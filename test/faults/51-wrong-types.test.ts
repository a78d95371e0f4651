/** Case 51: every flag of every command with every kind of value that it cannot have. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tree } from '../../src/cli/build.ts';
import type { Command, Flag } from '../../src/cli/command.ts';
import { GLOBAL_FLAGS } from '../../src/cli/globals.ts';
import { callables } from '../../src/generate/walk.ts';
import { type Silence, startSilence } from '../helpers/silence.ts';

let program: Silence;
beforeAll(async () => {
  program = await startSilence();
});
afterAll(() => program.close());

const NO_COUNT = ['abc', '-1', '1.5', '1e3', '0x10', '', ' ', '9'.repeat(30), 'NaN', 'Infinity', '٣'];
const NO_ID = [...NO_COUNT, '0', '007', '1 2', '../1', '[1]'];
const NO_LINE = ['a\u0000b', 'a\u001b[2Jb', 'a\nb'];
const NO_TIME = ['abc', '2026-02-30T00:00:00Z', '2026-11-24T25:00:00Z', '24.11.', '', '99999-01-01', 'a\u0000b'];
const NO_JSON = ['{', '[1', '"text', 'nonsense', '7', '{"__proto__":1}', '{"no_such_field":1}'];

/** By what stands for the value in the help: the kinds of the declaration, and what other commands declare themselves. */
const WRONG: Readonly<Record<string, readonly string[]>> = {
  ID: NO_ID,
  // Whole numbers and others, of any size and sign.
  N: ['abc', '1e3', '0x10', '', ' ', 'NaN', 'Infinity', '٣'],
  BOOLEAN: ['maybe', '1', '0', '', 'TRUE', 'null'],
  TEXT: ['a\u0000b'],
  TIME: NO_TIME,
  DAY: [...NO_TIME, '+2h', '2026-11-24 09:00'],
  DURATION: ['abc', '-1', '1.5h', '', '1y', '5 minutes ago', '9'.repeat(20)],
  EMAIL: ['abc', 'a@b', 'a@@b.example', 'a b@example.com', 'a@example.com,b@example.com', '', ...NO_LINE],
  PHONE: ['abc', '555', '5551234567', '+', `+${'1'.repeat(20)}`, ''],
  ZONE: ['abc', 'UTC+2', '+02:00', '', '../../etc/passwd'],
  UID: ['a/b', '..', 'a b', '', 'a\u0000b', 'x'.repeat(200)],
  WORD: ['no-such-word', '', 'SCHEDULED!'],
  JSON: NO_JSON,
  'FILE|-|JSON': ['{', '[1]', '{"__proto__":1}', ''],
  // Of flags that stand beside the fields.
  FORMAT: ['xml', ''],
  'A,B': ['', ','],
  'A,-B': ['', ',', '-'],
  'FROM-UNTIL': ['abc', '8', '18-8', '8-25', '-1-8', ''],
  EXPR: ['[', 'a ||', ''],
  URL: ['abc', 'ftp://example.com', 'http://example.com', 'https://user:secret@example.com', 'https://x/?q', ''],
  MS: NO_COUNT,
  S: NO_COUNT,
  'STATUS:RATE': ['429', '200:0.1', '429:2', 'x:0.1', ''],
  'NAME=VALUE': ['abc', '=x', 'a b=c', 'x=a\u0000b', ''],
  'NAME:VALUE': ['abc', ':x', 'a b:c', 'x:a\nb', 'Authorization: x', ''],
  TYPE: ['image', 'a/b\r\nX-Evil: 1', ''],
  DEFAULT: ['no-such-default', ''],
};

/** Flags of which the placeholder does not say what can be wrong. */
const BY_NAME: Readonly<Record<string, readonly string[]>> = {
  limit: [...NO_COUNT, '0'],
  offset: NO_COUNT,
  retries: NO_COUNT,
  port: [...NO_COUNT, '65536'],
  timeout: ['abc', '0', '-1', '', '1y', '25d'],
  profile: ['', 'a/b', '__proto__', 'no-such-profile'],
  env: ['', 'staging'],
  filter: ['abc', '=x', 'a b=c', 'x=a\u0000b', ''],
  name: [''],
  with: ['no-such-relation', ''],
  include: ['no-such-part', ''],
  username: NO_LINE,
  'client-id': NO_LINE,
};

/** A file or a place that does not exist is no wrong type. */
const ANYTHING = ['FILE', 'FILE|-', 'PATH|-'];

const ARGUMENTS: Readonly<Record<string, string>> = {
  UID: 'fe9194b3-3cc2-4862-af52-d8b59f7dd062',
  FILE: 'package.json',
  METHOD: 'GET',
  PATH: '/v3/brands',
  NAME: 'work',
  SHELL: 'bash',
};

const argumentsOf = ({ arguments: declared = [] }: Command): string[] =>
  declared.filter(({ optional }) => !optional).map(({ name }) => ARGUMENTS[name] ?? '7');

function wrongFor({ name, value = '' }: Flag): readonly string[] {
  const wrong = BY_NAME[name] ?? WRONG[value] ?? WRONG[value.replace(/,…$/, '')];
  if (!wrong) throw new Error(`this test knows no wrong value for --${name} ${value}`);
  // Several values, or none, are right where a list is taken.
  return value.endsWith(',…') ? wrong.filter((text) => text.trim() !== '' && !text.startsWith('[')) : wrong;
}

const valued = (flags: readonly Flag[]) =>
  flags.filter(({ value }) => value !== undefined && !ANYTHING.includes(value));

const commands = callables(tree()).map(({ call, command }) => [call.replace(/^dispatch /, ''), command] as const);
const cases = commands.flatMap(([call, command]) => {
  const flags = valued(command.flags?.() ?? []);
  return flags.length > 0 ? [[call, argumentsOf(command), flags] as const] : [];
});

/** Every value that is taken, or refused without naming the flag. */
async function taken(words: readonly string[], flag: Flag): Promise<object[]> {
  const wrongly: object[] = [];
  for (const wrong of wrongFor(flag)) {
    const before = program.requests();
    const { code, out, err } = await program.run(...words, `--${flag.name}=${wrong}`);
    const requests = program.requests() - before;
    const refused = code === 2 && out === '' && requests === 0 && err.includes(`--${flag.name}`);
    if (!refused) wrongly.push({ flag: flag.name, wrong, code, out, err, requests });
  }
  return wrongly;
}

describe('51: a value of the wrong type', () => {
  it.each(cases)('51: dispatch %s', async (call, words, flags) => {
    const wrongly = [];
    for (const flag of flags) wrongly.push(...(await taken([...call.split(' '), ...words], flag)));
    expect(wrongly).toEqual([]);
  });

  it.each(valued(GLOBAL_FLAGS).map((flag) => [flag.name, flag] as const))('51: --%s', async (_, flag) => {
    expect(await taken(['brands', 'list'], flag)).toEqual([]);
  });
});
