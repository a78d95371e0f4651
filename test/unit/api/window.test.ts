import { expect, it } from 'vitest';
import { Window } from '../../../src/api/window.ts';

/** Reports pages of this many milliseconds. */
const report = (window: Window, ...pages: number[]) => {
  for (const ms of pages) window.report(ms, false);
};

it('begins with one page and doubles after each quick page, up to the most', () => {
  const window = new Window(8);
  expect(window.size).toBe(1);
  report(window, 100);
  expect(window.size).toBe(2);
  report(window, 100, 110);
  expect(window.size).toBe(8);
  report(window, 120);
  expect(window.size).toBe(8);
});

it('does not grow on pages that take more than twice as long as the quickest, and one by one behind them', () => {
  const window = new Window(8);
  report(window, 100, 221, 500);
  expect(window.size).toBe(2);
  report(window, 219);
  expect(window.size).toBe(3);
});

it('makes nothing of some milliseconds more or less', () => {
  const window = new Window(8);
  report(window, 1, 20);
  expect(window.size).toBe(4);
});

it('is halved when the API pushes back, never below one, and grows slowly then', () => {
  const window = new Window(8);
  report(window, 100, 100, 100, 100, 100, 100, 100);
  expect(window.size).toBe(8);
  window.report(100, true);
  expect(window.size).toBe(4);
  report(window, 100);
  expect(window.size).toBe(5);
  for (let times = 0; times < 5; times += 1) window.report(100, true);
  expect(window.size).toBe(1);
});

it('begins anew after a reset', () => {
  const window = new Window(8);
  report(window, 100, 100, 100);
  window.reset();
  expect(window.size).toBe(1);
});
