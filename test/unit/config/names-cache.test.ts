import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepNames, readNames } from '../../../src/config/names-cache.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dispatch-names-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = () => ({
  file: join(folder, 'cache', 'users_here.json'),
  apiUrl: 'https://api.example.com',
  account: 'public_key',
});
const jim = { id: 456, label: 'Jim Tran', at: 1000 };
const ada = { id: 457, label: 'Ada Byron', zone: 'America/Chicago', at: 1000 };

describe('the cache of names', () => {
  it('gives what was kept, the latest first', () => {
    keepNames(place(), [jim, ada]);
    keepNames(place(), [{ id: 789, label: 'Priya Raman', at: 2000 }]);
    expect(readNames(place())).toEqual([{ id: 789, label: 'Priya Raman', at: 2000 }, jim, ada]);
  });

  it('replaces what has another name now', () => {
    keepNames(place(), [jim, ada]);
    keepNames(place(), [{ id: 457, label: 'Ada King', at: 2000 }]);
    expect(readNames(place())).toEqual([{ id: 457, label: 'Ada King', at: 2000 }, jim]);
  });

  it('is for the user alone, and leaves no drafts', () => {
    keepNames(place(), [jim]);
    expect(statSync(place().file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'cache')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(folder, 'cache'))).toEqual(['users_here.json']);
  });

  it('stays small', () => {
    const many = Array.from({ length: 700 }, (_, index) => ({ id: index + 1, label: 'x'.repeat(5000), at: 1000 }));
    keepNames(place(), many);
    expect(readNames(place())).toHaveLength(500);
    expect(readFileSync(place().file).length).toBeLessThan(100_000);
  });

  it.each([
    ['another address', { apiUrl: 'https://other.example.com' }],
    ['another account', { account: 'other' }],
  ])('gives nothing to %s', (_, other) => {
    keepNames(place(), [jim]);
    expect(readNames({ ...place(), ...other })).toEqual([]);
  });

  it.each(['', '{', 'null', '[]', '{"api_url":"https://api.example.com","account":"public_key","records":7}'])(
    'takes a file that holds %j for absent, and mends it',
    (content) => {
      mkdirSync(join(folder, 'cache'));
      writeFileSync(place().file, content);
      expect(readNames(place())).toEqual([]);
      keepNames(place(), [jim]);
      expect(readNames(place())).toEqual([jim]);
    },
  );

  it('passes over entries of another shape', () => {
    mkdirSync(join(folder, 'cache'));
    const records = [null, 7, { id: 'x', label: 'x', at: 1 }, { id: 1, label: 2, at: 1 }, jim];
    const { apiUrl, account } = place();
    writeFileSync(place().file, JSON.stringify({ api_url: apiUrl, account, records }));
    expect(readNames(place())).toEqual([jim]);
  });

  it('does without where nothing can be written', () => {
    writeFileSync(join(folder, 'cache'), 'no folder');
    keepNames(place(), [jim]);
    expect(readNames(place())).toEqual([]);
  });
});
