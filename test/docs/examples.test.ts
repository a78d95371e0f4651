/** The examples of the help can be typed as they stand. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tree } from '../../src/cli/build.ts';
import { examplesOf } from '../../src/cli/help.ts';
import { callables } from '../../src/generate/walk.ts';
import { RESOURCES } from '../../src/resources/index.ts';
import { type Account, startAccount } from '../helpers/account.ts';

/** What the examples that read a file expect to find in it. */
const FILES = {
  'before.jpg': '',
  'after.jpg': '',
  'logo.png': '',
  'jim.jpg': '',
  'report.pdf': '',
  'contacts.json': JSON.stringify({ contacts: [] }),
  'job.json': JSON.stringify({
    title: 'Leaking tap',
    status: 'unscheduled',
    address: { street_1: '1 Some Pl.', city: 'Boston' },
    customer: { first_name: 'Ada' },
    organization: { name: 'Acme Plumbing', email: 'office@acme.example' },
  }),
  'order.json': JSON.stringify({ title: 'Leaking tap', contacts: [{ first_name: 'Ada', primary: true }] }),
};
/** Folders that people who follow an example have. */
const FOLDERS = ['.config/fish/completions', '.zfunc'];

let account: Account;
beforeAll(async () => {
  account = await startAccount();
  for (const folder of FOLDERS) mkdirSync(join(account.folder, folder), { recursive: true });
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(account.folder, name), content);
  for (const profile of ['default', 'work', 'sandbox']) await account.run('profiles', 'set', profile, '--retries', '2');
});
afterAll(() => account.close());

/** The words that a shell gives to the program in this line. */
function wordsIn(line: string): string[] {
  const script = `dispatch() { printf '%s\\0' "$@" > words; }; ${line}`;
  const { status, stderr } = spawnSync('bash', ['--norc', '--noprofile', '-euo', 'pipefail', '-c', script], {
    cwd: account.folder,
    env: { PATH: process.env['PATH'], HOME: account.folder },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return readFileSync(join(account.folder, 'words'), 'utf8').split('\0').slice(0, -1);
}

const root = tree();
const examples = [{ call: root.name, command: root }, ...callables(root)].flatMap(({ command }) =>
  examplesOf(command, root),
);
const sends = (example: string) =>
  [...RESOURCES, { name: 'api' }].some(({ name }) => example.includes(`${root.name} ${name} `));
/** They wait for somebody: at a terminal, or to be interrupted. */
const waits = (example: string) => /^dispatch (auth login|emulator start|schedule --watch)/.test(example);

describe('examples', () => {
  it.each(examples.filter(sends))('%s: is understood to the end', async (example) => {
    const { code, err } = await account.run(...wordsIn(example), '--dry-run');
    expect(err).toBe('');
    expect(code).toBe(0);
  });

  it.each(examples.filter((example) => !sends(example) && !waits(example)))('%s: works', async (example) => {
    const { code, err } = await account.run(...wordsIn(example));
    expect(err).not.toContain('Error');
    expect(code).toBe(0);
  });
});
