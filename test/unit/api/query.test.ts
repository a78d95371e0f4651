import { describe, expect, it } from 'vitest';
import { address } from '../../../src/api/query.ts';

const BASE = 'https://api.dispatch.me';

describe('address', () => {
  it('joins base, path and query as the documentation writes them', () => {
    const query = [
      ['filter[job_id_in]', '1,2'],
      ['filter[time_gteq]', '2026-11-24T05:00:00Z'],
      ['limit', '100'],
    ] as const;
    expect(address(BASE, '/v3/appointments', query)).toBe(
      'https://api.dispatch.me/v3/appointments?filter[job_id_in]=1,2&filter[time_gteq]=2026-11-24T05:00:00Z&limit=100',
    );
  });

  it('leaves a path without a query as it is, and takes a whole address', () => {
    expect(address(BASE, '/v3/brands')).toBe('https://api.dispatch.me/v3/brands');
    expect(address(BASE, 'https://files-api.dispatch.me/v1/datafiles')).toBe(
      'https://files-api.dispatch.me/v1/datafiles',
    );
  });

  it('adds to a query that is there', () => {
    expect(address(BASE, '/v3/brands?a=1', [['limit', '5']])).toBe('https://api.dispatch.me/v3/brands?a=1&limit=5');
  });

  it('encodes whatever could end a value or the address', () => {
    expect(address(BASE, '/v3/customers', [['filter[email_eq]', 'a&b=c#d +%/é\n"']])).toBe(
      'https://api.dispatch.me/v3/customers?filter[email_eq]=a%26b%3Dc%23d%20%2B%25%2F%C3%A9%0A%22',
    );
    expect(address(BASE, '/v3/customers', [['a&b=c', '1']])).toBe('https://api.dispatch.me/v3/customers?a%26b%3Dc=1');
  });

  it('keeps half a character from failing', () => {
    expect(address(BASE, '/v3/brands', [['q', '\ud800']])).toBe('https://api.dispatch.me/v3/brands?q=%EF%BF%BD');
  });
});
