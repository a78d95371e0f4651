import { describe, expect, it } from 'vitest';
import { checkValue } from '../../../src/input/check.ts';
import * as f from '../../../src/spec/field.ts';
import type { Json } from '../../../src/spec/json.ts';

const address = f.object(
  'Address',
  {
    street_1: f.string('Street', { create: 'required' }),
    city: f.string('City', { create: 'required' }),
    state: f.string('State', { create: 'optional', pattern: { like: /^[A-Z]{2}$/, means: 'two letters' } }),
    postal_code: f.string('Postal code', { create: 'optional' }),
    timezone: f.zone('Zone', { create: 'optional' }),
    created_at: f.time('When it was created'),
  },
  { rules: [{ field: 'state', values: ['MA'], other: 'postal_code', like: /^\d{5}$/, means: 'five digits' }] },
);
const phones = f.array(
  f.object('Number', {
    number: f.phone('Number', { create: 'required' }),
    primary: f.boolean('Whether it is the first choice', { create: 'optional' }),
    type: f.enumeration(['Mobile', 'Office'], 'Type', { create: 'optional' }),
  }),
  'Telephone numbers',
  { least: 1, most: 2, exactlyOne: 'primary' },
);

const span = f.object(
  'Span',
  { start_time: f.time('Begin', { create: 'required' }), end_time: f.time('End', { create: 'required' }) },
  { inOrder: ['start_time', 'end_time'] },
);

describe('a JSON value', () => {
  it.each<[f.Field, Json]>([
    [f.id('Id'), 5],
    [f.id('Id'), null],
    [f.time('Time'), '2026-11-24T14:30:00-06:00'],
    [f.duration('Duration'), 0],
    [f.date('Day'), '2026-11-24'],
    [f.phone('Phone'), '+15551234567'],
    [f.phone('Phone'), '+1555'],
    [address, { street_1: '1 Some Pl.', city: 'Boston', state: 'MA', timezone: 'America/New_York' }],
    [phones, [{ number: '+15551234567', primary: true }, { number: '+15551234568' }]],
    [span, { start_time: '2026-11-24T14:30:00Z', end_time: '2026-11-24T15:00:00Z' }],
  ])('that fits %o has no faults: %j', (field, value) => {
    expect(checkValue(field, value, 'x')).toEqual([]);
  });

  it.each<[f.Field, Json, string[]]>([
    [f.id('Id'), 0, ['x: must be a positive whole number, not 0']],
    [f.id('Id'), '5', ["x: must be a positive whole number, not '5'"]],
    [f.id('Id'), 2 ** 53, ['x: must be a positive whole number, not 9007199254740992']],
    [f.id('Id', { create: 'required' }), null, ['x: must be a positive whole number, not null']],
    [f.integer('N'), 1.5, ['x: must be a whole number, not 1.5']],
    [f.boolean('B'), 'true', ["x: must be true or false, not 'true'"]],
    [f.string('S'), 5, ['x: must be one line of text, not 5']],
    [f.string('S'), 'a\u001bb', ["x: must be one line of text, not 'a\\u{1b}b'"]],
    [f.time('T'), 'tomorrow', ["x: must be a timestamp such as 2026-11-24T14:30:00Z, not 'tomorrow'"]],
    [f.time('T'), '2026-11-24 14:30', ["x: must be a timestamp such as 2026-11-24T14:30:00Z, not '2026-11-24 14:30'"]],
    [f.duration('D', { min: 60 }), 5, ['x: must be a length of time in whole seconds of at least 60, not 5']],
    [f.duration('D'), '1h', ["x: must be a length of time in whole seconds, not '1h'"]],
    [f.date('D'), '2026-02-30', ["x: must be a day such as 2026-11-24, not '2026-02-30'"]],
    [f.enumeration(['Job'], 'Type'), 'job', ["x: must be Job, not 'job'"]],
    [f.enumeration(['a', 'b'], 'Type'), {}, ['x: must be one of a, b, not an object']],
    [
      span,
      { start_time: '2026-11-24T14:30:00Z', end_time: '2026-11-24T15:00:00+01:00' },
      ['x.end_time: must be later than start_time'],
    ],
    [span, { start_time: '2026-11-24T14:30:00Z' }, ['x.end_time: is required']],
    [address, 'Boston', ["x: must be an object, not 'Boston'"]],
    [address, [], ['x: must be an object, not an array']],
    [address, { city: 'Boston' }, ['x.street_1: is required']],
    [address, { street_1: 'a', city: 'b', stete: 'MA' }, ['x.stete: is not a field; did you mean state?']],
    [address, { street_1: 'a', city: 'b', state: 'Mass.' }, ["x.state: must be two letters, not 'Mass.'"]],
    [address, { street_1: 'a', city: null }, ['x.city: must be one line of text, not null']],
    [address, { street_1: 'a', city: 'b', '\u001b[2J': 1 }, ["'x.\\u{1b}[2J': is not a field"]],
    [address, { street_1: 'a', city: 'b', toString: 1 }, ['x.toString: is not a field']],
    [address, { street_1: '', city: 'b' }, ['x.street_1: must not be empty']],
    [address, { street_1: 'a', city: 'b', created_at: null }, ['x.created_at: is set by Dispatch and cannot be sent']],
    [
      address,
      { street_1: 'a', city: 'b', state: 'MA', postal_code: 'K1A 0B1' },
      ["x.postal_code: must be five digits, not 'K1A 0B1'"],
    ],
    [phones, [], ['x: must have at least 1, not 0', 'x: exactly one must have primary set, not 0']],
    [phones, {}, ['x: must be an array, not an object']],
    [phones, [null], ['x[0]: must be an object, not null', 'x: exactly one must have primary set, not 0']],
    [
      phones,
      [
        { number: '5', primary: true },
        { primary: 'no', type: 'Fax' },
      ],
      [
        "x[0].number: must be a telephone number in international form such as +15551234567, not '5'",
        "x[1].primary: must be true or false, not 'no'",
        "x[1].type: must be one of Mobile, Office, not 'Fax'",
        'x[1].number: is required',
      ],
    ],
    [f.array(f.string('S'), 'Several', { most: 1 }), ['a', 'b'], ['x: must have at most 1, not 2']],
  ])('that does not fit %o is told with its path: %j', (field, value, messages) => {
    expect(checkValue(field, value, 'x')).toEqual(messages);
  });

  it('in parts need not have all of a nested object, but all of an element', () => {
    expect(checkValue(address, { city: 'Boston' }, 'x', 'partial')).toEqual([]);
    expect(checkValue(phones, [{ primary: true }], 'x', 'partial')).toEqual(['x[0].number: is required']);
  });
});
