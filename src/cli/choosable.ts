/** Records that a person can pick from, with their names. */
import { recordsOf } from '../api/answers.ts';
import { emptyOutcome, readPages } from '../api/pages.ts';
import { type KnownRecord, NAMES_MOST, readNames } from '../config/names-cache.ts';
import { AuthError, DispatchError, Interrupted } from '../errors.ts';
import { oneLine } from '../output/safe.ts';
import { RESOURCES } from '../resources/index.ts';
import type { Resource } from '../spec/resource.ts';
import type { Choosable } from './ask.ts';
import { listOf } from './fetch.ts';
import { knownIn, namesPlace, remember } from './remember.ts';
import type { Session } from './session.ts';

/**
 * The first records of a resource; none where it has no list, or its list cannot be read: a number can be typed all the same.
 * @throws AuthError where nobody is logged in, before questions are answered in vain
 */
export async function choosable(session: Session, name: string | undefined): Promise<Choosable[]> {
  const resource = RESOURCES.find((candidate) => candidate.name === name);
  if (!resource?.requests.includes('list')) return [];
  const records = session.dryRun ? await kept(session, resource) : await listed(session, resource);
  return records.map(({ id, label }) => ({ id, name: oneLine(label) }));
}

/** A dry run sends nothing. */
async function kept({ settings, io }: Session, resource: Resource): Promise<readonly KnownRecord[]> {
  const place = namesPlace(await settings(), io, resource);
  return place ? readNames(place) : [];
}

async function listed(session: Session, resource: Resource): Promise<readonly KnownRecord[]> {
  const { io, signal } = session;
  const found: KnownRecord[] = [];
  try {
    const reading = {
      api: await session.api(),
      request: listOf(resource),
      unwrap: (body: Parameters<typeof recordsOf>[0]) => recordsOf(body, resource),
      offset: 0,
      wanted: NAMES_MOST,
      signal,
      now: io.now,
    };
    for await (const page of readPages(reading, emptyOutcome())) found.push(...knownIn(page, resource, io.now()));
    remember(await session.settings(), io, resource, found);
  } catch (error) {
    const isFinal = error instanceof Interrupted || (error instanceof AuthError && error.status !== 403);
    if (isFinal || !(error instanceof DispatchError)) throw error;
  }
  return found;
}
