/** Every command of the tree with planted secrets, against an API that answers with hostile text and repeats what it was sent. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tree } from '../../src/cli/build.ts';
import type { Command } from '../../src/cli/command.ts';
import { Interrupted } from '../../src/errors.ts';
import { callables } from '../../src/generate/walk.ts';
import { main } from '../../src/main.ts';
import { RESOURCES } from '../../src/resources/index.ts';
import { writeVerbOf } from '../../src/spec/resource.ts';
import { memoryIo } from '../helpers/io.ts';
import { asFlags, changedBody, requiredBody } from '../helpers/values.ts';
import { folder, json, type Seen, server } from './helpers.ts';

const UID = 'fe9194b3-3cc2-4862-af52-d8b59f7dd062';
const SECRETS = {
  clientSecret: 'canary-client-secret',
  token: 'canary-bearer',
  refresh: 'canary-refresh',
  signature: 'canary-signature',
  password: 'canary-password',
  cookie: 'canary-cookie',
} as const;
const HOSTILE = 'a\u001b[2J\u001b]0;owned\u0007b\r\u202egnp\u2066\u009b31m\u200b\u2028c';
/** C0 but line feed and tab, DEL, C1, separators of lines, bidi controls. */
const ACTS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

const grant = {
  access_token: SECRETS.token,
  refresh_token: SECRETS.refresh,
  token_type: 'bearer',
  created_at: 1499868367,
  expires_in: 10800,
};

/** Records of everything, each of which says something hostile; files lie behind presigned addresses. */
function answer({ method, url }: Seen, response: ServerResponse): void {
  const headers = { 'set-cookie': `session=${SECRETS.cookie}`, 'x-request-id': 'id' };
  const { pathname } = new URL(url, 'http://localhost');
  const parts = pathname.split('/').slice(2);
  const record = { id: 7, uid: UID, name: HOSTILE, title: HOSTILE, [HOSTILE]: [HOSTILE] };
  if (pathname.startsWith('/bucket/')) return void response.end('content');
  if (parts[0] === 'datafiles' && method === 'GET') {
    return void response.writeHead(302, { location: `/bucket/report.txt?X-Amz-Signature=${SECRETS.signature}` }).end();
  }
  const isList = method === 'GET' && !/^\d+$/.test(parts.at(-1) ?? '');
  json(response, 200, isList ? { [parts.at(-1) ?? '']: [record], meta: { total: 1 } } : record, headers);
}

/** What an application in its debugging mode shows of a request. */
const repeat = ({ headers, body }: Seen, response: ServerResponse): void =>
  json(response, 422, {
    message: `cannot process: ${headers.authorization} ${body}`,
    errors: { authorization: [headers.authorization], body: String(body), [String(headers.authorization)]: HOSTILE },
  });

const known = { ids: Object.fromEntries(RESOURCES.map(({ name }) => [name, 7])), uid: UID };
const ARGUMENTS: Readonly<Record<string, string>> = {
  DAY: 'today',
  COMMAND: 'jobs list',

  UID,
  FILE: 'file',
  METHOD: 'GET',
  PATH: '/v3/brands',
  SHELL: 'bash',
};

/** What a command needs in order to do something. */
function wordsOf(call: string, { arguments: declared = [] }: Command): string[] {
  const [, name = '', ...rest] = call.split(' ');
  const resource = RESOURCES.find((each) => each.name === name);
  const action = resource?.actions?.[rest.join(' ')];
  const verb = action ? writeVerbOf(action) : rest[0];
  const fields = action ? action.body : resource?.fields;
  const body = fields && verb === 'create' ? asFlags(requiredBody(fields, known)) : [];
  const change = fields && verb === 'update' ? asFlags(changedBody(fields, known)) : [];
  const args = declared.map((each) => each.choices?.[0] ?? ARGUMENTS[each.name] ?? '7');
  const once = rest[0] === 'watch' ? ['--count', '1'] : [];
  return [name, ...rest, ...args, ...body, ...change, '--yes', ...once, ...(SPECIAL[call] ?? [])];
}

const SPECIAL: Readonly<Record<string, readonly string[]>> = {
  'dispatch auth login': ['--client-id', 'key', '--client-secret-stdin', '--insecure-storage'],
  'dispatch users create': ['--password-stdin'],
  'dispatch users update': ['--password-stdin'],
  'dispatch doctor': ['--bundle', 'bundle.json'],
};

const commands = callables(tree()).map(({ call, command }) => [call, wordsOf(call, command)] as const);

/** The program in this process, logged in with the planted secrets; what stays until it is interrupted is. */
async function program(url: string) {
  const home = folder();
  const cwd = join(home, 'work');
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'file'), 'content');
  const env = { DISPATCH_API_URL: url, DISPATCH_CONFIG_DIR: join(home, 'config') };
  const run = async (words: readonly string[], stdin = '') => {
    const controller = new AbortController();
    const io = memoryIo({ env, cwd, home, stdin, signal: controller.signal });
    const stays = words.join(' ').startsWith('emulator start');
    const timer = setInterval(() => stays && io.out() !== '' && controller.abort(new Interrupted('SIGINT')), 20);
    const code = await main(words, io);
    clearInterval(timer);
    return { code, out: io.out(), err: io.err() };
  };
  const login = [
    'auth',
    'login',
    '--client-id',
    'key',
    '--client-secret-stdin',
    '--insecure-storage',
    '--api-url',
    url,
  ];
  expect(await run(login, SECRETS.clientSecret)).toMatchObject({ code: 0, out: '' });
  return { home, run };
}

const toldIn = (text: string) =>
  Object.entries(SECRETS).flatMap(([name, secret]) => (text.includes(secret) ? [name] : []));

/** Files with a secret in them. */
function filesWithSecrets(home: string): string[] {
  return readdirSync(home, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(home, name)).isFile())
    .filter((name) => toldIn(readFileSync(join(home, name), 'latin1')).length > 0)
    .sort();
}

/** They give what they are asked for. */
const GIVES: Readonly<Record<string, readonly string[]>> = { 'dispatch auth token': ['token'] };
const STORE = /^config\/(config\.json|tokens\/)/;

it.each(commands)('canary: %s', async (call, words) => {
  let handler = answer;
  const { url } = await server(
    (request, response) => handler(request, response),
    (_, response) => json(response, 200, grant),
  );
  const { home, run } = await program(url);
  const codes: number[] = [];
  for (const mode of [answer, repeat]) {
    handler = mode;
    for (const format of ['table', 'json', 'ndjson']) {
      const secret = call === 'dispatch auth login' ? SECRETS.clientSecret : SECRETS.password;
      const { code, out, err } = await run([...words, '-o', format, '--debug', '--retries', '0'], secret);
      const what = `${mode.name}, ${format}`;
      expect([what, toldIn(out)]).toEqual([what, GIVES[call] ?? []]);
      expect([what, toldIn(err)]).toEqual([what, []]);
      // A body as it came is for a program; at a terminal it is made safe, too.
      if (call !== 'dispatch api') expect(out).not.toMatch(ACTS);
      expect(err).not.toMatch(ACTS);
      expect(err).not.toContain('unexpected failure');
      codes.push(code);
    }
  }
  // The words are right, so that something was sent and answered. A bundle is there already the second time.
  expect(codes[0]).not.toBe(2);
  expect(filesWithSecrets(home).filter((name) => !STORE.test(name))).toEqual([]);
});

it('canary: the secrets are in the store, so that this search finds them', async () => {
  const { url } = await server(answer, (_, response) => json(response, 200, grant));
  const { home } = await program(url);
  expect(filesWithSecrets(home)).toEqual(['config/config.json', expect.stringMatching(/^config\/tokens\/.+\.json$/)]);
});
