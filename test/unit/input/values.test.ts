import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { parseValue, parseValues } from '../../../src/input/values.ts';
import * as f from '../../../src/spec/field.ts';

const context = { flag: 'x', zone: 'America/Chicago', now: Date.parse('2026-11-24T14:30:15Z') };
const status = f.enumeration(['draft', 'scheduled', 'enroute'], 'Status');
const contacts = f.array(f.object('Contact', { number: f.phone('Number', { create: 'required' }) }), 'Contacts', {
  most: 2,
});

describe('the value of a flag', () => {
  it.each<[string, f.Field, string, unknown]>([
    ['id', f.id('Job'), '123', 123],
    ['optional id', f.id('User', { create: 'optional' }), 'none', null],
    ['integer', f.integer('N'), '-5', -5],
    ['number', f.number('Fee'), '12.50', 12.5],
    ['boolean', f.boolean('B'), 'true', true],
    ['boolean', f.boolean('B'), 'yes', true],
    ['boolean', f.boolean('B'), 'false', false],
    ['boolean', f.boolean('B'), 'no', false],
    ['string', f.string('Name'), "O'Brien & Söhne", "O'Brien & Söhne"],
    ['string that is a word elsewhere', f.string('Name'), 'none', 'none'],
    ['text', f.text('Note'), 'two\nlines\r\n', 'two\nlines\r\n'],
    ['time', f.time('Time'), 'tomorrow 9am', '2026-11-25T15:00:00Z'],
    ['duration', f.duration('Duration'), '1h30m', 5400],
    ['email', f.email('Mail'), 'ann+work@mail.example.com', 'ann+work@mail.example.com'],
    ['phone', f.phone('Phone'), '+1 (555) 123-4567', '+15551234567'],
    ['zone', f.zone('Zone'), 'America/Chicago', 'America/Chicago'],
    ['date', f.date('Day'), 'tomorrow', '2026-11-25'],
    ['file', f.file('Logo'), 'fe9194b3-3cc2-4862-af52-d8b59f7dd062', 'fe9194b3-3cc2-4862-af52-d8b59f7dd062'],
    ['enumeration', status, 'enroute', 'enroute'],
    ['array', f.array(status, 'Several'), 'draft, enroute', ['draft', 'enroute']],
    ['array as JSON', f.array(f.string('Id'), 'Ids'), '["a,b","c"]', ['a,b', 'c']],
    ['empty array', f.array(f.string('Id'), 'Ids'), '', []],
    ['array of objects', contacts, '[{"number":"+15551234567"}]', [{ number: '+15551234567' }]],
    [
      'object',
      f.object('Place', { city: f.string('City', { create: 'optional' }) }),
      '{"city":"Boston"}',
      { city: 'Boston' },
    ],
  ])('%s: %s %s', async (_, field, text, expected) => {
    expect(await parseValue(field, text, context)).toEqual(expected);
  });

  it.each<[f.Field, string, string]>([
    [f.id('Job'), 'abc', "--x: must be a positive whole number, not 'abc'"],
    [f.id('Job'), '-1', "--x: must be a positive whole number, not '-1'"],
    [f.id('Job', { create: 'required' }), 'none', "--x: must be a positive whole number, not 'none'"],
    [f.integer('Rating', { min: 0, max: 5 }), '6', '--x: must be a whole number from 0 to 5, not 6'],
    [f.integer('N'), '1.5', "--x: must be a whole number, not '1.5'"],
    [f.number('Fee', { min: 0 }), '-0.5', '--x: must be a number of at least 0, not -0.5'],
    [f.number('Fee'), '1e5', "--x: must be a number, not '1e5'"],
    [f.number('Fee'), '9'.repeat(400), '--x: must be a number, not Infinity'],
    [f.boolean('B'), '1', "--x: must be true or false, not '1'"],
    [f.boolean('B'), 'constructor', "--x: must be true or false, not 'constructor'"],
    [f.string('Name'), 'a\nb', "--x: must be one line of text, not 'a\\u{a}b'"],
    [f.text('Note'), 'a\0b', "--x: must be text without NUL, not 'a\\u{0}b'"],
    [f.time('Time'), 'soonish', "--x: 'soonish' is not a time"],
    [f.duration('Duration'), 'long', "--x: 'long' is not a length of time"],
    [f.email('Mail'), 'ann', "--x: must be an e-mail address, not 'ann'"],
    [f.email('Mail'), 'a@b.c, d@e.f', "--x: must be an e-mail address, not 'a@b.c, d@e.f'"],
    [
      f.phone('P'),
      '555-1234',
      "--x: must be a telephone number in international form such as +15551234567, not '5551234'",
    ],
    [f.zone('Zone'), 'Mars/Base', "--x: must be a time zone such as America/Chicago, not 'Mars/Base'"],
    [f.date('Day'), '2026-02-30', "--x: '2026-02-30' does not exist: there is no such day or hour"],
    [f.file('Logo'), '../etc', "--x: must be the uid of an uploaded file, not '../etc'"],
    [status, 'gone', "--x: must be one of draft, scheduled, enroute, not 'gone'"],
    [f.array(status, 'Several'), 'draft,gone', "--x: must be one of draft, scheduled, enroute, not 'gone'"],
    [f.array(f.string('Id'), 'Ids'), '["a",2]', '--x[1]: must be one line of text, not 2'],
    [contacts, '[{}]', '--x[0].number: is required'],
    [contacts, '{"number":"+15551234567"}', `--x: must be a JSON array, not '{"number":"+15551234567"}'`],
    [f.object('Place', {}), '[1]', '--x: must be an object, not an array'],
    [f.object('Place', {}), '{"a"', '--x is not JSON: it ends too early'],
    [
      f.string('Code', { pattern: { like: /^[A-Z]{2}$/, means: 'two capital letters' } }),
      'Ma',
      "--x: must be two capital letters, not 'Ma'",
    ],
  ])('that does not fit %o is refused: %j', async (field, text, message) => {
    const parsing = parseValue(field, text, context);
    await expect(parsing).rejects.toBeInstanceOf(UsageError);
    await expect(parsing).rejects.toHaveProperty('message', message);
  });

  it('that is nearly right is guessed', async () => {
    await expect(parseValue(status, 'schedlued', context)).rejects.toHaveProperty('hint', 'Did you mean scheduled?');
    await expect(parseValue(f.zone('Z'), 'America/Chigaco', context)).rejects.toHaveProperty(
      'hint',
      'Did you mean America/Chicago?',
    );
  });

  it('that is given more than once is added to an array, and otherwise replaced', async () => {
    expect(await parseValues(f.array(f.string('Id'), 'Ids'), ['a', 'b,c'], context)).toEqual(['a', 'b', 'c']);
    expect(await parseValues(f.string('Name'), ['a', 'b'], context)).toBe('b');
    const one = '[{"number":"+15551234567"}]';
    await expect(parseValues(contacts, [one, one, one], context)).rejects.toHaveProperty(
      'message',
      '--x: must have at most 2, not 3',
    );
  });
});
