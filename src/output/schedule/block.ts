/** A visit in the chart of a day: a bar at its time with the clock in it or beside it, and words below. */
import { dim } from '../style.ts';
import { columnOf, type Frame, GAP, MARGIN } from './frame.ts';
import type { Footprint } from './lanes.ts';
import { isCanceled, type MarkedVisit } from './model.ts';
import { type Pen, type Piece, paintOfMarks, paintOfVisit } from './pen.ts';
import { marksOf, numberPlaceAndStatus, timesOn } from './words.ts';

/** What must be left of a bar with its times in it, so that it is still one. */
const LEAST_BAR = 3;
/** Columns that words get at least before they are shortened; more where the chart is wide. */
const LEAST_WORDS = 20;

/** Everything that belongs to a visit, in columns. */
export interface Block extends Footprint {
  readonly visit: MarkedVisit;
  readonly bar: readonly Piece[];
}

/** A visit's block: it begins at its time, or before that where it would leave the chart. */
export function blockOf(visit: MarkedVisit, frame: Frame): Block {
  const { left, right, pen } = frame;
  const bar = barOf(visit, frame);
  const ends = bar.map(({ at, text }) => at + text.length);
  const begin = Math.min(...bar.map(({ at }) => at));
  const natural = Math.max(...wordsOf(visit).map(({ text }) => pen.width(text)));
  const room = Math.min(natural, Math.max(LEAST_WORDS, Math.floor((right - left) / 3)), right - left);
  const start = Math.max(left, Math.min(begin, right - room));
  return { visit, bar, left: start, right: Math.max(start + room, ...ends) };
}

/** The bar with its times in it; a short one has them behind it, or before it at the end of the chart. */
function barOf(visit: MarkedVisit, frame: Frame): readonly Piece[] {
  const { day, schedule, pen } = frame;
  const from = columnOf(frame, visit.start);
  const until = Math.max(from + 1, columnOf(frame, visit.end));
  const glyph = glyphOf(visit, pen);
  const paint = paintOfVisit(visit);
  const [start, end] = timesOn(visit, day, schedule.clock);
  const between = until - from - start.length - end.length;
  // Times have the colour of text, which can be read on any background.
  const plain = isCanceled(visit) ? dim : undefined;
  if (between >= LEAST_BAR) {
    return [
      { at: from, text: start, paint: plain },
      { at: from + start.length, text: glyph.repeat(between), paint },
      { at: until - end.length, text: end, paint: plain },
    ];
  }
  const text = `${start}-${end}`;
  const isBehind = until + 1 + text.length <= frame.right + MARGIN;
  return [
    { at: from, text: glyph.repeat(until - from), paint },
    { at: isBehind ? until + 1 : from - 1 - text.length, text, paint: plain },
  ];
}

function glyphOf({ status }: MarkedVisit, { glyphs }: Pen): string {
  if (status === 'complete') return glyphs.done;
  return status === 'draft' || status === 'canceled' ? glyphs.vague : glyphs.live;
}

/** What is said of a visit below its bar, line by line. */
function wordsOf(visit: MarkedVisit): readonly Omit<Piece, 'at'>[] {
  const lines = [
    { text: visit.title, paint: undefined },
    { text: numberPlaceAndStatus(visit), paint: paintOfVisit(visit) },
    { text: marksOf(visit).join(', '), paint: paintOfMarks },
  ];
  return isCanceled(visit) ? lines.map(({ text }) => ({ text, paint: dim })) : lines;
}

/** The lines of a lane: bars, then titles, places with status, and what is amiss. */
export function laneLines(lane: readonly Block[], { pen, right }: Frame): readonly (readonly Piece[])[] {
  const columns: (readonly Piece[])[] = lane.map(({ visit, left }, index) => {
    const next = lane[index + 1];
    const room = (next === undefined ? right + MARGIN : next.left - GAP) - left;
    return wordsOf(visit).map(({ text, paint }) => ({ at: left, text: pen.cut(text, room), paint }));
  });
  const words = [0, 1, 2].map((line) =>
    columns.flatMap((pieces) => pieces[line] ?? []).filter(({ text }) => text !== ''),
  );
  return [lane.flatMap(({ bar }) => bar), ...words.filter((pieces) => pieces.length > 0)];
}
