/** Lists as a command gives them: the pages, and afterwards whether there are more and what does not add up. */
import type { Page } from '../api/answers.ts';
import type { JsonAnswer } from '../api/client.ts';
import { emptyOutcome, PAGE_LIMIT, readPages } from '../api/pages.ts';
import type { ApiRequest } from '../api/types.ts';
import { TemporaryError } from '../errors.ts';
import type { JsonObject } from '../spec/json.ts';
import type { Session } from './session.ts';

export interface Extent {
  /** The most records to give; Infinity: every one. */
  readonly wanted: number;
  /** How many to leave out at the start. */
  readonly offset: number;
  /** An incomplete list is a failure. */
  readonly strict?: boolean;
}

/** The first request of a list, as `--dry-run` shows it. */
export const firstPage = (request: ApiRequest, { wanted, offset }: Extent): ApiRequest => ({
  ...request,
  query: [
    ...(request.query ?? []),
    ['limit', String(Math.min(wanted, PAGE_LIMIT))],
    ...(offset > 0 ? [['offset', String(offset)] as const] : []),
  ],
});

/** @throws TemporaryError at the end when the list is doubtful and `strict` */
export async function* listPages(
  session: Session,
  request: ApiRequest,
  unwrap: (body: JsonAnswer['body']) => Page,
  { wanted, offset, strict = false }: Extent,
): AsyncGenerator<readonly JsonObject[]> {
  const outcome = emptyOutcome();
  const api = await session.api();
  const { signal, io } = session;
  yield* readPages({ api, request, unwrap, wanted, offset, signal, now: io.now }, outcome);
  if (outcome.more) {
    const of = outcome.total === undefined ? '' : ` of ${outcome.total}`;
    await session.tell(`Showing ${outcome.given}${of}; use --limit N or --all for more.`);
  }
  if (outcome.doubts.length === 0) return;
  const doubts = outcome.doubts.join('; ');
  if (strict) throw new TemporaryError(`the list may be incomplete: ${doubts}`, { hint: 'Run the command again.' });
  await session.warn(`the list may be incomplete: ${doubts}`);
}
