/** `dispatch auth`: logging in and out, and what the token is. What the commands do is loaded when they run. */
import { boolean, integer, string, time } from '../spec/field.ts';
import type { Command } from './command.ts';

/** What `auth status` shows. */
export const STATUS = {
  profile: string('Profile', { column: 1 }),
  profile_source: string('Where the profile is chosen', { column: 1 }),
  account: string('Public key or user', { column: 1 }),
  account_source: string('Where the account comes from', { column: 1 }),
  environment: string('Environment', { column: 1 }),
  environment_source: string('Where the environment comes from', { column: 1 }),
  api_url: string('Address of the API', { column: 1 }),
  api_url_source: string('Where the address comes from', { column: 1 }),
  files_url: string('Address of the datafiles', { column: 1 }),
  secret: string('Where the secret is kept', { column: 1 }),
  token_valid: boolean('Whether a token is kept that can be used; if not, the next command gets one', { column: 1 }),
  token_valid_until: time('Until when, by the local clock', { column: 1 }),
  token_valid_seconds: integer('For how long', { column: 1 }),
} as const;

export const authCommand: Command = {
  name: 'auth',
  about: 'Log in and out, and see who you are',
  commands: () => [
    {
      name: 'login',
      about: 'Log in with the public and secret key of an account; they are tried before they are kept',
      notes: [
        'The secret goes to the system’s keyring where there is one, else to a file that only you can read.',
        'A single service provider logs in with --username; the password is not kept, the session is renewed by itself.',
      ],
      examples: [
        'auth login',
        'auth login --profile sandbox --env sandbox',
        'auth login --client-id KEY --client-secret-stdin < secret.txt',
        'auth login --username jim@example.com --password-stdin < password.txt',
      ],
      flags: () => [
        { name: 'client-id', value: 'KEY', about: 'Public key' },
        { name: 'client-secret-stdin', about: 'Read the secret key from standard input' },
        { name: 'username', value: 'EMAIL', about: 'Log in as this user of a service provider' },
        { name: 'password-stdin', about: 'Read the password from standard input; the keys come from the environment' },
        { name: 'insecure-storage', about: 'Keep the secret in a file that only you can read, not in the keyring' },
      ],
      run: async (call) => (await import('./auth-run.ts')).login(call),
    },
    {
      name: 'logout',
      about: 'Forget the secret and the token of a profile, and the names kept for its tables',
      examples: ['auth logout', 'auth logout --profile sandbox'],
      run: async (call) => (await import('./auth-run.ts')).logout(call),
    },
    {
      name: 'status',
      about: 'Show who you are, where, from which source, and how long the token is valid',
      examples: ['auth status', 'auth status -o json'],
      fields: STATUS,
      run: async (call) => (await import('./auth-run.ts')).status(call),
    },
    {
      name: 'token',
      about: 'Print a bearer token, for use with curl',
      examples: ['auth token'],
      run: async (call) => (await import('./auth-run.ts')).token(call),
    },
    {
      name: 'refresh',
      about: 'Get a new token now',
      examples: ['auth refresh'],
      run: async (call) => (await import('./auth-run.ts')).refresh(call),
    },
  ],
};
