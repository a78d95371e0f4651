import { describe, expect, it } from 'vitest';
import { RESOURCES } from '../../../src/resources/index.ts';
import { isNamed, labelOf } from '../../../src/spec/label.ts';

describe('a record is called by', () => {
  it.each([
    ['its title', { id: 123, title: 'Leaking tap', address: { street_1: '1 Some Pl.' } }, 'Leaking tap'],
    ['its title before its machine-readable name', { name: 'acme_web', title: 'Acme website' }, 'Acme website'],
    ['its name', { name: ' Acme Plumbing ', email: 'office@acme.example' }, 'Acme Plumbing'],
    ['its company before the person there', { first_name: 'Ada', company_name: 'Engines Ltd.' }, 'Engines Ltd.'],
    ['first and last name', { first_name: 'Jim', last_name: 'Tran' }, 'Jim Tran'],
    ['the one name there is', { first_name: 'Jim', last_name: null }, 'Jim'],
    ['nothing where it has no name', { id: 1, time: '2026-11-24T15:30:00Z' }, undefined],
    ['nothing where its names are empty or no text', { title: ' ', name: null, first_name: 7 }, undefined],
  ])('%s', (_, record, expected) => {
    expect(labelOf(record)).toBe(expected);
  });

  it('a name, for what tables name by number', () => {
    const named = RESOURCES.filter(({ fields }) => isNamed(fields)).map(({ name }) => name);
    expect(named).toEqual(expect.arrayContaining(['jobs', 'customers', 'organizations', 'users', 'brands', 'sources']));
    expect(named).not.toContain('appointments');
  });
});
