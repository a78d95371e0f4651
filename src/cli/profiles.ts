/** `dispatch profiles`: several accounts, each with its environment, addresses and defaults. What it does is loaded when it runs. */
import { PROFILE_DEFAULTS } from '../config/profile-defaults.ts';
import { boolean, string } from '../spec/field.ts';
import type { Argument, Command } from './command.ts';

/** A profile as it is shown. */
export const PROFILE = {
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
    {
      name: 'list',
      about: 'List the profiles',
      examples: ['profiles list'],
      fields: PROFILE,
      run: async (call) => (await import('./profiles-run.ts')).list(call),
    },
    {
      name: 'use',
      about: 'Use a profile when none is named',
      examples: ['profiles use work'],
      arguments: [NAME],
      run: async (call) => (await import('./profiles-run.ts')).use(call),
    },
    {
      name: 'show',
      about: 'Show a profile; without a name the one in use',
      examples: ['profiles show', 'profiles show work -o json'],
      arguments: [{ ...NAME, optional: true }],
      fields: PROFILE,
      run: async (call) => (await import('./profiles-run.ts')).show(call),
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
      run: async (call) => (await import('./profiles-run.ts')).set(call),
    },
    {
      name: 'remove',
      about: 'Remove a profile with its secret and token',
      notes: ['Asks first at a terminal; elsewhere it needs --yes.'],
      examples: ['profiles remove work --yes'],
      arguments: [NAME],
      run: async (call) => (await import('./profiles-run.ts')).remove(call),
    },
  ],
};
