/**
 * What V8 is told about a program that asks an API: it lasts a second or waits for the most part, spends its time in V8's own code and in
 * the system's, and its objects die young. V8 complains aloud of flags that it does not know: on later lines nothing is changed.
 */
import { changeFlag, V8_LINE } from '../v8-flags.ts';

/** Those of Node 20, 22 and 24. */
const IS_KNOWN = V8_LINE <= 13;

/** How often a function runs before V8 optimises it, by V8's line: eight or nine times as often as usual. */
const PATIENT: readonly (readonly [usual: string, ours: string])[] =
  V8_LINE < 12
    ? [['--interrupt-budget=67584', '--interrupt-budget=600000']]
    : [
        ['--invocation-count-for-maglev=400', '--invocation-count-for-maglev=3200'],
        ['--invocation-count-for-turbofan=3000', '--invocation-count-for-turbofan=24000'],
      ];

/**
 * Keeps V8 from work that a listing does not earn back: a third of the processor's time for 100,000 records.
 * - The optimising compilers, for functions that run a thousand times. On undici's parser, in WebAssembly, they begin with the first
 *   answer and keep the process alive for 100 to 200 ms and 35 MiB: of it, only the function with this number may be optimised; it
 *   is an import, hence none.
 * - Several threads for the collection of young objects, of which there is a megabyte.
 */
export function spareEngine(): void {
  if (!IS_KNOWN) return;
  changeFlag('--wasm-tier-up-filter=-1', '--wasm-tier-up-filter=0');
  changeFlag('--parallel-scavenge', '--no-parallel-scavenge');
  for (const [usual, ours] of PATIENT) changeFlag(usual, ours);
}

/**
 * Keeps the memory of a long listing where it was after the first pages. V8 lets the space for young objects grow with the number of
 * objects that were ever moved in it, to 32 MiB and as much again of buffers that wait to be collected there.
 */
export function holdMemory(): void {
  if (IS_KNOWN) changeFlag('--semi-space-growth-factor=2', '--semi-space-growth-factor=1');
}
