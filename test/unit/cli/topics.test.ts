import { describe, expect, it } from 'vitest';
import { DURATION_FORMS, TIME_FORMS, TOPICS, topicText } from '../../../src/cli/topics.ts';
import { parseDuration } from '../../../src/input/durations.ts';
import { parseTime } from '../../../src/input/times.ts';

const plain = { columns: undefined, color: false };

describe('topics', () => {
  it('are those that the help names', () => {
    expect(TOPICS.map(({ name }) => name)).toEqual(['exit-codes', 'output', 'times', 'environment']);
    expect(topicText('nonsense', plain)).toBeUndefined();
  });

  it.each(TOPICS.map(({ name }) => name))('%s begins with examples and fits the terminal', (name) => {
    const text = topicText(name, { columns: 60, color: false }) ?? '';
    expect(text).toMatch(/^Examples\n {2}\S/);
    const prose = text.split('\n').filter((line) => !line.includes('dispatch '));
    expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  it('say what the program goes by', () => {
    expect(topicText('exit-codes', plain)).toMatch(/\n {2}7 +a bulk run finished, some rows failed\n/);
    expect(topicText('environment', plain)).toMatch(/\n {2}DISPATCH_TOKEN +a bearer token used as it is; no refresh\n/);
    expect(topicText('output', plain)).toMatch(/\n {2}ndjson +One record a line/);
    expect(topicText('output', plain)).toMatch(/\n {2}-o, --output FORMAT +Output format/);
  });

  it.each(TIME_FORMS.map(([form]) => form))('%s is a time', async (form) => {
    expect(await parseTime(form, { zone: 'America/Chicago', now: Date.parse('2026-11-24T12:00:00Z') })).toMatch(/Z$/);
  });

  it.each(['17:30', '+2h', '-30m', '+1d', '3 days ago', 'today', 'yesterday'])('%s is a time, too', async (form) => {
    expect(await parseTime(form, { zone: 'America/Chicago', now: Date.parse('2026-11-24T12:00:00Z') })).toMatch(/Z$/);
  });

  it('lengths of time can be typed', () => {
    expect(DURATION_FORMS.map(([form]) => parseDuration(form))).toEqual([5400, 5400]);
  });
});
