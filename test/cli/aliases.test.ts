import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run, temporaryFolder } from '../helpers/server.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dispatch = (...words: string[]) => run(words, { folder });
/** The request that a command would send. */
const planned = async (...words: string[]) => JSON.parse((await dispatch(...words, '--dry-run')).out);

describe('alias', () => {
  it('gives a command a name', async () => {
    const { code, err } = await dispatch('alias', 'set', 'today', "appointments list --status 'draft' --limit 5");
    expect(code).toBe(0);
    expect(err).toContain("dispatch today now means: dispatch appointments list --status 'draft' --limit 5");
    const { url } = await planned('today');
    expect(url).toMatch(/\/v3\/appointments\?filter\[status_eq\]=draft&limit=5$/);
  });

  it('adds what is typed in front of it and behind', async () => {
    await dispatch('alias', 'set', 'visits', 'appointments list');
    const { url } = await planned('--env', 'sandbox', '--api-url', 'http://127.0.0.1:9', 'visits', '--job-id', '7');
    expect(url).toBe('http://127.0.0.1:9/v3/appointments?filter[job_id_eq]=7&limit=100');
  });

  it('fills $1 and $2 with whole words', async () => {
    await dispatch('alias', 'set', 'retitle', 'jobs update $2 --title "$1 (again)"');
    const { url, body } = await planned('retitle', "Jim's tap", '12');
    expect(url).toMatch(/\/v3\/jobs\/12$/);
    expect(body).toEqual({ title: "Jim's tap (again)" });
    const { code, err } = await dispatch('retitle', 'tap');
    expect(err).toContain('dispatch retitle needs 2 or more words behind it');
    expect(code).toBe(2);
  });

  it('is listed, and forgotten', async () => {
    await dispatch('alias', 'set', 'today', 'appointments list --on today');
    expect(JSON.parse((await dispatch('alias', 'list', '-o', 'json')).out)).toEqual([
      { name: 'today', expansion: 'appointments list --on today' },
    ]);
    expect((await dispatch('alias', 'remove', 'today')).code).toBe(0);
    expect((await dispatch('alias', 'list', '-o', 'json')).out).toBe('[]\n');
    expect((await dispatch('today')).code).toBe(2);
    expect((await dispatch('alias', 'remove', 'today')).code).toBe(4);
  });

  it.each([
    ['jobs', 'appointments list', 'is a command of the program'],
    ['service-providers', 'appointments list', 'is a command of the program'],
    ['help', 'appointments list', 'is a command of the program'],
    ['../x', 'appointments list', 'cannot be the name'],
    ['today', 'nonsense list', 'begins with no command'],
    ['today', "appointments list --on 'today", 'quotes that are not closed'],
  ])('refuses %s for %s', async (name, expansion, message) => {
    const { code, err } = await dispatch('alias', 'set', name, expansion);
    expect(err).toContain(message);
    expect(code).toBe(2);
    expect(() => statSync(join(folder, 'config', 'config.json'))).toThrow('ENOENT');
  });

  it('cannot stand for another alias', async () => {
    await dispatch('alias', 'set', 'today', 'appointments list');
    expect((await dispatch('alias', 'set', 'now', 'today')).code).toBe(2);
  });

  it('is kept beside the profiles, and neither loses the other', async () => {
    await dispatch('profiles', 'set', 'work', '--output', 'json');
    await dispatch('alias', 'set', 'today', 'appointments list');
    await dispatch('profiles', 'set', 'home', '--output', 'csv');
    await dispatch('profiles', 'use', 'work');
    const file = join(folder, 'config', 'config.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      aliases: { today: 'appointments list' },
      current: 'work',
      profiles: { work: { defaults: { output: 'json' } }, home: { defaults: { output: 'csv' } } },
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is completed, and so is what follows it', async () => {
    await dispatch('alias', 'set', 'today', 'appointments list --on today');
    expect((await dispatch('__complete', 'tod')).out).toBe('today\tappointments list --on today\n:nofiles\n');
    expect((await dispatch('__complete', 'today', '--status', 'dr')).out).toBe('draft\n:nofiles\n');
    expect((await dispatch('__complete', 'alias', 'remove', '')).out).toBe('today\talias\n:nofiles\n');
  });

  it('costs the commands of the program nothing: a damaged file does not keep them from their help', async () => {
    await dispatch('alias', 'set', 'today', 'appointments list');
    writeFileSync(join(folder, 'config', 'config.json'), '{');
    expect((await dispatch('jobs', 'list', '--help')).code).toBe(0);
    expect((await dispatch('__complete', 'job')).out).toContain('jobs\t');
    expect((await dispatch('today')).code).toBe(1);
  });

  it('shows the help of its command', async () => {
    await dispatch('alias', 'set', 'today', 'appointments list');
    expect((await dispatch('today', '--help')).out).toContain('Usage\n  dispatch appointments list [flags]');
  });
});
