import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { parseDate, parseDay, parseTime } from '../../../src/input/times.ts';

/** A Tuesday; half past eight in the morning in Chicago. */
const now = Date.parse('2026-11-24T14:30:15.250Z');
const chicago = { zone: 'America/Chicago', now };

const refusal = async (parsing: Promise<unknown>): Promise<UsageError> => {
  const error = await parsing.then(
    (value) => new Error(`was accepted as ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof UsageError) return error;
  throw error;
};

describe('a point in time', () => {
  it.each([
    ['2026-11-24T14:30:00Z', '2026-11-24T14:30:00Z'],
    ['2026-11-24t14:30:00z', '2026-11-24T14:30:00Z'],
    ['2026-11-24T14:30Z', '2026-11-24T14:30:00Z'],
    ['2026-11-24T14:30:00.000Z', '2026-11-24T14:30:00Z'],
    ['2026-11-24T14:30:00.123456Z', '2026-11-24T14:30:00.123Z'],
    ['2026-11-24T14:30:00-06:00', '2026-11-24T20:30:00Z'],
    ['2026-11-24T14:30:00+0530', '2026-11-24T09:00:00Z'],
    ['2026-11-24 14:30 -06', '2026-11-24T20:30:00Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00Z'],
  ])('with an offset means the same in every zone: %s', async (text, expected) => {
    expect(await parseTime(text, chicago)).toBe(expected);
    expect(await parseTime(text, { zone: 'Asia/Tokyo', now })).toBe(expected);
  });

  it.each([
    ['2026-11-24 14:30', '2026-11-24T20:30:00Z'],
    ['2026-11-24T14:30', '2026-11-24T20:30:00Z'],
    ['2026-11-24 14:30:45', '2026-11-24T20:30:45Z'],
    ['2026-07-01 14:30', '2026-07-01T19:30:00Z'],
    ['2026-11-24', '2026-11-24T06:00:00Z'],
    ['today', '2026-11-24T06:00:00Z'],
    ['tomorrow', '2026-11-25T06:00:00Z'],
    ['yesterday', '2026-11-23T06:00:00Z'],
    ['monday', '2026-11-30T06:00:00Z'],
    ['tuesday', '2026-11-24T06:00:00Z'],
    ['next monday', '2026-11-30T06:00:00Z'],
    ['next tuesday', '2026-12-01T06:00:00Z'],
    ['last friday', '2026-11-20T06:00:00Z'],
    ['tomorrow 9am', '2026-11-25T15:00:00Z'],
    ['  Tomorrow   9AM ', '2026-11-25T15:00:00Z'],
    ['9:30 tomorrow', '2026-11-25T15:30:00Z'],
    ['next monday 9am', '2026-11-30T15:00:00Z'],
    ['17:30', '2026-11-24T23:30:00Z'],
    ['7am', '2026-11-24T13:00:00Z'],
    ['noon', '2026-11-24T18:00:00Z'],
    ['nov 30 5pm', '2026-11-30T23:00:00Z'],
    ['in 2 hours', '2026-11-24T16:30:15Z'],
    ['an hour ago', '2026-11-24T13:30:15Z'],
    ['in 1 hour and 5 minutes', '2026-11-24T15:35:15Z'],
    ['+2h', '2026-11-24T16:30:15Z'],
    ['+1h30m', '2026-11-24T16:00:15Z'],
    ['-30m', '2026-11-24T14:00:15Z'],
    ['+1d', '2026-11-25T14:30:15Z'],
    ['in a week', '2026-12-01T14:30:15Z'],
    ['now', '2026-11-24T14:30:15Z'],
  ])('is read in the zone: %s', async (text, expected) => {
    expect(await parseTime(text, chicago)).toBe(expected);
  });

  it('takes the system’s zone where none is named', async () => {
    // The tests run in America/New_York (vitest.config.ts).
    expect(await parseTime('2026-11-24 14:30', { now })).toBe('2026-11-24T19:30:00Z');
    expect(await parseTime('tomorrow 9am', { zone: undefined, now })).toBe('2026-11-25T14:00:00Z');
  });

  it('counts days by the calendar of the zone, not of UTC', async () => {
    const lateInChicago = { zone: 'America/Chicago', now: Date.parse('2026-11-25T05:00:00Z') };
    expect(await parseTime('today', lateInChicago)).toBe('2026-11-24T06:00:00Z');
    expect(await parseTime('tomorrow 9am', lateInChicago)).toBe('2026-11-25T15:00:00Z');
    expect(await parseTime('today', { ...lateInChicago, zone: 'Asia/Tokyo' })).toBe('2026-11-24T15:00:00Z');
  });

  it.each(['2026-11-23T06:00:00Z', '2026-11-24T05:59:00Z'])(
    'reads a weekday alike at every hour of that day (%s)',
    async (moment) => {
      const onMonday = { zone: 'America/Chicago', now: Date.parse(moment) };
      expect(await parseTime('monday', onMonday)).toBe('2026-11-23T06:00:00Z');
      expect(await parseTime('next monday', onMonday)).toBe('2026-11-30T06:00:00Z');
    },
  );

  it.each([
    '2026-02-30',
    '2026-02-29',
    '2026-13-01',
    '2026-11-31 10:00',
    '2026-02-30T00:00:00Z',
    '2026-11-24T24:00:00Z',
    '2026-11-24T14:60:00Z',
    '2026-11-24T14:30:60Z',
    '2026-11-24T14:30:00+24:00',
    '2026-11-24 25:00',
    '0226-11-24',
    '2026-02-30 9am',
    '25:00',
    'tomorrow 25:00',
    'feb 30',
  ])('that does not exist is refused: %s', async (text) => {
    expect((await refusal(parseTime(text, chicago))).message).toMatch(/^'.*' (does not exist|is not a time)/);
  });

  it.each([
    '',
    'tomorow',
    'tomorrow 9am please',
    'tonight',
    'tomorrow morning',
    'midnight',
    'next week',
    'may',
    '1/12/2026',
    '9am to 5pm',
    'tomorrow 9am EST',
    'friday nov 24',
    '9',
    '2h',
    '+2',
    '+2 fortnights',
    'in 2 hours ago',
    '+99999999999999d',
    '__proto__',
    `+${'999999w'.repeat(1000)}`,
    `tomorrow ${'9am '.repeat(10_000)}`,
  ])('that would have to be guessed is refused', async (text) => {
    expect((await refusal(parseTime(text, chicago))).message).toMatch(/is not a time$/);
  });

  it('too far away is refused', async () => {
    expect((await refusal(parseTime('+999999w', chicago))).message).toBe("'+999999w' is too far away");
    expect((await refusal(parseTime('-999999d', chicago))).message).toBe("'-999999d' is too far away");
  });

  it('is never repeated with control characters', async () => {
    const { message } = await refusal(parseTime('\u001b[31mred\u202e\u0000', chicago));
    expect(message).toBe("'\\u{1b}[31mred\\u{202e}\\u{0}' is not a time");
  });

  it('is refused for a zone that does not exist', async () => {
    const { message, hint } = await refusal(parseTime('today', { zone: 'America/Chigaco', now }));
    expect(message).toBe("'America/Chigaco' is not a time zone");
    expect(hint).toBe('Did you mean America/Chicago?');
    await refusal(parseTime('today', { zone: '+05:00', now }));
  });
});

describe('a change of the clocks', () => {
  it('that makes a local time ambiguous is told with both readings', async () => {
    const { message } = await refusal(parseTime('2026-11-01 01:30', chicago));
    expect(message).toContain('2026-11-01 01:30 comes twice in America/Chicago');
    expect(message).toContain('2026-11-01T01:30-05:00 or 2026-11-01T01:30-06:00');
    expect(await parseTime('2026-11-01T01:30-05:00', chicago)).toBe('2026-11-01T06:30:00Z');
    expect(await parseTime('2026-11-01T01:30-06:00', chicago)).toBe('2026-11-01T07:30:00Z');
    expect(await parseTime('2026-11-01 00:59', chicago)).toBe('2026-11-01T05:59:00Z');
    expect(await parseTime('2026-11-01 02:00', chicago)).toBe('2026-11-01T08:00:00Z');
  });

  it('that makes a local time impossible is told with the times around it', async () => {
    const { message } = await refusal(parseTime('2026-03-08 02:30', chicago));
    expect(message).toContain('2026-03-08 02:30 does not exist in America/Chicago');
    expect(message).toContain('2026-03-08T01:30-06:00 or 2026-03-08T03:30-05:00');
  });

  it('is seen through words too', async () => {
    const before = { zone: 'America/Chicago', now: Date.parse('2026-10-31T15:00:00Z') };
    expect((await refusal(parseTime('tomorrow 1:30am', before))).message).toContain('comes twice');
  });

  it('makes a day of the calendar differ from 24 hours', async () => {
    const before = { zone: 'America/Chicago', now: Date.parse('2026-10-31T15:00:00Z') };
    expect(await parseTime('+1d', before)).toBe('2026-11-01T16:00:00Z');
    expect(await parseTime('+24h', before)).toBe('2026-11-01T15:00:00Z');
    const night = { zone: 'America/Chicago', now: Date.parse('2026-10-31T06:30:00Z') };
    expect((await refusal(parseTime('+1d', night))).message).toContain('2026-11-01 01:30 comes twice');
  });
});

describe('a local day', () => {
  it.each([
    ['2026-11-24', '2026-11-24T06:00:00Z', '2026-11-25T06:00:00Z'],
    ['today', '2026-11-24T06:00:00Z', '2026-11-25T06:00:00Z'],
    ['tomorrow', '2026-11-25T06:00:00Z', '2026-11-26T06:00:00Z'],
    ['monday', '2026-11-30T06:00:00Z', '2026-12-01T06:00:00Z'],
    ['2026-12-31', '2026-12-31T06:00:00Z', '2027-01-01T06:00:00Z'],
    ['2026-03-08', '2026-03-08T06:00:00Z', '2026-03-09T05:00:00Z'],
    ['2026-11-01', '2026-11-01T05:00:00Z', '2026-11-02T06:00:00Z'],
  ])('has 24 hours, or 23 or 25: %s', async (text, from, until) => {
    expect(await parseDay(text, chicago)).toEqual({ from, until });
  });

  it('begins after midnight where midnight is skipped', async () => {
    expect(await parseDay('2018-11-04', { zone: 'America/Sao_Paulo', now })).toEqual({
      from: '2018-11-04T03:00:00Z',
      until: '2018-11-05T02:00:00Z',
    });
  });

  it.each(['tomorrow 9am', '2026-11-24T14:30:00Z', '+1d', '17:30', 'now'])('is no point in time: %s', async (text) => {
    expect((await refusal(parseDay(text, chicago))).message).toBe(`'${text}' is not a day`);
  });

  it('can be had as a date', async () => {
    expect(await parseDate('tomorrow', chicago)).toBe('2026-11-25');
    expect(await parseDate('2026-11-24', chicago)).toBe('2026-11-24');
  });
});
