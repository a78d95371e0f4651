/** The packed tarball, installed in an empty prefix: what only the real program in a real process shows. */
import { type ExecFileException, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'dispatch-pack-'));
const program = join(folder, 'bin', 'dispatch');
const env = {
  PATH: [dirname(program), dirname(process.execPath), process.env['PATH']].join(delimiter),
  HOME: join(folder, 'home'),
  DISPATCH_CONFIG_DIR: join(folder, 'config'),
  DISPATCH_ENV: 'emulator',
};

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(file: string, args: readonly string[], options: { env?: NodeJS.ProcessEnv } = {}): Promise<Ended> {
  return new Promise((done) => {
    const child = execFile(
      file,
      args,
      { env, cwd: folder, timeout: 60_000, ...options },
      (error: ExecFileException | null, out, err) => done({ code: Number(error?.code ?? 0), out, err }),
    );
    child.stdin?.end();
  });
}
const dispatch = (...args: string[]) => run(program, args);
const bash = (script: string) => run('bash', ['-c', script]);

beforeAll(async () => {
  const npm = async (...args: string[]) => {
    // npm itself needs the user's configuration and cache.
    const { code, err } = await run('npm', args, { env: { ...process.env, npm_config_loglevel: 'error' } });
    if (code !== 0) throw new Error(`npm ${args.join(' ')} failed: ${err}`);
  };
  // Already built: building again would pull dist/ from under the other tests.
  await npm('pack', project, '--ignore-scripts', '--pack-destination', folder);
  const { name, version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as Record<string, string>;
  const tarball = join(folder, `${name}-${version}.tgz`);
  await npm('install', '--global', '--prefix', folder, '--prefer-offline', '--no-audit', '--no-fund', tarball);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the installed program', () => {
  it('says its version and its help', async () => {
    const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { version: string };
    expect(await dispatch('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
    const help = await dispatch('--help');
    expect(help.code).toBe(0);
    expect(help.out).toMatch(/^Examples\n {2}dispatch schedule --env emulator\n/);
  });

  it('comes with completions and its documents, and without its sources', async () => {
    const { out } = await bash('cd lib/node_modules/dispatch-cli && ls -d completions/* *.md LICENSE src test');
    const files = ['_dispatch', 'dispatch.bash', 'dispatch.fish', 'dispatch.ps1'].map((name) => `completions/${name}`);
    expect(out.split('\n').filter(Boolean).sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', ...files].sort());
  });

  it('lists on the embedded emulator', async () => {
    const { code, out, err } = await dispatch('appointments', 'list', '--status', 'draft', '-o', 'json');
    expect(err).toBe('');
    expect(code).toBe(0);
    const records = JSON.parse(out) as { id: number; status: string }[];
    expect(records.map(({ id, status }) => [id, status])).toEqual([
      [15, 'draft'],
      [27, 'draft'],
    ]);
  });
});

describe('exit codes', () => {
  it('2 for an unknown flag, with nothing on standard output', async () => {
    const { code, out, err } = await dispatch('appointments', 'list', '--no-such-flag');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('--no-such-flag');
  });

  it('4 for a record that is not there', async () => {
    expect((await dispatch('appointments', 'get', '999999')).code).toBe(4);
  });

  /** Nobody listens on the port for discarding. */
  const nowhere = { ...env, DISPATCH_ENV: '', DISPATCH_API_URL: 'http://127.0.0.1:9' };

  it('3 without a login', async () => {
    expect((await run(program, ['appointments', 'list'], { env: nowhere })).code).toBe(3);
  });

  it('6 when nobody answers', async () => {
    const list = ['appointments', 'list', '--retries', '0'];
    expect((await run(program, list, { env: { ...nowhere, DISPATCH_TOKEN: 'token' } })).code).toBe(6);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends with %i', async (signal, expected) => {
    const child = spawn(program, ['emulator', 'start'], { env, cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
    const ended = new Promise<number | null>((done) => child.on('exit', done));
    await new Promise((done) => child.stdout.once('data', done));
    child.kill(signal);
    expect(await ended).toBe(expected);
  });
});

describe('streams', () => {
  it('a reader that goes away is no error', async () => {
    const list = 'dispatch appointments list --all -o ndjson';
    expect(await bash(`${list} | head -1 > /dev/null; echo \${PIPESTATUS[0]}`)).toEqual({
      code: 0,
      out: '0\n',
      err: '',
    });
    // Gone before anything is written.
    expect(await bash(`${list} | true; echo \${PIPESTATUS[0]}`)).toEqual({ code: 0, out: '0\n', err: '' });
  });

  it('standard input can be closed', async () => {
    const { code, out, err } = await bash('dispatch appointments get 2 -o json <&-');
    expect([code, err]).toEqual([0, '']);
    expect((JSON.parse(out) as { id: number }).id).toBe(2);
  });

  it('needs no HOME', async () => {
    const { HOME: _, ...homeless } = env;
    const { code, err } = await run(program, ['appointments', 'get', '2'], { env: homeless });
    expect([code, err]).toEqual([0, '']);
  });
});
