/** Which proxy a request goes through (HTTPS_PROXY, NO_PROXY, and their small spellings, as everywhere). */
import { UsageError } from '../errors.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The address of the proxy for a request to an address; undefined where there is none, and for http: addresses, which are
 * loopback.
 * @throws UsageError when HTTPS_PROXY is no address
 */
export function proxyFor({ protocol, hostname, port }: URL, env: Environment): string | undefined {
  const given = env['HTTPS_PROXY'] || env['https_proxy'];
  if (!given || protocol !== 'https:') return undefined;
  if (isExcepted(hostname, port || '443', env['NO_PROXY'] || env['no_proxy'] || '')) return undefined;
  const proxy = given.includes('://') ? given : `http://${given}`;
  if (URL.canParse(proxy) && /^https?:/i.test(proxy)) return proxy;
  throw new UsageError('HTTPS_PROXY is not the address of a proxy', { hint: 'Write it as http://HOST:PORT.' });
}

/** `example.com`, `.example.com` and `*.example.com` all mean the host and what is below it; `:8443` one port; `*` everything. */
function isExcepted(host: string, port: string, exceptions: string): boolean {
  return exceptions
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', only] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      if (name === '' || (only !== undefined && only !== port)) return false;
      return host === name || host.endsWith(`.${name}`);
    });
}
