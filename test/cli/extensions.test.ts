/** Programs on the PATH that are called like commands; they run in a process of their own, and so does dispatch here. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, temporaryFolder } from '../helpers/server.ts';

let folder: string;
let bin: string;
beforeEach(() => {
  folder = temporaryFolder();
  bin = join(folder, 'bin');
  mkdirSync(bin);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const script = (name: string, lines: string, mode = 0o755) => {
  writeFileSync(join(bin, name), `#!/bin/sh\n${lines}\n`);
  chmodSync(join(bin, name), mode);
};

const BUILT = join(import.meta.dirname, '../../bin/dispatch.js');

/** The built program. */
function dispatch(words: readonly string[], env: Record<string, string> = {}, input = '') {
  const child = spawn(process.execPath, [BUILT, ...words], {
    cwd: folder,
    env: {
      PATH: `${bin}${delimiter}${process.env['PATH']}`,
      DISPATCH_CONFIG_DIR: join(folder, 'config'),
      DISPATCH_API_URL: 'http://127.0.0.1:9',
      ...env,
    },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  child.stdin.end(input);
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, out, err })),
  );
  return { child, ended, said: () => out };
}

describe('extensions', () => {
  it('get the words as they are, and the streams', async () => {
    script('dispatch-hello', `printf '<%s>' "$@"; cat; echo told >&2`);
    const words = ['hello', 'a b', '', '--help', "it's"];
    expect(await dispatch(words, {}, 'input').ended).toEqual({
      code: 0,
      out: "<a b><><--help><it's>input",
      err: 'told\n',
    });
  });

  it('end the program with their exit code, without another word', async () => {
    script('dispatch-fails', 'exit 42');
    expect(await dispatch(['fails']).ended).toEqual({ code: 42, out: '', err: '' });
    script('dispatch-dies', 'kill -TERM $$');
    expect((await dispatch(['dies']).ended).code).toBe(143);
  });

  it('get no secret', async () => {
    script('dispatch-env', 'env');
    const { out } = await dispatch(['env'], {
      DISPATCH_CLIENT_ID: 'canary-1',
      DISPATCH_CLIENT_SECRET: 'canary-2',
      DISPATCH_TOKEN: 'canary-3',
      DISPATCH_PROFILE: 'work',
    }).ended;
    expect(out).toContain('DISPATCH_PROFILE=work\n');
    expect(out).not.toContain('canary');
  });

  it('are stopped with the program', async () => {
    script('dispatch-waits', 'trap "echo stopped; exit 3" TERM; echo ready; while :; do sleep 0.05; done');
    const { child, ended, said } = dispatch(['waits']);
    for (let tries = 0; tries < 500 && !said().includes('ready'); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 3, out: 'ready\nstopped\n' });
  });

  it('never stand before a command or an alias', async () => {
    script('dispatch-commands', 'echo extension');
    script('dispatch-today', 'echo extension');
    expect((await dispatch(['alias', 'set', 'today', 'alias list']).ended).code).toBe(0);
    expect((await dispatch(['commands', '--fields', 'command']).ended).out).toContain('jobs list');
    expect((await dispatch(['today']).ended).out).toContain('alias list');
  });

  it('are listed: those that can be run, with what hides them', async () => {
    script('dispatch-hello', '');
    script('dispatch-jobs', '');
    script('dispatch-notes', '', 0o644);
    script('dispatch-..', '');
    mkdirSync(join(bin, 'dispatch-folder'));
    const { out } = await run('extensions list -o json', { folder, env: { PATH: `${join(folder, 'no')}:${bin}:.` } });
    expect(JSON.parse(out)).toEqual([
      { name: 'hello', path: join(bin, 'dispatch-hello'), hidden: false },
      { name: 'jobs', path: join(bin, 'dispatch-jobs'), hidden: true },
    ]);
  });

  it('are not taken from the current folder', async () => {
    script('dispatch-hello', 'echo here');
    const { code, err } = await run('hello', { folder: bin, env: { PATH: `.${delimiter}` } });
    expect(err).toContain("unknown command 'hello'");
    expect(code).toBe(2);
  });

  it('are completed', async () => {
    script('dispatch-hello', '');
    const { out } = await run('__complete hel', { folder, env: { PATH: bin } });
    expect(out).toBe(`help\tShow help for a command\nhello\t${join(bin, 'dispatch-hello')}\n:nofiles\n`);
  });
});
