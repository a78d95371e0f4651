/** The word that was probably meant. */

/** Edits (insert, delete, replace, swap neighbours) that turn `a` into `b`. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let least = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? a.length;
}

/** The closest of `words` to a mistyped one, or the first that it begins; undefined where none is close. */
export function suggest(word: string, words: Iterable<string>): string | undefined {
  const typed = word.toLowerCase();
  const tolerated = Math.max(1, Math.floor(typed.length / 3));
  let best: { word: string; edits: number } | undefined;
  let begun: string | undefined;
  for (const candidate of words) {
    const edits = distance(typed, candidate.toLowerCase());
    if (edits <= tolerated && edits < (best?.edits ?? Number.POSITIVE_INFINITY)) best = { word: candidate, edits };
    if (typed.length >= 3 && candidate.toLowerCase().startsWith(typed)) begun ??= candidate;
  }
  return best?.word ?? begun;
}
