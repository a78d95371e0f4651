export const ENVIRONMENT_NAMES = ['production', 'sandbox', 'emulator'] as const;
export type EnvironmentName = (typeof ENVIRONMENT_NAMES)[number];

/** Where each hosted environment answers (reference: Hosts); the emulator's address is known when it has started. */
export const API_URLS: Readonly<Record<Exclude<EnvironmentName, 'emulator'>, string>> = {
  production: 'https://api.dispatch.me',
  sandbox: 'https://api-sandbox.dispatch.me',
};

/** The datafiles collections on the Files hosts, where later accounts have them (reference: Hosts). */
export const FILES_URLS: typeof API_URLS = {
  production: 'https://files-api.dispatch.me/v1/datafiles',
  sandbox: 'https://files-api-sandbox.dispatch.me/v1/datafiles',
};

/** The datafiles collection on the API host (seed: Files and Photos). */
export const filesUrlOf = (apiUrl: string): string => `${apiUrl}/v3/datafiles`;
