/**
 * The trace of requests (`--debug`) and the redaction of what it shows. Redaction stands here, at the transport, so that no
 * later line has to remember it.
 */
export type Trace = (line: string) => void;

const SECRET_HEADERS = new Set(['authorization', 'cookie', 'set-cookie', 'proxy-authorization', 'x-api-key']);
const SECRET_KEYS = /^(access_token|refresh_token|client_secret|password|secret|token)$/i;
const SECRET_PARAMETERS = /([?&](?:[^=&]*(?:signature|credential|token|secret|password|key)[^=&]*|sig)=)[^&#]*/gi;
const REDACTED = '[redacted]';

/** A header's value as the trace may show it. */
export function redactHeader(name: string, value: string): string {
  return SECRET_HEADERS.has(name.toLowerCase()) ? REDACTED : redactUrl(value);
}

/** An address without user names, passwords, signatures and tokens: a presigned address is a secret. */
export function redactUrl(url: string): string {
  return url.replace(/(\/\/)[^/?#\s]*@/, `$1${REDACTED}@`).replace(SECRET_PARAMETERS, `$1${REDACTED}`);
}

/** The values of secret keys in a JSON body, at any depth. */
export function secretsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' && SECRET_KEYS.test(key) ? [inner] : secretsIn(inner),
  );
}

/** Text of an answer without what was sent in secret, as it stands or as a part of JSON. */
export function redactText(text: string, secrets: readonly string[] = []): string {
  const forms = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  return forms.filter((form) => form !== '').reduce((rest, form) => rest.replaceAll(form, () => REDACTED), text);
}

/** A JSON body without the values of secret keys, at any depth. */
export function redactBody(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redactBody);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, SECRET_KEYS.test(key) ? REDACTED : redactBody(inner)]),
  );
}
