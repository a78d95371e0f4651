/** The environment variables that the program reads, in the order in which help and reference list them (contract: Environment). */

export interface Variable {
  /** One name, or several that are told together. */
  readonly name: string;
  readonly meaning: string;
}

export const ENVIRONMENT: readonly Variable[] = [
  { name: 'DISPATCH_CLIENT_ID, DISPATCH_CLIENT_SECRET', meaning: "credentials; they win over the profile's" },
  { name: 'DISPATCH_TOKEN', meaning: 'a bearer token used as it is; no refresh' },
  { name: 'DISPATCH_PROFILE', meaning: 'the profile (flag --profile)' },
  { name: 'DISPATCH_ENV', meaning: 'production (default), sandbox, emulator (flag --env)' },
  { name: 'DISPATCH_API_URL', meaning: 'base address of the API (flag --api-url)' },
  { name: 'DISPATCH_FILES_URL', meaning: 'full address of the datafiles collection; by default API_URL/v3/datafiles' },
  { name: 'DISPATCH_CONFIG_DIR', meaning: "where profiles and tokens live; by default the platform's own place" },
  { name: 'DISPATCH_OUTPUT', meaning: 'default output format (flag --output)' },
  { name: 'DISPATCH_DEBUG', meaning: '1: trace of requests on standard error, secrets redacted (flag --debug)' },
  {
    name: 'DISPATCH_PAGER, PAGER',
    meaning: 'the program that shows long output at a terminal; empty or cat: none (flag --no-pager)',
  },
  { name: 'ACCESSIBLE', meaning: '1: nothing that moves, no pager, marks in ASCII (flag --plain)' },
  { name: 'NO_COLOR, FORCE_COLOR', meaning: 'no colours; colours even where there is no terminal' },
  { name: 'HTTPS_PROXY, NO_PROXY', meaning: 'the proxy, and the hosts that are reached without it' },
  { name: 'TZ', meaning: 'time zone for times typed and shown (flag --tz)' },
];
