/** The defaults that a profile can hold, by the global flag that gives each. */
export const PROFILE_DEFAULTS = ['env', 'api-url', 'files-url', 'output', 'tz', 'timeout', 'retries'] as const;
export type ProfileDefault = (typeof PROFILE_DEFAULTS)[number];
