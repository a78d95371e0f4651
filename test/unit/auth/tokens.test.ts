import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFresh } from '../../../src/auth/kept.ts';
import { keepGrant } from '../../../src/auth/renew.ts';
import { createTokens, fixedToken, type TokenSource } from '../../../src/auth/tokens.ts';
import { AuthError, TemporaryError } from '../../../src/errors.ts';
import { type Said, startTokenServer, type TokenServer } from './server.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
/** Nobody interrupts, and time is not limited. */
const { signal } = new AbortController();
const KEYS = { clientId: 'key', clientSecret: 'secret' };

let folder: string;
let file: string;
let now: number;
let warnings: string[];
let server: TokenServer;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dispatch-tokens-'));
  file = join(folder, 'tokens', 'a.json');
  now = NOW;
  warnings = [];
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A server whose refresh tokens can be used once: `r1` first, then those it gave. */
function rotating(lifetime: unknown = 10_800): (body: Record<string, unknown>, before: number) => Said {
  const valid = new Set<unknown>(['r1']);
  return (body, before) => {
    if (body['grant_type'] === 'refresh_token' && !valid.delete(body['refresh_token'])) {
      return { status: 400, body: { error: 'invalid_grant' } };
    }
    const next = `fresh-r${before}`;
    valid.add(next);
    return { status: 200, body: { access_token: `fresh${before}`, expires_in: lifetime, refresh_token: next } };
  };
}

const start = async (answer: Parameters<typeof startTokenServer>[0] = rotating()) => {
  server = await startTokenServer(answer);
};

const source = (others: Partial<TokenSource> = {}): TokenSource => ({
  file,
  uid: process.getuid?.(),
  apiUrl: server.apiUrl,
  account: 'key',
  exchange: server.exchange,
  credentials: async () => KEYS,
  now: () => now,
  warn: async (line) => void warnings.push(line),
  signal,
  ...others,
});

/** A token that was got some seconds ago. */
async function kept(secondsAgo: number, accessToken = 'old', refreshToken: string | undefined = 'r1'): Promise<void> {
  const then = now - secondsAgo * 1000;
  await keepGrant({ ...source(), now: () => then }, { accessToken, refreshToken, expiresIn: 10_800 }, signal);
}

const stored = () => JSON.parse(readFileSync(file, 'utf8'));
const grants = () => server.bodies.map((body) => body['grant_type']);

describe('a token', () => {
  it('is asked for once, kept for the user alone, and used until shortly before its end', async () => {
    await start();
    expect(await createTokens(source()).current()).toBe('fresh0');
    expect(stored()).toEqual({
      api_url: server.apiUrl,
      account: 'key',
      access_token: 'fresh0',
      refresh_token: 'fresh-r0',
      obtained_at: NOW,
      expires_in: 10_800,
      generation: 1,
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    now = NOW + 10_739_000;
    expect(await createTokens(source()).current()).toBe('fresh0');
    now = NOW + 10_741_000;
    expect(await createTokens(source()).current()).toBe('fresh1');
    expect(grants()).toEqual(['client_credentials', 'refresh_token']);
    expect(stored().generation).toBe(2);
  });

  it('that lives shortly is used for nine tenths of its life', () => {
    const token = { accessToken: 't', refreshToken: undefined, obtainedAt: NOW, expiresIn: 10, generation: 1 };
    expect(isFresh(token, NOW + 8_900)).toBe(true);
    expect(isFresh(token, NOW + 9_100)).toBe(false);
  });

  it('is used when the clock was set back, and not asked for again at every run', async () => {
    await start();
    await kept(0);
    now = NOW - 6 * 3_600_000;
    expect(await createTokens(source()).current()).toBe('old');
    now = NOW + 6 * 3_600_000;
    expect(await createTokens(source()).current()).toBe('fresh0');
    expect(await createTokens(source()).current()).toBe('fresh0');
    expect(server.bodies).toHaveLength(1);
  });

  it.each([0, -1, 'soon', undefined])('whose life is said to be %j is not asked for at every run', async (life) => {
    await start(rotating(life));
    for (let run = 0; run < 3; run += 1) expect(await createTokens(source()).current()).toBe('fresh0');
    expect(server.bodies).toHaveLength(1);
  });

  it.each([{ apiUrl: 'https://elsewhere.example' }, { account: 'KEY' }])(
    'kept for another is not used: %j',
    async (other) => {
      await start();
      await kept(0);
      expect(await createTokens(source(other)).current()).toBe('fresh0');
      expect(grants()).toEqual(['client_credentials']);
    },
  );

  it.each([
    ['access_token', 'a\r\nb'],
    ['refresh_token', 7],
    ['obtained_at', '2026'],
    ['expires_in', null],
    ['generation', undefined],
  ])('whose file has a %s of %j is neither used nor written over', async (key, value) => {
    await start();
    await kept(0);
    const changed = JSON.stringify({ ...stored(), [key]: value });
    writeFileSync(file, changed);
    await expect(createTokens(source()).current()).rejects.toThrow(`${file} is damaged`);
    expect(readFileSync(file, 'utf8')).toBe(changed);
    expect(server.bodies).toHaveLength(0);
  });

  it('of DISPATCH_TOKEN is never renewed', async () => {
    await start();
    const tokens = fixedToken('given');
    expect([await tokens.current(), await tokens.renewed('given')]).toEqual(['given', undefined]);
  });
});

describe('renewal', () => {
  it('is one for all that wait for it in this process', async () => {
    await start();
    await kept(0);
    const tokens = createTokens(source());
    await tokens.current();
    const got = await Promise.all(Array.from({ length: 8 }, () => tokens.renewed('old')));
    expect(new Set(got)).toEqual(new Set(['fresh0']));
    expect(await tokens.renewed('old')).toBe('fresh0');
    expect(server.bodies).toHaveLength(1);
  });

  it('takes what another process got meanwhile', async () => {
    await start();
    await kept(0, 'old');
    const tokens = createTokens(source());
    await tokens.current();
    await kept(0, 'newer', 'r2');
    expect(await tokens.renewed('old')).toBe('newer');
    expect(server.bodies).toHaveLength(0);
  });

  it('keeps the refresh token when the answer has none', async () => {
    await start(() => ({ status: 200, body: { access_token: 'fresh', expires_in: 10_800 } }));
    await kept(20_000);
    expect(await createTokens(source()).current()).toBe('fresh');
    expect(stored().refresh_token).toBe('r1');
  });

  it('falls back to the credentials when the refresh is refused, and forgets the refused refresh token', async () => {
    await start((body) =>
      body['grant_type'] === 'refresh_token'
        ? { status: 400, body: { error: 'invalid_grant' } }
        : { status: 200, body: { access_token: 'fresh', expires_in: 10_800 } },
    );
    await kept(20_000);
    expect(await createTokens(source()).current()).toBe('fresh');
    expect(grants()).toEqual(['refresh_token', 'client_credentials']);
    expect(stored().refresh_token).toBeUndefined();
  });

  it('uses the newer token that is there when the refresh is refused, without a login', async () => {
    await start(async () => {
      // A holder that was thought dead lost its lock to another one, which was faster.
      rmSync(`${file}.lock`, { recursive: true });
      await kept(0, 'newer', 'r2');
      return { status: 400, body: { error: 'invalid_grant' } };
    });
    await kept(20_000);
    expect(await createTokens(source({ credentials: async () => undefined })).current()).toBe('newer');
    expect(grants()).toEqual(['refresh_token']);
  });

  it('waits for the winner of a lost race to write, where losing would cost a login', async () => {
    await start(() => {
      rmSync(`${file}.lock`, { recursive: true });
      setTimeout(() => void kept(0, 'newer', 'r2'), 300);
      return { status: 400, body: { error: 'invalid_grant' } };
    });
    await kept(20_000);
    expect(await createTokens(source({ credentials: async () => undefined })).current()).toBe('newer');
  });

  it('without credentials ends with a login when the refresh is refused', async () => {
    await start(() => ({ status: 400, body: { error: 'invalid_grant' } }));
    await kept(20_000);
    const error = await createTokens(source({ credentials: async () => undefined }))
      .current()
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(AuthError);
    expect(error.message).toBe('the refresh token is not accepted (400: invalid_grant)');
  });

  it.each([
    [500, '<html>'],
    [200, ''],
    [200, '<html>'],
  ])('that fails (%i %j) leaves the store as it was', async (status, body) => {
    await start(() => ({ status, body }));
    await kept(20_000);
    const before = readFileSync(file, 'utf8');
    await expect(createTokens(source()).current()).rejects.toThrow(TemporaryError);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(existsSync(`${file}.refreshing`)).toBe(false);
  });

  it('does not send a refresh token again that a killed process has sent', async () => {
    await start();
    await kept(20_000);
    writeFileSync(`${file}.refreshing`, '');
    expect(await createTokens(source()).current()).toBe('fresh0');
    expect(grants()).toEqual(['client_credentials']);
    expect(existsSync(`${file}.refreshing`)).toBe(false);
  });

  it('comes too late to replace a newer token, or to undo a logout', async () => {
    let meanwhile = async () => kept(0, 'newer', 'r2');
    await start(async () => {
      rmSync(`${file}.lock`, { recursive: true });
      await meanwhile();
      return { status: 200, body: { access_token: 'late', expires_in: 10_800, refresh_token: 'late-r' } };
    });
    await kept(20_000);
    expect(await createTokens(source()).current()).toBe('newer');
    expect(stored().access_token).toBe('newer');
    meanwhile = async () => rmSync(file);
    expect(await createTokens(source()).renewed('newer')).toBe('late');
    expect(existsSync(file)).toBe(false);
  });
});

describe('a store that cannot be written', () => {
  it('leaves the token in memory, with one warning', async () => {
    await start();
    writeFileSync(join(folder, 'plain'), '');
    const tokens = createTokens(source({ file: join(folder, 'plain', 'a.json') }));
    expect(await tokens.current()).toBe('fresh0');
    expect(await tokens.current()).toBe('fresh0');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^the token is not kept: cannot write /);
  });

  it('is none at all where there is no folder', async () => {
    await start();
    const tokens = createTokens(source({ file: undefined }));
    expect([await tokens.current(), await tokens.current(), await tokens.renewed('fresh0')]).toEqual([
      'fresh0',
      'fresh0',
      'fresh1',
    ]);
    expect(grants()).toEqual(['client_credentials', 'refresh_token']);
    expect(warnings).toEqual([]);
  });
});
