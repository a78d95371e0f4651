import { describe, expect, it } from 'vitest';
import { redactBody, redactHeader, redactUrl } from '../../../src/api/trace.ts';

describe('redactHeader', () => {
  it.each(['Authorization', 'cookie', 'Set-Cookie', 'Proxy-Authorization', 'X-API-Key'])('hides %s', (name) => {
    expect(redactHeader(name, 'Bearer canary')).toBe('[redacted]');
  });

  it('shows the others, but no secrets of an address in them', () => {
    expect(redactHeader('content-type', 'application/json')).toBe('application/json');
    expect(redactHeader('location', 'https://files.example/a?X-Amz-Signature=canary&b=1')).toBe(
      'https://files.example/a?X-Amz-Signature=[redacted]&b=1',
    );
  });
});

describe('redactUrl', () => {
  it.each([
    ['https://api.dispatch.me/v3/brands?limit=100', 'https://api.dispatch.me/v3/brands?limit=100'],
    ['http://me:canary@proxy.example:3128', 'http://[redacted]@proxy.example:3128'],
    ['https://canary@proxy.example/', 'https://[redacted]@proxy.example/'],
    ['http://me:can@ary@proxy.example/', 'http://[redacted]@proxy.example/'],
    ['/v3/x?access_token=canary#top', '/v3/x?access_token=[redacted]#top'],
    ['/v3/x?a=1&client_secret=canary&password=canary', '/v3/x?a=1&client_secret=[redacted]&password=[redacted]'],
    [
      '/a?X-Amz-Credential=canary&X-Amz-Security-Token=canary',
      '/a?X-Amz-Credential=[redacted]&X-Amz-Security-Token=[redacted]',
    ],
    [
      '/a?AWSAccessKeyId=canary&Signature=canary&Expires=1',
      '/a?AWSAccessKeyId=[redacted]&Signature=[redacted]&Expires=1',
    ],
    ['/a?sig=canary', '/a?sig=[redacted]'],
  ])('%s', (url, shown) => {
    expect(redactUrl(url)).toBe(shown);
  });
});

it('redactBody hides the values of secret keys at any depth, and leaves the rest', () => {
  const body = {
    grant_type: 'client_credentials',
    client_id: 'public',
    client_secret: 'canary',
    users: [{ first_name: 'Ada', password: 'canary', roles: ['technician'] }],
    refresh_token: { odd: 'canary' },
    Access_Token: 'canary',
    note: null,
    rating: 5,
  };
  expect(redactBody(body)).toEqual({
    grant_type: 'client_credentials',
    client_id: 'public',
    client_secret: '[redacted]',
    users: [{ first_name: 'Ada', password: '[redacted]', roles: ['technician'] }],
    refresh_token: '[redacted]',
    Access_Token: '[redacted]',
    note: null,
    rating: 5,
  });
});
