/** What other programs do not get of the environment. */
import type { Io } from '../io.ts';

/** Who logs in stays with this program; the key without its secret would only confuse a dispatch that the other calls. */
const KEPT_BACK = ['DISPATCH_CLIENT_ID', 'DISPATCH_CLIENT_SECRET', 'DISPATCH_TOKEN'];

/** The environment for another program. */
export const withoutSecrets = (env: Io['env']): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([key]) => !KEPT_BACK.includes(key)));
