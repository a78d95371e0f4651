/**
 * Remembers which records have been given out. Numbers take a bit each, in blocks, so that a million ids cost some hundred
 * kilobytes; other keys are kept as they are.
 */
export class SeenKeys {
  private readonly blocks = new Map<number, Uint8Array>();
  private readonly others = new Set<string>();

  /** Remembers the key. @returns whether it was new */
  add(key: number | string): boolean {
    if (typeof key !== 'number' || !Number.isSafeInteger(key) || key < 0) return addTo(this.others, String(key));
    const number = Math.floor(key / BITS);
    let block = this.blocks.get(number);
    if (!block) {
      block = new Uint8Array(BITS / 8);
      this.blocks.set(number, block);
    }
    const bit = key % BITS;
    const byte = bit >> 3;
    const mask = 1 << (bit & 7);
    const before = block[byte] ?? 0;
    block[byte] = before | mask;
    return (before & mask) === 0;
  }
}

const BITS = 8192;

function addTo(set: Set<string>, key: string): boolean {
  if (set.has(key)) return false;
  set.add(key);
  return true;
}
