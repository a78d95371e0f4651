/** Resources beyond those of the API. */
import { afterAll, beforeAll } from 'vitest';
import { RESOURCES } from '../../src/resources/index.ts';
import type { Resource } from '../../src/spec/resource.ts';

/** What lines in src/resources/index.ts would do, as long as the tests beside the call run. */
export function declare(...more: readonly Resource[]): void {
  const all = RESOURCES as Resource[];
  beforeAll(() => void all.push(...more));
  afterAll(() => void all.splice(all.length - more.length));
}
