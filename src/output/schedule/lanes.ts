/** Things beside each other that need room on a line. */

/** From where to where something stands, in columns or any other unit; `right` is not part of it. */
export interface Footprint {
  readonly left: number;
  readonly right: number;
}

/** Puts each thing, in order, into the first lane where it has room; `gap` is the least room between two. */
export function lanesOf<T extends Footprint>(things: readonly T[], gap: number): readonly (readonly T[])[] {
  const lanes: T[][] = [];
  for (const thing of things) {
    const lane = lanes.find((each) =>
      each.every(({ left, right }) => right + gap <= thing.left || thing.right + gap <= left),
    );
    if (lane) lane.push(thing);
    else lanes.push([thing]);
  }
  return lanes.map((lane) => lane.sort((a, b) => a.left - b.left));
}
