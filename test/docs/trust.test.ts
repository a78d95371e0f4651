import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/trust.md'), 'utf8');
const rows = [...page.matchAll(/^\| (\d\d) \| (.+) \| \[.+\]\(\.\.\/(test\/faults\/.+)\) \|$/gm)];

it('lists all 52 cases in order', () => {
  expect(rows.map(([, number]) => Number(number))).toEqual(Array.from({ length: 52 }, (_, index) => index + 1));
});

it.each(rows.map(([, number, , file]) => [number ?? '', file ?? '']))('case %s has a test in %s', (number, file) => {
  expect(readFileSync(join(root, file), 'utf8')).toMatch(new RegExp(`it(\\.\\w+)*\\([^]*?['"\`]${number}[ :–-]`));
});
