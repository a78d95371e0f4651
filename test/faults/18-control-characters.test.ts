import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { at, run } from './helpers.ts';
import { account, fresh, GET, KEYS, place, strictApi, USER } from './store.ts';

const ENDS = ['canary\r\nx-more: yes', 'canary\rmore', 'canary\nmore', '\u007fcanary', 'canary\0'];
const KEY = { DISPATCH_TOKEN: undefined, DISPATCH_CLIENT_ID: 'key', DISPATCH_CLIENT_SECRET: 'secret' };

/** Where a person or a script gives a credential: the command that takes it, with it in its place. */
const GIVEN: Readonly<
  Record<string, (text: string) => readonly [args: readonly string[], env?: object, stdin?: string]>
> = {
  DISPATCH_TOKEN: (text) => [GET, { DISPATCH_TOKEN: text }],
  DISPATCH_CLIENT_ID: (text) => [GET, { ...KEY, DISPATCH_CLIENT_ID: text }],
  DISPATCH_CLIENT_SECRET: (text) => [GET, { ...KEY, DISPATCH_CLIENT_SECRET: text }],
  '--client-id': (text) => [['auth', 'login', '--client-id', text, '--client-secret-stdin'], {}, 'secret'],
  '--username': (text) => [['auth', 'login', '--username', text, '--password-stdin'], KEY, 'password'],
  '--client-secret-stdin': (text) => [['auth', 'login', '--client-id', 'key', '--client-secret-stdin'], {}, text],
  '--password-stdin': (text) => [['auth', 'login', '--username', 'dana', '--password-stdin'], KEY, text],
};

it.each(Object.keys(GIVEN))('18 CR, LF, NUL and others in %s: refused before anything is sent', async (name) => {
  const api = await strictApi();
  for (const text of ENDS) {
    const [args, env, stdin] = GIVEN[name]?.(text) ?? [[]];
    // No argument and no variable can hold a NUL.
    if (text.includes('\0') && stdin !== text) continue;
    const { code, out, err } = await run(args, { env: { ...at(api), ...env }, ...(stdin ? { stdin } : {}) });
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(new RegExp(`^Error: ${name}.* holds (control characters|a NUL)`, 'm'));
    expect(err).not.toContain('canary');
  }
  expect([api.requests, api.tokenRequests]).toEqual([[], []]);
});

it.each(['client_secret', 'client_id'])('18 in a %s that is kept: refused, and how to mend it', async (key) => {
  const api = await strictApi();
  const { env, configFile, config } = account(api, KEYS, { api_url: 'http://elsewhere.example' });
  for (const text of ENDS) {
    const login = { api_url: api.url, ...KEYS, [key]: text };
    place(configFile, { ...config(), profiles: { default: { defaults: {}, login } } });
    const { code, out, err } = await run(GET, { env });
    expect([code, out]).toEqual([3, '']);
    expect(err).toMatch(
      /^Error: the (secret|public key) of the profile default holds control characters\nLog in again/,
    );
    expect(err).not.toContain('canary');
  }
  expect([api.requests, api.tokenRequests]).toEqual([[], []]);
});

it.each(['access_token', 'refresh_token'])('18 in a %s that is kept: refused, and not written over', async (key) => {
  const api = await strictApi();
  const { env, tokenFile, token } = account(api, USER, fresh());
  const whole = token();
  for (const text of ENDS) {
    place(tokenFile, { ...whole, [key]: text });
    const before = readFileSync(tokenFile, 'utf8');
    const { code, out, err } = await run(GET, { env });
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(`${tokenFile} is damaged`);
    expect(err).not.toContain('canary');
    expect(readFileSync(tokenFile, 'utf8')).toBe(before);
  }
  expect([api.requests, api.tokenRequests]).toEqual([[], []]);
});
