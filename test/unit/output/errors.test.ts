import { describe, expect, test } from 'vitest';
import { LocalError, NotFoundError, RefusedError } from '../../../src/errors.ts';
import { formatError } from '../../../src/output/errors.ts';

const TEXT = { json: false, color: false, debug: false };
const JSON_VIEW = { ...TEXT, json: true };

describe('formatError', () => {
  test('says what happened and what to do', () => {
    const error = new NotFoundError('there is no appointment 7', {
      hint: 'List them with dispatch appointments list.',
    });
    expect(formatError(error, TEXT)).toBe(
      'Error: there is no appointment 7\nList them with dispatch appointments list.\n',
    );
    expect(formatError(error, { ...TEXT, color: true })).toBe(
      '\u001b[1m\u001b[31mError:\u001b[39m\u001b[22m there is no appointment 7\nList them with dispatch appointments list.\n',
    );
  });

  test.each([
    ["job_id can't be blank", ["  job_id can't be blank"]],
    [
      ['one', 'two'],
      ['  one', '  two'],
    ],
    [{ job_id: ["can't be blank", 'is not a number'] }, ["  job_id: can't be blank; is not a number"]],
    [{ address: { city: ['is missing'], zip: null }, base: 'no' }, ['  address.city: is missing', '  base: no']],
    [
      { errors: [{ field: 'time', message: 'is past' }, 'and more'] },
      ['  errors[0].field: time', '  errors[0].message: is past', '  errors: and more'],
    ],
    [42, ['  42']],
    [{}, []],
    [[], []],
  ])('gives the details %j a line each', (details, lines) => {
    const error = new RefusedError('the API refused it', { status: 422, details, requestId: 'abc-1' });
    expect(formatError(error, TEXT)).toBe(
      `${['Error: the API refused it', ...lines, 'Request id: abc-1'].join('\n')}\n`,
    );
  });

  test('makes text of the API safe and keeps it short', () => {
    const details = {
      'a\u001b[2J': 'x\u202ey\nz',
      ...Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`k${n}`, 'v'])),
    };
    const error = new RefusedError('bad\u001b]0;t\u0007', { details, requestId: 'id\u009b', hint: 'Look\rout.' });
    const lines = formatError(error, TEXT).split('\n');
    expect(lines.slice(0, 3)).toEqual(['Error: bad\\u{1b}]0;t\\u{7}', '  a\\u{1b}[2J: x\\u{202e}y z', '  k0: v']);
    expect(lines.slice(-4)).toEqual(['  … and 11 more', 'Request id: id\\u{9b}', 'Look\\u{d}out.', '']);
    const long = formatError(new RefusedError('no', { details: 'y'.repeat(5000) }), TEXT);
    expect(long).toBe(`Error: no\n  ${'y'.repeat(299)}…\n`);
  });

  test('is one object as JSON, with null for what is not known', () => {
    const error = new RefusedError('the API refused it\u009b', {
      status: 422,
      details: { job_id: ['is \u001b missing'] },
      requestId: 'abc-1',
      hint: 'Mend it.',
    });
    expect(formatError(error, JSON_VIEW)).toBe(
      '{"error":{"code":"refused","status":422,"message":"the API refused it\\u009b","details":{"job_id":["is \\u001b missing"]},"request_id":"abc-1","hint":"Mend it."}}\n',
    );
    expect(formatError(new LocalError('disk full'), JSON_VIEW)).toBe(
      '{"error":{"code":"local","status":null,"message":"disk full","details":null,"request_id":null,"hint":null}}\n',
    );
  });

  test('asks for a report of a defect, and shows where it happened only with --debug', () => {
    const defect = new TypeError('x is not a function');
    const plain = formatError(defect, TEXT);
    expect(plain).toBe(
      'Error: unexpected failure: x is not a function\nThis is a defect in dispatch: please report it with what the same command prints with --debug.\n',
    );
    const debug = formatError(defect, { ...TEXT, debug: true });
    expect(debug.startsWith(plain)).toBe(true);
    expect(debug).toContain('errors.test.ts');
    expect(JSON.parse(formatError(defect, JSON_VIEW)).error.code).toBe('defect');
    expect(formatError('thrown text', TEXT)).toMatch(/^Error: unexpected failure: thrown text\n/);
  });
});
