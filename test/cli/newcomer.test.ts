/**
 * A person who has never seen the program finds today's unassigned visits and gives one to a technician. Each step uses only
 * what the one before has shown.
 */
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { run, temporaryFolder } from '../helpers/server.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Noon in Chicago, in whose zone the invented account lives for the most part. */
const now = () => Date.parse('2026-11-24T18:00:00Z');
const nobody = { DISPATCH_API_URL: undefined, DISPATCH_CLIENT_ID: undefined, DISPATCH_CLIENT_SECRET: undefined };
const dispatch = async (words: string) => {
  const env = { ...nobody, DISPATCH_ENV: 'emulator', TZ: 'America/Chicago' };
  const { code, out, err } = await run(words.split(' '), { folder, now, env });
  expect([code, err]).toEqual([0, '']);
  return out;
};
const tab = (line: string) => dispatch(`__complete ${line}`);

it('needs nothing but help and completion', async () => {
  const help = await dispatch('help');
  expect(help).toContain('\n  dispatch appointments list --on today --unassigned\n');
  expect(help.replaceAll('\n', ' ')).toContain('add --env emulator to any command');

  const unassigned = await dispatch('appointments list --on today --unassigned --no-names -o csv --fields id,user_id');
  expect(unassigned).toBe('id,user_id\n9,\n21,\n32,\n');

  expect(await dispatch('help appointments')).toMatch(/\n {2}update +Change an appointment\n/);
  const update = await dispatch('help appointments update');
  expect(update).toMatch(/^Examples\n {2}dispatch appointments update 9 --user-id 789\n/);
  expect(update).toContain('dispatch users list');

  await dispatch('users list --roles technician');
  expect(await tab('appointments update 9')).toBe('9\t2026-11-24 16:00-06:00 scheduled\n:nofiles\n');
  expect(await tab('appointments update 9 --us')).toMatch(/^--user-id\tTechnician it is assigned to/);
  expect(await tab('appointments update 9 --user-id 78')).toBe('789\tPriya Raman\n:nofiles\n');

  expect(await dispatch('appointments update 9 --user-id 789 --names')).toMatch(/^user_id +789 Priya Raman$/m);
  expect(await dispatch('appointments list --on today --unassigned -o csv --fields id')).toBe('id\n21\n32\n');
  const day = await dispatch('schedule --plain');
  expect(day).toMatch(/\n14 visits: 2 unassigned, .*\n/);
  expect(day).toContain('#9 Chicago, scheduled');
});
