import { expect, it } from 'vitest';
import { isZone } from '../../../src/input/zones.ts';

it.each(['America/Chicago', 'UTC', 'EST', 'Etc/GMT+5'])('%s is a zone', (name) => {
  expect(isZone(name)).toBe(true);
});

// ICU knows CST, IST and ECT, each of which means several zones; an offset has no clock changes.
it.each(['CST', 'IST', 'ECT', 'Mars/Olympus', '+02:00', ''])('%j is none', (name) => {
  expect(isZone(name)).toBe(false);
});
