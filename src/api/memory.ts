/** Keeps the memory of a long listing where it was after the first pages. */
import { changeFlag } from '../v8-flags.ts';

/**
 * V8 lets the space for young objects grow with the number of objects that were ever moved in it, to 32 MiB and as much again of buffers
 * that wait to be collected there. A listing makes nothing but objects that die young: they fit into the space it has.
 */
export const holdMemory = (): void => changeFlag('semi-space-growth-factor', '1', '2');
