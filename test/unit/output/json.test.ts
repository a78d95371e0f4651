import { describe, expect, test } from 'vitest';
import type { Result } from '../../../src/output/result.ts';
import { paged, printed, VISIT_1, VISIT_20, visits } from './sample.ts';

const HOSTILE = { id: 1, note: '\u001b[2J\u009b\u202e\u2028\u007f\ud800\u{e0041}\u200b👩\u200d🔧❤\ufe0f' };
/** By hand: what acts or hides is escaped, the emoji stay. */
const HOSTILE_JSON = `{"id":1,"note":"${String.raw`\u001b[2J\u009b\u202e\u2028\u007f\ud800\udb40\udc41\u200b`}👩\u200d🔧❤\ufe0f"}`;

describe('json', () => {
  test('is an array with a record a line, across pages', async () => {
    const io = await printed(visits([{ id: 1, time: null }, { id: 2 }], [{ id: 3 }]), { format: 'json' });
    expect(io.out()).toBe('[\n  {"id":1,"time":null},\n  {"id":2},\n  {"id":3}\n]\n');
  });

  test('is the bare object for one record, with fields and values as they came', async () => {
    const io = await printed({ kind: 'record', record: { z: 1.5, a: { b: [null] } } }, { format: 'json' });
    expect(io.out()).toBe('{\n  "z": 1.5,\n  "a": {\n    "b": [\n      null\n    ]\n  }\n}\n');
  });

  test('keeps the shape of the API when fields are chosen, in the order chosen', async () => {
    const fields = ['address.state', 'id', 'address.city'];
    const io = await printed(visits([VISIT_1, VISIT_20, { time: 'x' }]), { format: 'json', fields });
    expect(io.out()).toBe(
      '[\n  {"address":{"state":"MA","city":"Boston"},"id":1},\n  {"address":null,"id":20},\n  {}\n]\n',
    );
  });

  test('chooses inside the objects of an array', async () => {
    const record = { phone_numbers: [{ number: '+15551234567', type: 'mobile' }, { number: '+15559876543' }] };
    const result: Result = { kind: 'records', pages: paged([record]), nouns: 'customers' };
    const io = await printed(result, { format: 'ndjson', fields: ['phone_numbers.number'] });
    expect(io.out()).toBe('{"phone_numbers":[{"number":"+15551234567"},{"number":"+15559876543"}]}\n');
  });

  test('gives a key called __proto__ like any other, and never what objects inherit', async () => {
    const record = JSON.parse('{"__proto__":{"a":1},"id":1}');
    const fields = ['__proto__', 'constructor', 'id'];
    const io = await printed({ kind: 'records', pages: paged([record]), nouns: 'x' }, { format: 'ndjson', fields });
    expect(io.out()).toBe('{"__proto__":{"a":1},"id":1}\n');
  });

  test('escapes what acts on a terminal and parses to the same value', async () => {
    for (const format of ['json', 'ndjson'] as const) {
      const io = await printed(visits([HOSTILE]), { format }, { columns: 80 });
      expect(io.out()).toContain(HOSTILE_JSON);
      expect([JSON.parse(io.out())].flat()).toEqual([HOSTILE]);
    }
  });
});

describe('ndjson', () => {
  test('is a record a line', async () => {
    const io = await printed(visits([{ id: 1, time: null }, { id: 2 }], [{ id: 3 }]), { format: 'ndjson' });
    expect(io.out()).toBe('{"id":1,"time":null}\n{"id":2}\n{"id":3}\n');
  });

  test('is one line for one record', async () => {
    const io = await printed({ kind: 'record', record: { id: 1, a: { b: 2 } } }, { format: 'ndjson' });
    expect(io.out()).toBe('{"id":1,"a":{"b":2}}\n');
  });
});
