/** What README.md shows can be done: every block of commands is run, by the built program on the emulator. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = resolve(import.meta.dirname, '../..');
const textOf = (file: string) => readFileSync(join(project, file), 'utf8');

interface Block {
  readonly script: string;
  /** Why it cannot be run here, where that is so. */
  readonly reason: string | undefined;
}

const blocks = [...textOf('README.md').matchAll(/(?:<!-- not run: (.+?) -->\n)?```sh\n(.*?)```/gs)].map(
  ([, reason, script = '']): Block => ({ reason, script }),
);
const runnable = blocks.filter(({ reason }) => reason === undefined);

describe('README.md', () => {
  const home = mkdtempSync(join(tmpdir(), 'dispatch-readme-'));
  const [bin, work] = [join(home, 'bin'), join(home, 'work')];
  const env = {
    PATH: [bin, dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: home,
    DISPATCH_CONFIG_DIR: join(home, 'config'),
    DISPATCH_ENV: 'emulator',
  };
  beforeAll(() => {
    for (const each of [bin, work]) mkdirSync(each);
    symlinkSync(join(project, 'bin/dispatch.js'), join(bin, 'dispatch'));
    for (const name of ['before.jpg', 'after.jpg', 'logo.png']) writeFileSync(join(work, name), name);
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  /** Runs a script that ends at the first command that fails. */
  const bash = (script: string) =>
    new Promise<{ code: unknown; err: string }>((done) => {
      const args = ['--norc', '--noprofile', '-euo', 'pipefail', '-c', script];
      const child = execFile('bash', args, { env, cwd: work, timeout: 60_000 }, (error, _, err) =>
        done({ code: error ? error.code : 0, err }),
      );
      child.stdin?.end();
    });

  it.each(runnable.map(({ script }) => [script.split('\n')[0], script]))('runs: %s', async (_, script = '') => {
    const { code, err } = await bash(script);
    expect(err).not.toMatch(/^(Error|Warning)/m);
    expect(code).toBe(0);
  });

  it('shows few commands that cannot be run here', () => {
    expect(runnable.length).toBeGreaterThanOrEqual(8);
    expect(blocks.flatMap(({ reason }) => reason ?? [])).toEqual([
      'installs for all of this machine',
      'serves until interrupted',
      'needs an account',
    ]);
  });
});

describe.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/design-notes.md'])('%s', (file) => {
  it('names files and folders that exist', () => {
    const text = textOf(file);
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path);
    const named = [...text.matchAll(/`((?:src|test|scripts|docs|bench|bin)\/[\w./-]+)`/g)].map(([, path]) => path);
    for (const path of [...links, ...named]) expect(existsSync(join(project, String(path))), path).toBe(true);
  });
});
