import { describe, expect, it } from 'vitest';
import { proxyFor } from '../../../src/api/proxy.ts';
import { UsageError } from '../../../src/errors.ts';

const PROXY = 'http://proxy.example:3128';

describe('proxyFor', () => {
  it.each([
    ['HTTPS_PROXY', PROXY, PROXY],
    ['https_proxy', PROXY, PROXY],
    ['HTTPS_PROXY', 'https://proxy.example', 'https://proxy.example'],
    ['HTTPS_PROXY', 'proxy.example:3128', PROXY],
    ['HTTPS_PROXY', '', undefined],
    ['HTTP_PROXY', PROXY, undefined],
  ])('reads %s=%s', (name, value, proxy) => {
    expect(proxyFor(new URL('https://api.dispatch.me/v3/brands'), { [name]: value })).toBe(proxy);
  });

  it('is not for http: addresses, which are loopback', () => {
    expect(proxyFor(new URL('http://127.0.0.1:8080/v3/brands'), { HTTPS_PROXY: PROXY })).toBeUndefined();
  });

  it.each(['socks5://proxy.example', 'http://', 'not an address'])('refuses %s', (value) => {
    expect(() => proxyFor(new URL('https://api.dispatch.me/'), { HTTPS_PROXY: value })).toThrow(UsageError);
  });

  it.each([
    ['api.dispatch.me', true],
    ['dispatch.me', true],
    ['.dispatch.me', true],
    ['*.dispatch.me', true],
    ['API.Dispatch.Me', true],
    ['*', true],
    ['api.dispatch.me:443', true],
    ['localhost,  dispatch.me', true],
    ['api.dispatch.me:8443', false],
    ['patch.me', false],
    ['api', false],
    ['apixdispatch.me', false],
    ['', false],
    [',', false],
  ])('with NO_PROXY=%s: around it is %s', (exceptions, around) => {
    const env = { HTTPS_PROXY: PROXY, NO_PROXY: exceptions };
    expect(proxyFor(new URL('https://api.dispatch.me/v3/brands'), env)).toBe(around ? undefined : PROXY);
  });
});
