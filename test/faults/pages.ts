/** A server of one list, as the tests about paging need it: what it holds, and what it does with limit and offset. */
import type { ServerResponse } from 'node:http';
import { json, type Seen, server, type TestServer } from './helpers.ts';

/** What a request asks for. */
export interface Asked {
  readonly limit: number;
  readonly offset: number;
  /** The number of the request, from 1. */
  readonly turn: number;
}

export function askedBy({ url }: Pick<Seen, 'url'>, turn: number): Asked {
  const { searchParams } = new URL(url, 'http://localhost');
  return { limit: Number(searchParams.get('limit')), offset: Number(searchParams.get('offset') ?? 0), turn };
}

/** Brands with these ids. */
export const brands = (from: number, to: number): { id: number; name: string }[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => ({ id: from + at, name: `Brand ${from + at}` }));

/** Answers each request with a page; one at a time, in the order of their arrival. */
export async function listServer(
  answer: (asked: Asked, response: ServerResponse) => { brands: unknown; meta?: unknown } | undefined,
): Promise<TestServer> {
  let turn = 0;
  return server((request, response) => {
    turn += 1;
    const page = answer(askedBy(request, turn), response);
    if (page) json(response, 200, page);
  });
}

/** The ids in NDJSON output. */
export const idsIn = (out: string): number[] =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { id: number }).id);

/** 1 to `last`. */
export const upTo = (last: number): number[] => Array.from({ length: last }, (_, at) => at + 1);
