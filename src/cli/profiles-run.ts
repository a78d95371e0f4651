/** What `dispatch profiles` does. */

import { ENVIRONMENT_NAMES } from '../config/environments.ts';
import { configDir } from '../config/paths.ts';
import { PROFILE_DEFAULTS, type ProfileDefault } from '../config/profile-defaults.ts';
import { changeProfile, type Profile, readConfig, useProfile } from '../config/profiles.ts';
import { checkAddress, checkProfileName } from '../config/settings.ts';
import { NotFoundError, UsageError } from '../errors.ts';
import { parseTimeout } from '../input/durations.ts';
import { parseCount } from '../input/numbers.ts';
import { quote } from '../input/quote.ts';
import { checkZone } from '../input/zones.ts';
import { FORMATS, type Result } from '../output/result.ts';
import type { JsonObject } from '../spec/json.ts';
import { suggest } from '../spec/suggest.ts';
import { ask } from './ask.ts';
import { forget } from './auth-run.ts';
import type { Call } from './command.ts';
import { refuseDryRun } from './plan.ts';
import { PROFILE } from './profiles.ts';
import type { Session } from './session.ts';

const recordOf = (name: string, current: string, { defaults, login }: Profile): JsonObject => ({
  name,
  current: name === current,
  account: login?.username ?? login?.clientId ?? null,
  logged_in_at: login?.apiUrl ?? null,
  ...Object.fromEntries(PROFILE_DEFAULTS.map((key) => [key, defaults[key] ?? null])),
});

export async function list({ session }: Call): Promise<Result> {
  const { current, profiles } = await readConfig(session.io);
  const records = [...profiles].map(([name, profile]) => recordOf(name, current, profile));
  const pages = (async function* () {
    yield records;
  })();
  return { kind: 'records', nouns: 'profiles', fields: PROFILE, pages };
}

export async function show({ session, args }: Call): Promise<Result> {
  const { current } = await readConfig(session.io);
  const name = args[0] ?? (await session.settings()).profile.value;
  return { kind: 'record', fields: PROFILE, record: recordOf(name, current, await existing(session, name)) };
}

export async function use({ session, args: [name = ''] }: Call): Promise<Result> {
  refuseDryRun(session);
  await existing(session, name);
  await useProfile(session.io, configDir(session.io), name);
  await session.tell(`Now using the profile ${name}.`);
  return { kind: 'nothing' };
}

export async function set({ session, args: [word = ''], flags }: Call): Promise<Result> {
  refuseDryRun(session);
  const name = checkProfileName(word);
  const given = PROFILE_DEFAULTS.flatMap((key) => {
    const value = flags.get(key);
    return value === undefined ? [] : [[key, checkedDefault(key, value, flags.has('insecure-http'))] as const];
  });
  const unset = flags.all('unset').map(knownDefault);
  if (given.length + unset.length === 0) {
    throw new UsageError('nothing to keep was given', { hint: 'See: dispatch profiles set --help' });
  }
  await changeProfile(session.io, configDir(session.io), name, (now) => {
    const kept = Object.entries(now?.defaults ?? {}).filter(([key]) => !unset.includes(key as ProfileDefault));
    return { ...now, defaults: Object.fromEntries([...kept, ...given]) };
  });
  await session.tell(`Kept in the profile ${name}.`);
  return { kind: 'nothing' };
}

export async function remove({ session, args: [name = ''] }: Call): Promise<Result> {
  refuseDryRun(session);
  const { login } = await existing(session, name);
  await ask(session, `Remove the profile ${name}?`, async () => []);
  if (login) await forget(session, await session.settings(), name, login);
  await changeProfile(session.io, configDir(session.io), name, () => undefined);
  await session.tell(`Removed the profile ${name}.`);
  return { kind: 'nothing' };
}

/** @throws NotFoundError */
async function existing(session: Session, name: string): Promise<Profile> {
  const { profiles } = await readConfig(session.io);
  const profile = profiles.get(name);
  if (profile) return profile;
  const guess = suggest(name, profiles.keys());
  throw new NotFoundError(`there is no profile ${quote(name)}`, {
    hint: guess ? `Did you mean ${guess}?` : 'See: dispatch profiles list',
  });
}

function knownDefault(word: string): ProfileDefault {
  const known = PROFILE_DEFAULTS.find((key) => key === word.replace(/^--/, ''));
  if (known) return known;
  throw new UsageError(`--unset: there is no default ${quote(word)}`, {
    hint: `There are ${PROFILE_DEFAULTS.join(', ')}.`,
  });
}

/** What is kept must be usable later, when nobody remembers where it came from. */
function checkedDefault(key: ProfileDefault, value: string, insecure: boolean): string {
  const among = (known: readonly string[]) => {
    if (!known.includes(value)) throw new UsageError(`--${key} must be one of ${known.join(', ')}`);
    return value;
  };
  if (key === 'env') return among(ENVIRONMENT_NAMES);
  if (key === 'output') return among(FORMATS);
  if (key === 'api-url' || key === 'files-url') return checkAddress({ value, source: `--${key}` }, insecure);
  if (key === 'tz') checkZone(value, '--tz');
  if (key === 'timeout') parseTimeout(value);
  if (key === 'retries') parseCount(value, '--retries', 0, 0);
  return value;
}
