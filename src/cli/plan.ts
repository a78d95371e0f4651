/** `--dry-run`: the requests that would be sent, as JSON, and nothing else. */
import { address } from '../api/query.ts';
import { redactBody } from '../api/trace.ts';
import type { ApiRequest } from '../api/types.ts';
import { UsageError } from '../errors.ts';
import type { Result } from '../output/result.ts';
import type { Json } from '../spec/json.ts';
import type { Session } from './session.ts';

/** One request gives one object, several an array. Passwords are not shown. */
export async function plan(session: Session, requests: readonly ApiRequest[]): Promise<Result> {
  const { apiUrl } = await session.settings();
  const planned = requests.map(({ method, path, query, body }) => ({
    method,
    url: address(apiUrl, path, query),
    body: (redactBody(body) ?? null) as Json,
  }));
  return { kind: 'raw', chunks: [`${JSON.stringify(planned.length === 1 ? planned[0] : planned, null, 2)}\n`] };
}

/** For commands that change this machine alone. @throws UsageError */
export function refuseDryRun({ dryRun }: Session): void {
  if (dryRun) throw new UsageError('this command sends no request, so that --dry-run has nothing to show');
}
