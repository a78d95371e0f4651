/** How wide the columns of a table are where there is only so much room. */

export interface Fitted {
  /** Width at which nothing is shortened. */
  readonly natural: number;
  /** Width below which it says nothing any more. */
  readonly least: number;
  /** 1 keeps its width longest, 3 gives way first. */
  readonly usefulness: 1 | 2 | 3;
}

/** Spaces between two columns. */
export const GAP = 2;

const needed = (widths: readonly number[]): number =>
  widths.reduce((sum, width) => sum + width, 0) + GAP * (widths.length - 1);

/** The columns that can be shown at all: while not even the least widths fit, the least useful one goes. */
export function columnsThatFit<C extends Fitted>(columns: readonly C[], room: number): C[] {
  const kept = [...columns];
  while (kept.length > 1 && needed(kept.map((column) => column.least)) > room) {
    const leastUseful = Math.max(...kept.map((column) => column.usefulness));
    kept.splice(
      kept.findLastIndex((column) => column.usefulness === leastUseful),
      1,
    );
  }
  return kept;
}

/** The width of each column: the less useful ones give way first, of those the widest, none below its least. */
export function widthsThatFit(columns: readonly Fitted[], room: number): number[] {
  const widths = columns.map((column) => column.natural);
  let excess = needed(widths) - room;
  for (const usefulness of [3, 2, 1]) {
    for (; excess > 0; excess--) {
      let widest: number | undefined;
      for (const [index, column] of columns.entries()) {
        if (column.usefulness !== usefulness || (widths[index] ?? 0) <= column.least) continue;
        if (widest === undefined || (widths[index] ?? 0) > (widths[widest] ?? 0)) widest = index;
      }
      if (widest === undefined) break;
      widths[widest] = (widths[widest] ?? 0) - 1;
    }
  }
  return widths;
}
