/** How long a watch waits between two readings: longer while nothing happens, and while the API fails. */

const SLOWER = 1.5;
const BACKING_OFF = 2;
/** Milliseconds: the longest wait after failures, unless the longest interval is longer. */
const LONGEST_BACK_OFF = 300_000;
/** The part of a wait that is left to chance, so that many watches do not read together. */
const CHANCE = 0.1;

export class Pace {
  private interval: number;
  private failures = 0;

  /** @param least and `most` milliseconds between two readings */
  constructor(
    private readonly least: number,
    private readonly most: number,
    private readonly random: () => number,
  ) {
    this.interval = least;
  }

  /** Milliseconds to wait after a reading. Never longer than the interval, which is a promise. */
  read(news: boolean): number {
    this.interval = news || this.failures > 0 ? this.least : this.interval;
    const wait = this.interval;
    this.failures = 0;
    this.interval = Math.min(this.most, this.interval * SLOWER);
    return this.shortened(wait);
  }

  /** Milliseconds to wait after a reading that failed. */
  failed(): number {
    this.failures += 1;
    const wait = this.least * BACKING_OFF ** this.failures;
    return this.shortened(Math.min(wait, Math.max(this.most, LONGEST_BACK_OFF)));
  }

  private shortened(wait: number): number {
    return wait * (1 - CHANCE * this.random());
  }
}
