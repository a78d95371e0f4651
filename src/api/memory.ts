/** Keeps the memory of a long listing where it was after the first pages. */
import { setFlagsFromString } from 'node:v8';

/**
 * A listing makes nothing but objects that die young, in the same time whether V8 has much space for them or little.
 * - V8 lets that space grow with the number of objects that were ever moved in it, to 32 MiB and as much again of buffers that wait
 *   there to be collected: it keeps the size it has.
 * - While V8 marks in steps, whatever is made counts as living, pages and buffers too, some 20 MiB of them: it marks at once, which
 *   takes five milliseconds where so little lives.
 */
export function holdMemory(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--no-incremental-marking');
}
