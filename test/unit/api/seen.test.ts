import { expect, it } from 'vitest';
import { SeenKeys } from '../../../src/api/seen.ts';

it('says of each key once that it is new', () => {
  const seen = new SeenKeys();
  const keys = [0, 1, 7, 8, 8191, 8192, 8193, 1_000_000_007, Number.MAX_SAFE_INTEGER, 'a', 'b', ''];
  expect(keys.map((key) => seen.add(key))).toEqual(keys.map(() => true));
  expect(keys.map((key) => seen.add(key))).toEqual(keys.map(() => false));
});

it('tells neighbours in a byte and in a block apart', () => {
  const seen = new SeenKeys();
  for (let key = 0; key < 20_000; key += 2) seen.add(key);
  for (let key = 1; key < 20_000; key += 2) expect(seen.add(key)).toBe(true);
});

it('remembers numbers that no bit can stand for', () => {
  const seen = new SeenKeys();
  for (const key of [-1, 1.5, 2 ** 60, Number.NaN]) {
    expect(seen.add(key)).toBe(true);
    expect(seen.add(key)).toBe(false);
  }
});

it('remembers a million ids in less than two megabytes', () => {
  const held = () => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const seen = new SeenKeys();
  const before = held();
  for (let id = 40_000_000; id < 41_000_000; id += 1) seen.add(id);
  expect(held() - before).toBeLessThan(2_000_000);
  expect(seen.add(40_500_000)).toBe(false);
});
