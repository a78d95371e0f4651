/** One day at a terminal: a line of hours, and below it for each technician bars with their words. */
import { bold, dim, red } from '../style.ts';
import { axisOf, hourLabel, labelledTicks } from './axis.ts';
import { blockOf, laneLines } from './block.ts';
import { type Day, touches } from './days.ts';
import { columnOf, type Frame, frameOf, GAP } from './frame.ts';
import { lanesOf } from './lanes.ts';
import type { Row, Schedule } from './model.ts';
import type { Pen, Piece } from './pen.ts';
import { nowText, rowName } from './words.ts';

/** Columns that an hour with a label takes at least. */
const LABEL_ROOM = 5;

/** The lines of a day's chart. */
export function chart(schedule: Schedule, day: Day, pen: Pen): readonly string[] {
  const frame = frameOf(schedule, day, pen);
  return [...ruler(frame), ...schedule.rows.flatMap((row) => rowLines(row, frame))];
}

/** Whether the chart has the present moment in it. */
export function showsNow(schedule: Schedule, day: Day): boolean {
  const { from, until } = axisOf(schedule, day);
  return schedule.now >= from && schedule.now < until;
}

/** The hours, and a line that tells working hours from others. */
function ruler(frame: Frame): readonly string[] {
  const { axis, pen, left, right, perHour, now, schedule } = frame;
  const { glyphs } = pen;
  const labels = labelledTicks(axis, perHour, LABEL_ROOM);
  const ticks = new Set(labels.map(({ at }) => columnOf(frame, at)));
  const [opens, closes] = [columnOf(frame, axis.work.from), columnOf(frame, axis.work.until)];
  const cell = (column: number): string => {
    if (ticks.has(column)) return glyphs.tick;
    return column >= opens && column < closes ? glyphs.work : glyphs.rest;
  };
  const line = (from: number, until: number): Piece => ({
    at: from,
    text: Array.from({ length: Math.max(0, until - from) }, (_, index) => cell(from + index)).join(''),
    paint: dim,
  });
  const hours = pen.line(labels.map((tick) => ({ at: columnOf(frame, tick.at), text: hourLabel(tick), paint: bold })));
  const end = right + 1;
  if (now === undefined) return [hours, pen.line([line(left, end)])];
  const text = ` ${nowText(schedule) ?? ''} `;
  const isBefore = now + 1 + text.length > end;
  const note = isBefore ? `${text}${glyphs.pointer}` : `${glyphs.pointer}${text}`;
  const at = isBefore ? now - text.length : now;
  return [hours, pen.line([line(left, at), { at, text: note, paint: red }, line(at + note.length, end)])];
}

/** A technician's lines and an empty one: eyes find the row without rules. */
function rowLines(row: Row, frame: Frame): readonly string[] {
  const { pen, left, day } = frame;
  const blocks = row.visits.filter((visit) => touches(visit, day)).map((visit) => blockOf(visit, frame));
  const name = nameLines(rowName(row), left - GAP, pen);
  const free: Piece = { at: left, text: 'no visits', paint: dim };
  const lines = blocks.length === 0 ? [[free]] : lanesOf(blocks, GAP).flatMap((lane) => laneLines(lane, frame));
  const height = Math.max(lines.length, name.length) + 1;
  return Array.from({ length: height }, (_, index) => drawn([name[index] ?? [], lines[index] ?? []].flat(), frame));
}

/** A name in the room there is: one that is too long goes on below, where no other row is yet. */
function nameLines(name: string, room: number, pen: Pen): readonly Piece[] {
  const space = name.indexOf(' ');
  const isLong = pen.width(name) > room && space > 0;
  const parts = isLong ? [name.slice(0, space), name.slice(space + 1)] : [name];
  return parts.map((text) => ({ at: 0, text: pen.cut(text, room), paint: bold }));
}

/** The line with the present moment in it, where nothing else stands. */
function drawn(pieces: readonly Piece[], { pen, now }: Frame): string {
  const isTaken = now !== undefined && pieces.some(({ at, text }) => at <= now && now < at + pen.width(text));
  if (now === undefined || isTaken) return pen.line(pieces);
  return pen.line([...pieces, { at: now, text: pen.glyphs.now, paint: red }]);
}
