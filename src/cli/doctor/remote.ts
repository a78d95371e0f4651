/** What can be checked only by asking the API and the host of the files. */
import { refusalOf } from '../../api/answers.ts';
import { proxyFor } from '../../api/proxy.ts';
import { redactUrl } from '../../api/trace.ts';
import { NetworkError } from '../../api/transport.ts';
import type { Answer } from '../../api/types.ts';
import { isFresh, readKept } from '../../auth/kept.ts';
import { durationText } from '../../output/times.ts';
import { tokenPlace } from '../connect.ts';
import type { Session } from '../session.ts';
import { checked, type Finding, ok, warning } from './finding.ts';

/** A list that every account may read. */
const READABLE = '/v3/jobs';
/** Milliseconds for one look. */
const PATIENCE = 15_000;
/** Seconds by which the clocks may differ before somebody should know. */
const TOLERATED = 60;

/** @throws UsageError for an address that is none */
export async function proxy(session: Session): Promise<Finding> {
  const { apiUrl } = await session.settings();
  const used = proxyFor(new URL(apiUrl), session.io.env);
  const given = session.io.env['HTTPS_PROXY'] || session.io.env['https_proxy'];
  if (used !== undefined) return ok('proxy', redactUrl(used));
  return ok('proxy', given ? `not for ${new URL(apiUrl).host}` : 'none');
}

/** Everything that one request without a token tells: reachability, certificate, clock; then the token and the files. */
export async function* remote(session: Session): AsyncGenerator<Finding> {
  const { apiUrl, filesUrl } = await session.settings();
  let answer: Answer | undefined;
  const reached = await checked('api', async () => {
    const began = session.io.now();
    answer = await knock(session, `${apiUrl}${READABLE}?limit=1`);
    const took = session.io.now() - began;
    return asReached('api', apiUrl, answer, took);
  });
  const refused = reached.error instanceof NetworkError && reached.error.lasting;
  yield refused ? { ...reached, check: 'certificate' } : reached;
  if (!refused && answer) {
    yield certificate(session, apiUrl);
    yield clock(session, answer);
  }
  const onItsHost = new URL(filesUrl).origin === new URL(apiUrl).origin;
  if (reached.error) {
    yield warning('token', 'not tried, since the API does not answer', 'Mend that first.');
    if (onItsHost) return;
  } else {
    yield await checked('token', () => token(session));
  }
  yield onItsHost ? ok('files', 'on the host of the API') : await checked('files', () => files(session, filesUrl));
}

/** One request without token and without retries: any answer is one. @throws NetworkError */
async function knock(session: Session, url: string): Promise<Answer> {
  const signal = AbortSignal.any([session.signal, AbortSignal.timeout(PATIENCE)]);
  const headers = { accept: 'application/json' };
  const transport = await session.transport();
  try {
    const answer = await transport.once({ method: 'GET', url, headers, body: undefined, signal });
    answer.body.discard();
    return answer;
  } catch (error) {
    if (session.signal.aborted || !signal.aborted) throw error;
    const { host } = new URL(url);
    throw new NetworkError(`${host} does not answer`, true, false, 'Check the network and try again.', error);
  }
}

/** @throws TemporaryError for a host that fails */
function asReached(check: string, url: string, { status, requestId }: Answer, ms: number): Finding {
  const { host } = new URL(url);
  if (status >= 500) throw refusalOf({ status, requestId }, '', 'GET');
  const finding = `${host} answers after ${ms} ms`;
  if (status < 300 || status >= 400) return ok(check, finding);
  return warning(check, `${finding} with a redirect (${status})`, 'Check the address with: dispatch auth status');
}

function certificate({ io }: Session, apiUrl: string): Finding {
  const { protocol, host } = new URL(apiUrl);
  if (protocol !== 'https:') return ok('certificate', 'none: the address is http:');
  if (io.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    const mend = 'Unset it, and name your own authority in NODE_EXTRA_CA_CERTS.';
    return warning('certificate', 'accepted; NODE_TLS_REJECT_UNAUTHORIZED=0 is set, which dispatch ignores', mend);
  }
  return ok('certificate', `that of ${host} is accepted`);
}

function clock({ io }: Session, { headers }: Answer): Finding {
  const date = typeof headers['date'] === 'string' ? Date.parse(headers['date']) : Number.NaN;
  if (Number.isNaN(date)) return ok('clock', 'the API does not say its time');
  const ahead = Math.round((io.now() - date) / 1000);
  const by = durationText(Math.abs(ahead));
  if (Math.abs(ahead) <= TOLERATED) return ok('clock', `within ${by} of the API's`);
  const finding = `${by} ${ahead > 0 ? 'ahead of' : 'behind'} the API's`;
  return warning('clock', finding, 'Set the clock of this machine: today and +2h mean its time.');
}

/** @throws AuthError, and whatever keeps a token from being got and accepted */
async function token(session: Session): Promise<Finding> {
  await (await session.tokens()).current();
  await (await session.api()).json({ method: 'GET', path: READABLE, query: [['limit', '1']] });
  const now = session.io.now();
  const kept = readKept(tokenPlace(await session.settings(), session.io));
  if (!kept || !isFresh(kept, now)) return ok('token', 'the API accepts it');
  const left = Math.max(0, Math.round((kept.obtainedAt + kept.expiresIn * 1000 - now) / 1000));
  return ok('token', `the API accepts it, for another ${durationText(left)}`);
}

/** @throws NetworkError, TemporaryError */
async function files(session: Session, filesUrl: string): Promise<Finding> {
  const began = session.io.now();
  return asReached('files', filesUrl, await knock(session, filesUrl), session.io.now() - began);
}
