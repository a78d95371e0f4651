import { describe, expect, it } from 'vitest';
import { type Change, changesSince, NOTHING_SEEN, type State } from '../../../../src/cli/watch/changes.ts';
import type { JsonObject } from '../../../../src/spec/json.ts';

const NOON = Date.parse('2026-11-24T12:00:00Z');
const MINUTE = 60_000;
const at = (ms: number) => new Date(ms).toISOString();

const visit = (id: number, status: string, more: JsonObject = {}): JsonObject => ({
  id,
  status,
  user_id: 7,
  created_at: at(NOON - 60 * MINUTE),
  updated_at: at(NOON - 60 * MINUTE),
  ...more,
});

/** Readings a minute apart; `account` answers look-ups. */
async function read(lists: readonly (readonly JsonObject[])[], account: Record<number, JsonObject | 'unknown'> = {}) {
  const told: (readonly Change[])[] = [];
  const lookedUp: number[] = [];
  let state: State = NOTHING_SEEN;
  for (const [index, records] of lists.entries()) {
    const reading = await changesSince(
      state,
      { records, at: NOON + index * MINUTE },
      {
        choose: (record) => record,
        lookUp: async (id) => {
          lookedUp.push(id);
          return account[id] ?? 'gone';
        },
      },
    );
    state = reading.state;
    told.push(reading.changes);
  }
  return { told, state, lookedUp };
}

describe('changesSince', () => {
  it('tells nothing of the first reading', async () => {
    const { told, state } = await read([[visit(1, 'scheduled')]]);
    expect(told).toEqual([[]]);
    expect(state.since).toBe(NOON);
    expect([...state.seen.keys()]).toEqual([1]);
  });

  it('tells a change once, with both states', async () => {
    const [before, after] = [visit(1, 'scheduled'), visit(1, 'enroute', { updated_at: at(NOON + 30_000) })];
    const { told } = await read([[before], [after], [after]]);
    expect(told).toEqual([[], [{ event: 'changed', id: 1, before, after }], []]);
  });

  it('does not take a new time of the last change, or null for nothing, for a change', async () => {
    const { told } = await read([[visit(1, 'draft')], [visit(1, 'draft', { updated_at: at(NOON), brand_id: null })]]);
    expect(told[1]).toEqual([]);
  });

  it('tells what is new and what is gone', async () => {
    const fresh = visit(2, 'draft', { created_at: at(NOON + 1_000), updated_at: at(NOON + 1_000) });
    const { told, state } = await read([[visit(1, 'draft')], [fresh]]);
    expect(told[1]).toEqual([
      { event: 'created', id: 2, before: null, after: fresh },
      { event: 'deleted', id: 1, before: visit(1, 'draft'), after: null },
    ]);
    expect([...state.seen.keys()]).toEqual([2]);
  });

  it('takes a record without times for new', async () => {
    const { told } = await read([[], [{ id: 2, status: 'draft' }]]);
    expect(told[1]).toMatchObject([{ event: 'created', id: 2 }]);
  });

  it('tells a record that the filters find only now as changed', async () => {
    const moved = visit(3, 'scheduled', { updated_at: at(NOON + 5_000) });
    const { told } = await read([[], [moved]]);
    expect(told[1]).toEqual([{ event: 'changed', id: 3, before: null, after: moved }]);
  });

  it('does not tell a record that was only overlooked before', async () => {
    const { told, state } = await read([[], [visit(3, 'scheduled')]]);
    expect(told[1]).toEqual([]);
    expect([...state.seen.keys()]).toEqual([3]);
  });

  it('tells a record that stopped matching the filters as changed, once, and lets it go', async () => {
    const after = visit(1, 'complete', { updated_at: at(NOON + 1_000) });
    // The record by itself has a field that the list leaves out.
    const { told, state, lookedUp } = await read([[visit(1, 'started')], [], [], []], {
      1: { ...after, marketing_attributions: [] },
    });
    expect(told).toEqual([[], [{ event: 'changed', id: 1, before: visit(1, 'started'), after }], [], []]);
    expect(state.seen.size).toBe(0);
    expect(lookedUp).toEqual([1, 1]);
  });

  it('notices that somebody was taken off a record that left the list', async () => {
    const after = visit(1, 'draft', { user_id: null });
    const { told } = await read([[visit(1, 'draft')], []], { 1: after });
    expect(told[1]).toMatchObject([{ event: 'changed', after: { user_id: null } }]);
  });

  it('keeps a record that slipped out of one page, and tells nothing when it is back', async () => {
    const { told } = await read([[visit(1, 'draft')], [], [visit(1, 'draft')]], { 1: visit(1, 'draft') });
    expect(told).toEqual([[], [], []]);
  });

  it('keeps a record of which nothing can be found out', async () => {
    const { told, state } = await read([[visit(1, 'draft')], [], [], []], { 1: 'unknown' });
    expect(told.flat()).toEqual([]);
    expect([...state.seen.keys()]).toEqual([1]);
  });
});
