/** Case 52: argument lists that nobody would think of: never a stack trace, never a malformed request. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { tree } from '../../src/cli/build.ts';
import type { Argument, Flag } from '../../src/cli/command.ts';
import { GLOBAL_FLAGS } from '../../src/cli/globals.ts';
import { Interrupted } from '../../src/errors.ts';
import { callables } from '../../src/generate/walk.ts';
import { main } from '../../src/main.ts';
import { memoryIo } from '../helpers/io.ts';

const RUNS = 10_000;

/** They stay until they are interrupted, or leave this machine. */
const LEFT_OUT = /^dispatch emulator| watch$/;
const LEFT_OUT_FLAGS = ['env', 'api-url', 'files-url'];

const commands = callables(tree())
  .filter(({ call }) => !LEFT_OUT.test(call))
  .map(({ call, command }) => ({
    words: call.split(' ').slice(1),
    declared: command.arguments ?? [],
    flags: [...(command.flags?.() ?? []), ...GLOBAL_FLAGS].filter(({ name }) => !LEFT_OUT_FLAGS.includes(name)),
  }));

/** Words of which some are right somewhere. No slash: what is written stays in the current folder. */
const known = fc.constantFrom(
  ...['7', '1,2', '0', '-1', '1e3', 'true', 'none', 'today', 'tomorrow 9am', '+2h', '2026-11-24', '2026-02-30', '90m'],
  ...['scheduled', 'scheduled,draft', 'no-such', 'a@b.example', '+15551234567', 'America', 'UTC', 'json', 'csv', 'id'],
  ...['id,name', '[].id', '[?', '{}', '[]', '{"a":1}', '{"name":"x"}', '[{"number":"+1555"}]', '{', '-', '--', ''],
  ...['filter[x]', 'status_eq=draft', 'a=b&c=d', 'X-A: b', 'GET', 'POST', 'v3', 'v3?limit=1&offset=x', 'x%zz', 'x?a=%'],
  ...['Job', 'technician', 'ext:AAA', 'ext:', '__proto__', 'constructor', 'bash', 'work', 'fe9194b3-3cc2', '..', '1s'],
);
const path = fc.oneof(
  fc.constantFrom(
    '/v3/jobs',
    'v3/jobs?limit=1',
    '/v3/jobs?a=%',
    '/v3/x%zz',
    '//evil.example',
    '/../x',
    '/a\\b',
    '/é?ü="<>',
  ),
  fc.string({
    unit: fc.constantFrom('/', '?', '&', '=', '%', '%4', '%41', '.', '..', 'a', 'é', '"', '<', '#', '@', ':'),
  }),
);
const CHARACTERS = [
  'a',
  'Z',
  '0',
  '-',
  '=',
  ' ',
  ',',
  '.',
  '[',
  ']',
  '{',
  '"',
  "'",
  '%',
  '?',
  '&',
  '#',
  ':',
  '@',
  '\\',
].concat(['\n', '\r', '\t', '\u001b', '\u009b', '\u202e', 'é', '東', '👍', '\ud800', '$', '~', '*', '+']);
const anything = fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 12 });
const value = fc.oneof({ weight: 3, arbitrary: known }, { weight: 1, arbitrary: anything });

/** What can be right for an argument, or nearly. */
const argument = ({ name, choices }: Argument): fc.Arbitrary<string> => {
  const right = name === 'PATH' ? path : fc.constantFrom(...(choices ?? ['7', '12', 'fe9194b3-3cc2', 'bash', 'work']));
  return fc.oneof({ weight: 4, arbitrary: right }, { weight: 1, arbitrary: value });
};

const given = (flag: Flag): fc.Arbitrary<string[]> => {
  const choices = flag.choices ? [fc.constantFrom(...flag.choices)] : [];
  const values = fc.oneof(...choices, value);
  return fc.oneof(
    fc.constant<string[]>([`--${flag.name}`]),
    values.map((text) => [`--${flag.name}`, text]),
    values.map((text) => [`--${flag.name}=${text}`]),
    ...(flag.short ? [values.map((text) => [`-${flag.short}${text}`])] : []),
  );
};

const lines: fc.Arbitrary<string[]> = fc.constantFrom(...commands).chain(({ words, declared, flags }) => {
  const piece: fc.Arbitrary<string[]> = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...flags).chain(given) },
    { weight: 1, arbitrary: value.map((text) => [text]) },
    { weight: 1, arbitrary: anything.map((text): string[] => [`--${text}`]) },
  );
  const mostly = (word: string) => fc.oneof({ weight: 30, arbitrary: fc.constant(word) }, value);
  return fc
    .tuple(fc.tuple(...words.map(mostly)), fc.tuple(...declared.map(argument)), fc.array(piece, { maxLength: 4 }))
    .map(([call, positional, pieces]) => [...call, ...positional, ...pieces.flat()]);
});

const WORDS = /^\/v3\/[a-z_]+(\/[A-Za-z0-9._-]+)*$/;
const NAMES = /^(limit|offset|include|filter\[[a-z][a-z0-9_]*\])$/;
/** What a value becomes that somebody forgot. */
const FORGOTTEN = /undefined|null|NaN|\[object|Infinity/;

/** What is wrong with the address of a request; `api` takes any path, which must be well-formed all the same. */
function wrongIn(target: string, line: readonly string[]): string | undefined {
  if (!/^\/[!$-;=?-Z[\]_a-z~]*$/.test(target)) return 'characters that an address cannot hold';
  if (/%(?![0-9A-Fa-f]{2})/.test(target)) return 'a broken escape';
  if (line.includes('api')) return undefined;
  const [path = '', query, ...more] = target.split('?');
  if (!WORDS.test(path) || more.length > 0) return 'a path that no resource has';
  const pairs = (query ?? '')
    .split('&')
    .filter(Boolean)
    .map((pair) => pair.split('='));
  if (pairs.some((pair) => pair.length !== 2 || !NAMES.test(decodeURIComponent(pair[0] ?? '')))) return 'a parameter';
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length && !line.some((word) => word.startsWith('--filter')))
    return 'a parameter given twice';
  return pairs.some(([, text]) => FORGOTTEN.test(text ?? '')) ? 'a value that is none' : undefined;
}

it(`52: ${RUNS} random argument lists give no stack trace and no malformed request`, async () => {
  const targets: string[] = [];
  const server = createServer(({ url = '', method }, response) => {
    targets.push(url);
    response.setHeader('content-type', 'application/json');
    const single = method !== 'GET' || /\/\d+$/.test(url);
    response.end(single ? '{"id":1,"uid":"a","access_token":"t","expires_in":9}' : '[]');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = mkdtempSync(join(tmpdir(), 'dispatch-faults-'));
  onTestFinished(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const env = {
    DISPATCH_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    DISPATCH_TOKEN: 'token',
    DISPATCH_CONFIG_DIR: join(folder, 'config'),
  };
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(lines, async (line) => {
      targets.length = 0;
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(new Interrupted('SIGINT')), 10_000);
      const io = memoryIo({ env, cwd: folder, home: folder, signal: controller.signal });
      const code = await main(line, io);
      clearTimeout(timer);
      sent += targets.length;
      const output = io.out() + io.err();
      expect(output).not.toMatch(/unexpected failure|\n\s+at .*:\d+:\d+/);
      expect([0, 1, 2, 3, 4, 5, 6, 7]).toContain(code);
      expect(targets.map((target) => wrongIn(target, line)).filter(Boolean)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
  // Enough of them mean something.
  expect(sent).toBeGreaterThan(RUNS / 50);
});
