/** The account's records as candidates: from what is kept of them, else from one page of the API, quickly or not at all. */
import { recordsOf } from '../api/answers.ts';
import { createApi } from '../api/client.ts';
import { PAGE_LIMIT } from '../api/pages.ts';
import { createTransport } from '../api/transport.ts';
import { isFresh, readKept } from '../auth/kept.ts';
import { fixedToken } from '../auth/tokens.ts';
import { type KnownRecord, readNames } from '../config/names-cache.ts';
import { type GivenFlags, resolveSettings, type Settings } from '../config/settings.ts';
import { isZone } from '../input/zones.ts';
import type { Io } from '../io.ts';
import { oneLine } from '../output/safe.ts';
import { localTimes } from '../output/times.ts';
import { RESOURCES } from '../resources/index.ts';
import type { Resource } from '../spec/resource.ts';
import { VERSION } from '../version.ts';
import type { Candidate } from './complete.ts';
import { isOwnEmulator, requireProfile, tokenPlace } from './connect.ts';
import { listOf } from './fetch.ts';
import { knownIn, namesPlace, remember } from './remember.ts';

/** Milliseconds for the request: whoever waits for a completion notices a tenth of a second, of which the start takes its part. */
const PATIENCE = 60;

/** What an appointment is called has a time in it. */
const TIMESTAMP = /\d{4}-\d\d-\d\dT[\d:.]+Z/;

/** @param name of a resource. @param given the flags of the unfinished line. @throws whatever stands in the way */
export async function recordCandidates(io: Io, name: string, given: GivenFlags): Promise<Candidate[]> {
  const resource = RESOURCES.find((candidate) => candidate.name === name);
  if (!resource) return [];
  const settings = await resolveSettings(given, io);
  requireProfile(settings);
  const place = namesPlace(settings, io, resource);
  const kept = place ? readNames(place) : [];
  const records = kept.length > 0 ? kept : await askApi(settings, io, resource);
  const zone = settings.given('tz')?.value;
  const local = localTimes(zone !== undefined && isZone(zone) ? zone : undefined);
  return records.map(({ id, label }) => ({ value: String(id), about: oneLine(label.replace(TIMESTAMP, local)) }));
}

/** One page, by a token that is there: to renew one would take too long, and it is not for a completion to log in. */
async function askApi(settings: Settings, io: Io, resource: Resource): Promise<readonly KnownRecord[]> {
  if (!resource.requests.includes('list') || isOwnEmulator(settings)) return [];
  const token = settings.token ?? keptToken(settings, io);
  if (token === undefined) return [];
  const transport = createTransport(io.env);
  try {
    const api = createApi({
      apiUrl: settings.apiUrl,
      transport,
      tokens: fixedToken(token),
      retries: 0,
      signal: AbortSignal.timeout(PATIENCE),
      userAgent: `dispatch-cli/${VERSION}`,
      now: io.now,
    });
    const { body } = await api.json({ ...listOf(resource), query: [['limit', String(PAGE_LIMIT)]] });
    const found = knownIn(recordsOf(body, resource).records, resource, io.now());
    remember(settings, io, resource, found);
    return found;
  } finally {
    await transport.close();
  }
}

function keptToken(settings: Settings, io: Io): string | undefined {
  const kept = readKept(tokenPlace(settings, io));
  return kept && isFresh(kept, io.now()) ? kept.accessToken : undefined;
}
