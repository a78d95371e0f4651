/** `dispatch profiles`: several accounts, each with its environment, addresses and defaults. */

import { ENVIRONMENT_NAMES } from '../config/environments.ts';
import { configDir } from '../config/paths.ts';
import {
  changeProfile,
  PROFILE_DEFAULTS,
  type Profile,
  type ProfileDefault,
  readConfig,
  useProfile,
} from '../config/profiles.ts';
import { checkAddress, checkProfileName } from '../config/settings.ts';
import { NotFoundError, UsageError } from '../errors.ts';
import { parseTimeout } from '../input/durations.ts';
import { parseCount } from '../input/numbers.ts';
import { quote } from '../input/quote.ts';
import { checkZone } from '../input/zones.ts';
import { FORMATS, type Result } from '../output/result.ts';
import { boolean, string } from '../spec/field.ts';
import type { JsonObject } from '../spec/json.ts';
import { suggest } from '../spec/suggest.ts';
import { ask } from './ask.ts';
import { forget, refuseDryRun } from './auth.ts';
import type { Argument, Call, Command } from './command.ts';
import type { Session } from './session.ts';

const PROFILE = {
  name: string('Name', { column: 1 }),
  current: boolean('Used when none is named', { column: 1 }),
  account: string('Public key or user', { column: 1 }),
  logged_in_at: string('Address it is logged in at', { column: 2 }),
  ...Object.fromEntries(PROFILE_DEFAULTS.map((name) => [name, string(`Default of --${name}`, { column: 3 })])),
};

const NAME: Argument = { name: 'NAME', about: 'The profile', completes: 'profile' };

export const profilesCommand: Command = {
  name: 'profiles',
  about: 'Several accounts side by side, each with its defaults',
  commands: () => [
    { name: 'list', about: 'List the profiles', examples: ['profiles list'], fields: PROFILE, run: list },
    {
      name: 'use',
      about: 'Use a profile when none is named',
      examples: ['profiles use work'],
      arguments: [NAME],
      run: use,
    },
    {
      name: 'show',
      about: 'Show a profile; without a name the one in use',
      examples: ['profiles show', 'profiles show work -o json'],
      arguments: [{ ...NAME, optional: true }],
      fields: PROFILE,
      run: show,
    },
    {
      name: 'set',
      about: 'Keep the flags given with it as defaults of a profile, which is made if need be',
      notes: [`What it keeps: ${PROFILE_DEFAULTS.map((name) => `--${name}`).join(', ')}.`],
      examples: [
        'profiles set work --env sandbox --output json --tz America/Chicago',
        'profiles set work --unset output',
      ],
      arguments: [NAME],
      flags: () => [
        { name: 'files-url', value: 'URL', about: 'Full address of the datafiles collection' },
        { name: 'unset', value: 'DEFAULT', many: true, choices: PROFILE_DEFAULTS, about: 'Forget this default' },
      ],
      run: set,
    },
    {
      name: 'remove',
      about: 'Remove a profile with its secret and token',
      notes: ['Asks first at a terminal; elsewhere it needs --yes.'],
      examples: ['profiles remove work --yes'],
      arguments: [NAME],
      run: remove,
    },
  ],
};

const recordOf = (name: string, current: string, { defaults, login }: Profile): JsonObject => ({
  name,
  current: name === current,
  account: login?.username ?? login?.clientId ?? null,
  logged_in_at: login?.apiUrl ?? null,
  ...Object.fromEntries(PROFILE_DEFAULTS.map((key) => [key, defaults[key] ?? null])),
});

async function list({ session }: Call): Promise<Result> {
  const { current, profiles } = await readConfig(session.io);
  const records = [...profiles].map(([name, profile]) => recordOf(name, current, profile));
  const pages = (async function* () {
    yield records;
  })();
  return { kind: 'records', nouns: 'profiles', fields: PROFILE, pages };
}

async function show({ session, args }: Call): Promise<Result> {
  const { current } = await readConfig(session.io);
  const name = args[0] ?? (await session.settings()).profile.value;
  return { kind: 'record', fields: PROFILE, record: recordOf(name, current, await existing(session, name)) };
}

async function use({ session, args: [name = ''] }: Call): Promise<Result> {
  refuseDryRun(session);
  await existing(session, name);
  await useProfile(session.io, configDir(session.io), name);
  await session.tell(`Now using the profile ${name}.`);
  return { kind: 'nothing' };
}

async function set({ session, args: [word = ''], flags }: Call): Promise<Result> {
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

async function remove({ session, args: [name = ''] }: Call): Promise<Result> {
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
