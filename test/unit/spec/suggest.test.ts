import { expect, test } from 'vitest';
import { suggest } from '../../../src/spec/suggest.ts';

const WORDS = ['status', 'time', 'organization_id', 'description', 'id'];

test.each([
  ['stauts', 'status'],
  ['Status', 'status'],
  ['statu', 'status'],
  ['tiem', 'time'],
  ['organisation_id', 'organization_id'],
  ['organization', 'organization_id'],
  ['desc', 'description'],
  ['colour', undefined],
  ['xyz', undefined],
  ['', undefined],
])('suggest(%j) is %j', (word, expected) => {
  expect(suggest(word, WORDS)).toBe(expected);
});
