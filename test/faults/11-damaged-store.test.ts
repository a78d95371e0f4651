import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { run } from './helpers.ts';
import { account, brief, GET, KEYS, strictApi, WELL } from './store.ts';

const NOT_JSON: readonly (readonly [what: string, content: string])[] = [
  ['empty', ''],
  ['truncated', '{"current": "default", "pro'],
  ['an array', '[]'],
  ['a word', '"profiles"'],
  ['null', 'null'],
];

it.each([...NOT_JSON, ['of another shape', '{"profiles": ["work"]}']] as const)(
  '11 settings that are %s: a named error that says the file and the mend, and nothing written over',
  async (_, content) => {
    const api = await strictApi();
    const { env, configFile } = account(api);
    writeFileSync(configFile, content);
    for (const args of [GET, ['profiles', 'set', 'work', '--timeout', '30s'], ['auth', 'status']]) {
      const { code, out, err } = await run(args, { env });
      expect([code, out]).toEqual([1, '']);
      expect(err).toBe(
        `Error: ${configFile} is damaged: it does not hold what dispatch wrote\n` +
          `Repair it, or remove it and log in again with \`dispatch auth login\`. A copy is kept in ${configFile}.damaged.\n`,
      );
      expect(readFileSync(configFile, 'utf8')).toBe(content);
    }
    expect(readFileSync(`${configFile}.damaged`, 'utf8')).toBe(content);
    expect(statSync(`${configFile}.damaged`).mode & 0o777).toBe(0o600);
    expect(api.tokenRequests).toHaveLength(0);
  },
);

it.each([...NOT_JSON, ['of another shape', '{"access_token": 7}']] as const)(
  '11 a token that is %s likewise, and the mend works',
  async (_, content) => {
    const api = await strictApi();
    const { env, tokenFile } = account(api, KEYS);
    writeFileSync(tokenFile, content);
    const { code, out, err } = await run(GET, { env });
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(`${tokenFile} is damaged`);
    expect(readFileSync(tokenFile, 'utf8')).toBe(content);
    expect(readFileSync(`${tokenFile}.damaged`, 'utf8')).toBe(content);
    expect(api.tokenRequests).toHaveLength(0);

    rmSync(tokenFile);
    expect(brief(await run(GET, { env }))).toEqual(WELL);
  },
);
