/**
 * How many pages are read at once: twice as many after each that came as quickly as the quickest, and from the first trouble on one more;
 * half as many when the API pushed back. A slow server is filled and a limited one is not flooded.
 */
export class Window {
  /** The first page comes alone, and no more than two behind it: should they be the same one, so many were asked for in vain. */
  private width = 1;
  private quickest = Number.POSITIVE_INFINITY;
  private isCareful = false;

  constructor(private readonly most: number) {}

  get size(): number {
    return Math.floor(this.width);
  }

  /** Reports a page: how long it took in milliseconds, and whether it was turned away at first. */
  report(ms: number, pushedBack: boolean): void {
    this.quickest = Math.min(this.quickest, ms);
    // A few milliseconds more or less say nothing, whatever their ratio.
    const slow = ms > this.quickest * SLOWER + SLACK;
    if (pushedBack) this.width = Math.max(1, this.width / 2);
    else if (!slow) this.width = Math.min(this.most, this.isCareful ? this.width + 1 : this.width * 2);
    this.isCareful ||= pushedBack || slow;
  }

  /** What was read ahead was of no use: begin anew, carefully. */
  reset(): void {
    this.width = 1;
    this.isCareful = true;
  }
}

const SLOWER = 2;
/** Milliseconds. */
const SLACK = 20;
