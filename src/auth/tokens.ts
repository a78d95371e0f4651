/**
 * The life of a bearer token: kept in a file, counted by the local clock from its arrival, renewed shortly before its end or when the API
 * refuses it. How it is renewed is loaded when it must be.
 */
import type { Tokens } from '../api/types.ts';
import { AuthError } from '../errors.ts';
import type { Exchange } from './grants.ts';
import { isFresh, type Kept, readKept, type TokenPlace } from './kept.ts';

export interface TokenSource extends TokenPlace {
  readonly exchange: Exchange;
  /** Asked only when a token is needed: a keyring is slow. Undefined where there are none (password grant). */
  readonly credentials: () => Promise<{ readonly clientId: string; readonly clientSecret: string } | undefined>;
  readonly warn: (line: string) => Promise<void>;
  /** Aborted when the command is interrupted or its time is over: it waits for no other process then. */
  readonly signal: AbortSignal;
}

/** @param flags what was said of profile and address, for the command that logs in there: ` --profile work` */
export const notLoggedIn = (flags = ''): AuthError =>
  new AuthError('not logged in', {
    hint: `Log in with \`dispatch auth login${flags}\`, or add --env emulator to try it without an account.`,
  });

/** A token that is used as it is and cannot be renewed. */
export const fixedToken = (token: string): Tokens => ({
  current: async () => token,
  renewed: async () => undefined,
});

export function createTokens(source: TokenSource): Tokens {
  let memory: Kept | undefined;
  let renewing: Promise<Kept> | undefined;

  /** One renewal at a time, whatever the number of requests that wait for it. */
  const renew = (refused?: string): Promise<Kept> => {
    renewing ??= import('./renew.ts')
      .then(({ renewShared }) => renewShared(source, memory, refused))
      .finally(() => {
        renewing = undefined;
      });
    return renewing;
  };

  return {
    async current() {
      memory ??= readKept(source);
      if (!memory || !isFresh(memory, source.now())) memory = await renew();
      return memory.accessToken;
    },
    async renewed(refused) {
      if (!memory || memory.accessToken === refused) memory = await renew(refused);
      return memory.accessToken;
    },
  };
}
