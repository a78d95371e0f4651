/** The support bundle: what somebody who is asked for help needs to know, without secrets and without customers. */
import { access } from 'node:fs/promises';
import { arch, release } from 'node:os';
import { NetworkError } from '../../api/transport.ts';
import { ENVIRONMENT } from '../../config/environment.ts';
import { type Profile, readConfig } from '../../config/profiles.ts';
import { DispatchError, LocalError, UsageError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { save } from '../../output/save.ts';
import type { Json, JsonObject } from '../../spec/json.ts';
import { VERSION } from '../../version.ts';
import { only, readFailure } from './failure.ts';
import type { Finding } from './finding.ts';

/** Of the system, beside those that the program reads itself. */
const OTHER_VARIABLES = [
  'CI',
  'LANG',
  'LC_ALL',
  'TERM',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'DBUS_SESSION_BUS_ADDRESS',
  'XDG_CONFIG_HOME',
];
/** Their values say nothing of anybody. */
const HARMLESS = new Set([
  'DISPATCH_ENV',
  'DISPATCH_OUTPUT',
  'NO_COLOR',
  'FORCE_COLOR',
  'TZ',
  'CI',
  'LANG',
  'LC_ALL',
  'TERM',
  'NODE_TLS_REJECT_UNAUTHORIZED',
]);
/** The longest value that is taken for harmless. */
const MOST = 64;

/** To be asked before anything is checked. @throws UsageError when the file is there already */
export async function refuseExisting(path: string): Promise<void> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (isThere) throw new UsageError(`${path} exists already`, { hint: 'Name another file in --bundle.' });
}

/** @throws LocalError when it cannot be written */
export async function writeBundle(path: string, io: Io, findings: readonly Finding[]): Promise<void> {
  const bundle: JsonObject = {
    created_at: new Date(io.now()).toISOString(),
    versions: { dispatch: VERSION, node: io.nodeVersion, platform: io.platform, release: release(), arch: arch() },
    profiles: await configurationOf(io),
    environment: environmentOf(io),
    checks: findings.map((finding) => ({ ...publicly(finding) })),
    last_failure: await readFailure(io),
  };
  const text = withoutHome(`${JSON.stringify(bundle, null, 2)}\n`, io);
  await save(path, only(text), false, 0o600);
}

/** What the user typed and what the API said stay out: nobody knows what they repeat. */
function publicly({ check, result, finding, discreet, mend, error }: Finding): JsonObject {
  const { code, status } = error ?? {};
  const isOurs = error === undefined || error instanceof LocalError || error instanceof NetworkError;
  const told = isOurs ? (discreet ?? finding) : `${code}${status === undefined ? '' : ` (${status})`}`;
  return { check, result, finding: told, mend: isOurs ? (mend ?? null) : null };
}

/** Which settings there are. Who logs in is left out, and so are the names of profiles, which may be those of customers. */
async function configurationOf(io: Io): Promise<Json> {
  try {
    const { current, profiles } = await readConfig(io);
    return [...profiles].map(([name, profile]) => ({ current: name === current, ...redacted(profile) }));
  } catch (error) {
    if (error instanceof DispatchError) return { unreadable: error.code };
    throw error;
  }
}

function redacted({ defaults, login }: Profile): JsonObject {
  return {
    defaults: { ...defaults },
    login: login ? { api_url: login.apiUrl, secret_in: login.secretIn, user: login.username !== undefined } : null,
  };
}

function environmentOf({ env }: Io): JsonObject {
  const names = [...ENVIRONMENT.flatMap(({ name }) => name.split(', ')), ...OTHER_VARIABLES];
  const set = names.filter((name) => env[name] !== undefined && env[name] !== '');
  return Object.fromEntries(
    set.map((name) => {
      const value = env[name] ?? '';
      return [name, HARMLESS.has(name) && value.length <= MOST ? value : '[set]'];
    }),
  );
}

/** A home directory has the user's name in it. */
function withoutHome(text: string, { home }: Io): string {
  return home === undefined || home.length < 2 ? text : text.replaceAll(JSON.stringify(home).slice(1, -1), '~');
}
