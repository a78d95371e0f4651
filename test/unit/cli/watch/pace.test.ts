import { describe, expect, it } from 'vitest';
import { Pace } from '../../../../src/cli/watch/pace.ts';

const steady = () => new Pace(10_000, 60_000, () => 0);

describe('Pace', () => {
  it('grows while nothing changes, up to the longest interval, and shrinks on a change', () => {
    const pace = steady();
    const quiet = Array.from({ length: 7 }, () => pace.read(false));
    expect(quiet).toEqual([10_000, 15_000, 22_500, 33_750, 50_625, 60_000, 60_000]);
    expect(pace.read(true)).toBe(10_000);
    expect(pace.read(false)).toBe(15_000);
  });

  it('backs off while the API fails, and begins anew afterwards', () => {
    const pace = steady();
    expect(Array.from({ length: 6 }, () => pace.failed())).toEqual([20_000, 40_000, 80_000, 160_000, 300_000, 300_000]);
    expect(pace.read(false)).toBe(10_000);
    expect(pace.failed()).toBe(20_000);
  });

  it('leaves a little to chance, and never waits longer than the interval', () => {
    const wait = new Pace(10_000, 60_000, () => 0.5).read(false);
    expect(wait).toBe(9_500);
  });
});
