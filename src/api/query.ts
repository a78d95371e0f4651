/** Addresses with their queries (seed: Filtering and Paginating). */
import type { Query } from './types.ts';

/**
 * Joins a base address, a path and a query. Brackets, commas and colons stay readable, as the documentation writes
 * them (`?filter[job_id_in]=1,2`); everything else in a value is encoded.
 */
export function address(base: string, path: string, query: Query = []): string {
  const target = /^https?:\/\//.test(path) ? path : base + path;
  if (query.length === 0) return target;
  const pairs = query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  return `${target}${target.includes('?') ? '&' : '?'}${pairs}`;
}

/** Nothing to encode: most names and values are this, and a long listing has thousands of addresses. */
const PLAIN = /^[\w.~-]*$/;

const encode = (text: string): string => (PLAIN.test(text) ? text : encoded(text));

const encoded = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(/%(5B|5D|2C|3A)/g, (each) => decodeURIComponent(each));
