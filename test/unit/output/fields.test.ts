import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { parseFields } from '../../../src/output/fields.ts';
import { array, id, object, secret, string } from '../../../src/spec/field.ts';

const FIELDS = {
  id: id('Number'),
  status: string('Status'),
  address: object('Where', { city: string('City') }),
  phone_numbers: array(object('A number', { number: string('Number') }), 'Numbers'),
  password: secret('Password'),
};

function refusal(text: string): UsageError {
  try {
    parseFields(text, FIELDS);
  } catch (error) {
    if (error instanceof UsageError) return error;
  }
  throw new Error(`${text} was not refused`);
}

describe('parseFields', () => {
  test('gives names in order, once each, without the space around them', () => {
    expect(parseFields(' status, id,,status ,address.city,phone_numbers.number', FIELDS)).toEqual([
      'status',
      'id',
      'address.city',
      'phone_numbers.number',
    ]);
  });

  test('names what is unknown, what was meant and what there is', () => {
    const { message, hint } = refusal('id,stauts');
    expect(message).toBe('--fields names the unknown field stauts');
    expect(hint).toBe(
      'Did you mean status? The fields are id, status, address, address.city, phone_numbers, phone_numbers.number.',
    );
  });

  test('finds a nested field by its own name', () => {
    expect(refusal('city').hint).toMatch(/^Did you mean address\.city\? /);
  });

  test('suggests nothing where nothing is close', () => {
    expect(refusal('zzzzzz').hint).toMatch(/^The fields are id, /);
  });

  test.each(['address.zip', 'id.x', 'constructor', '__proto__', 'password'])('does not know %s', (name) => {
    expect(refusal(name).message).toBe(`--fields names the unknown field ${name}`);
  });

  test.each(['', ' , '])('refuses the empty list %j', (text) => {
    expect(refusal(text).message).toBe('--fields names no field');
  });

  test('takes any name where nothing is declared', () => {
    expect(parseFields('whatever,a.b')).toEqual(['whatever', 'a.b']);
  });
});
