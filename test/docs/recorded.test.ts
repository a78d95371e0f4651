import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const read = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');

it('the README shows the schedule as it is recorded', () => {
  expect(read('README.md')).toContain(read('docs/schedule.txt'));
});

it('the README quotes the figures that the benchmark printed', () => {
  expect(read('README.md')).toContain(read('docs/bench.md').trim());
});
