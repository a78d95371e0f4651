/** How wide the columns of a table are where there is only so much room. */

export interface Fitted {
  /** Width at which nothing is shortened. */
  readonly natural: number;
  /** Width below which it says nothing any more. */
  readonly least: number;
  /** 1 keeps its width longest, 3 gives way first. */
  readonly usefulness: 1 | 2 | 3;
  /** Width from which on what is said beside its values says something; absent: nothing is said there. */
  readonly telling?: number | undefined;
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
function widthsThatFit(columns: readonly Fitted[], room: number): number[] {
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

/** Those without which a table says little. */
const isEssential = ({ usefulness }: Fitted): boolean => usefulness < 3;

/**
 * Columns and their widths: the first of the variants in which every essential column says what is beside its values, if need be
 * by leaving the others out; the last variant where none does.
 * @param fixed No column may be left out.
 */
export function bestFit<C extends Fitted>(
  variants: readonly (readonly C[])[],
  room: number,
  fixed: boolean,
): readonly (C & { readonly width: number })[] {
  const attempts = variants.flatMap((columns) => (fixed ? [columns] : [columns, columns.filter(isEssential)]));
  for (const columns of attempts) {
    const fitted = withWidths(columns, room);
    const tells = fitted.every((column) => !isEssential(column) || column.width >= (column.telling ?? 0));
    if (tells && fitted.length > 0) return fitted;
  }
  return withWidths(variants.at(-1) ?? [], room);
}

function withWidths<C extends Fitted>(columns: readonly C[], room: number): (C & { readonly width: number })[] {
  const widths = widthsThatFit(columns, room);
  return columns.map((column, index) => ({ ...column, width: widths[index] ?? 0 }));
}
