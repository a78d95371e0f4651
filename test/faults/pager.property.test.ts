/** The pager against a model of the server that caps pages, lies about its total, and changes while it is read. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrapMany } from '../../src/api/answers.ts';
import type { JsonAnswer, TextAnswer } from '../../src/api/client.ts';
import { emptyOutcome, type Outcome, readPages } from '../../src/api/pages.ts';
import type { ApiRequest } from '../../src/api/types.ts';
import { TemporaryError } from '../../src/errors.ts';

/** What happens to the list just before a request is answered; places count from 0 and are taken modulo the length. */
interface Change {
  readonly kind: 'insert' | 'delete' | 'none';
  readonly at: number;
}

interface Model {
  /** How many records there are at first, with the ids from 1. */
  readonly size: number;
  /** The most records in the first page, the second, and so on, over again. */
  readonly caps: readonly number[];
  /** Before the first request, the second, and so on; then nothing more happens. */
  readonly changes: readonly Change[];
  /** `meta.total`, from the true one. */
  readonly total: (truth: number) => number | undefined;
  readonly ignoresOffset?: boolean;
  /** The request that is refused for good, from 0. */
  readonly failsAt?: number;
  /** How long the first answer, the second, and so on take, over again. */
  readonly delays: readonly number[];
}

interface Read {
  readonly ids: number[];
  readonly outcome: Outcome;
  readonly requests: number;
  /** Ids that were there from beginning to end. */
  readonly lasting: number[];
  /** Ids that were there at some time. */
  readonly ever: ReadonlySet<number>;
  readonly failure: unknown;
}

const truthful = (truth: number): number => truth;

async function read(model: Model, { offset = 0, wanted = Number.POSITIVE_INFINITY } = {}): Promise<Read> {
  const held = Array.from({ length: model.size }, (_, at) => at + 1);
  const lasting = new Set(held);
  const ever = new Set(held);
  let requests = 0;

  const change = (what: Change | undefined) => {
    if (what === undefined || what.kind === 'none') return;
    const at = what.at % Math.max(1, held.length);
    if (what.kind === 'delete') for (const gone of held.splice(at, 1)) lasting.delete(gone);
    else {
      const id = ever.size + 1;
      held.splice(at, 0, id);
      ever.add(id);
    }
  };

  const answer = ({ query = [] }: ApiRequest): unknown => {
    const asked = new Map(query);
    const turn = requests;
    requests += 1;
    if (requests > 10_000) throw new Error('it does not end');
    change(model.changes[turn]);
    if (turn === model.failsAt) throw new TemporaryError('out of order');
    const from = model.ignoresOffset ? 0 : Number(asked.get('offset') ?? 0);
    const most = Math.min(Number(asked.get('limit')), model.caps[turn % model.caps.length] ?? 100);
    return { brands: held.slice(from, from + most).map((id) => ({ id })), meta: { total: model.total(held.length) } };
  };

  const text = async (request: ApiRequest): Promise<TextAnswer> => {
    const body = JSON.stringify(answer(request));
    const delay = model.delays[requests % model.delays.length] ?? 0;
    for (let ticks = 0; ticks < delay; ticks += 1) await undefined;
    return { status: 200, text: body, requestId: undefined, date: undefined, took: 0, tries: 1 };
  };

  const outcome = emptyOutcome();
  const ids: number[] = [];
  const reading = {
    api: { text },
    request: { method: 'GET', path: '/v3/brands' },
    unwrap: (body: JsonAnswer['body']) => unwrapMany(body, 'brands', 'brands'),
    offset,
    wanted,
    signal: new AbortController().signal,
    now: () => 0,
  };
  let failure: unknown;
  try {
    for await (const page of readPages(reading, outcome)) ids.push(...page.map(({ id }) => Number(id)));
  } catch (error) {
    failure = error;
  }
  return { ids, outcome, requests, lasting: [...lasting], ever, failure };
}

const size = fc.integer({ min: 0, max: 700 });
const caps = fc.array(fc.constantFrom(1, 7, 37, 50, 99, 100, 250), { minLength: 1, maxLength: 5 });
const delays = fc.array(fc.nat(30), { minLength: 1, maxLength: 7 });
const at = fc.nat(1000);
const changesOf = (...kinds: readonly ('insert' | 'delete')[]): fc.Arbitrary<Change[]> =>
  fc.array(fc.record({ kind: fc.constantFrom('none', ...kinds), at }), { maxLength: 12 });
const lie = fc.oneof(
  fc.constant(undefined),
  fc.integer({ min: 0, max: 2000 }),
  fc.constantFrom(0, 1, 37, 100, 1_000_000_000),
);

/** Every page may be one record long, and eight may be asked for in vain each time. */
const bound = (size: number): number => 9 * (size + 12) + 10;

const run = { numRuns: 400 };

describe('the pager, against a server that', () => {
  it('32 33 caps its pages as it likes and lies about its total: everything, in order, or a doubt where the total differs', async () => {
    await fc.assert(
      fc.asyncProperty(size, caps, delays, lie, async (size, caps, delays, total) => {
        const { ids, outcome, requests } = await read({ size, caps, delays, changes: [], total: () => total });
        expect(ids).toEqual(Array.from({ length: size }, (_, at) => at + 1));
        expect(outcome.given).toBe(size);
        expect(outcome.doubts.length > 0).toBe(total !== undefined && total !== size);
        expect(requests).toBeLessThan(bound(size));
      }),
      run,
    );
  });

  it('32 is asked for a part: exactly that part, and whether there is more', async () => {
    const part = { offset: fc.nat(400), wanted: fc.integer({ min: 1, max: 400 }) };
    await fc.assert(
      fc.asyncProperty(size, caps, delays, part.offset, part.wanted, async (size, caps, delays, offset, wanted) => {
        const model = { size, caps, delays, changes: [], total: truthful };
        const { ids, outcome } = await read(model, { offset, wanted });
        const last = Math.min(size, offset + wanted);
        expect(ids).toEqual(Array.from({ length: Math.max(0, last - offset) }, (_, at) => offset + at + 1));
        expect(outcome.more).toBe(size > offset + wanted);
        expect(outcome.doubts).toEqual([]);
      }),
      run,
    );
  });

  it.each(['insert', 'delete'] as const)(
    '35 has records that others %s: each that stays is given once, or there is a doubt',
    async (kind) => {
      await fc.assert(
        fc.asyncProperty(size, caps, delays, changesOf(kind), async (size, caps, delays, changes) => {
          const { ids, outcome, requests, lasting, ever } = await read({
            size,
            caps,
            delays,
            changes,
            total: truthful,
          });
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.every((id) => ever.has(id))).toBe(true);
          const given = new Set(ids);
          if (!lasting.every((id) => given.has(id))) expect(outcome.doubts).not.toEqual([]);
          expect(requests).toBeLessThan(bound(size));
        }),
        run,
      );
    },
  );

  it('35 inserts, deletes and lies at once: no record twice, none invented, and an end', async () => {
    await fc.assert(
      fc.asyncProperty(
        size,
        caps,
        delays,
        changesOf('insert', 'delete'),
        lie,
        async (size, caps, delays, changes, total) => {
          const { ids, requests, ever } = await read({ size, caps, delays, changes, total: () => total });
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.every((id) => ever.has(id))).toBe(true);
          expect(requests).toBeLessThan(bound(size));
        },
      ),
      run,
    );
  });

  it('34 ignores the offset: its one page, an end after few requests, and a doubt where there should be more', async () => {
    const cap = fc.constantFrom(1, 7, 37, 50, 99, 100);
    await fc.assert(
      fc.asyncProperty(size, cap, delays, async (size, cap, delays) => {
        const model = { size, caps: [cap], delays, changes: [], total: truthful, ignoresOffset: true };
        const { ids, outcome, requests } = await read(model);
        expect(ids).toEqual(Array.from({ length: Math.min(size, cap) }, (_, at) => at + 1));
        expect(outcome.doubts.length > 0).toBe(size > cap);
        expect(requests).toBeLessThanOrEqual(3);
      }),
      run,
    );
  });

  it('36 fails for good somewhere: the failure is thrown, and what was given before it has no gap', async () => {
    await fc.assert(
      fc.asyncProperty(size, caps, delays, fc.nat(8), async (size, caps, delays, failsAt) => {
        const model = { size, caps, delays, changes: [], total: truthful, failsAt };
        const { ids, requests, failure } = await read(model);
        expect(ids).toEqual(Array.from({ length: ids.length }, (_, at) => at + 1));
        if (ids.length < size) expect(failure).toBeInstanceOf(TemporaryError);
        if (requests <= failsAt) expect(failure).toBeUndefined();
      }),
      run,
    );
  });
});
