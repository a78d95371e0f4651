/** One day on a page: a table with a row for each technician, whose visits stand where the hours have them. */
import { type Axis, axisOf, hourLabel, labelledTicks, lengthOf } from './axis.ts';
import { type Day, MINUTE, touches } from './days.ts';
import { htmlVisit } from './html-visit.ts';
import { type Footprint, lanesOf } from './lanes.ts';
import { type Markup, markup, NOTHING } from './markup.ts';
import type { MarkedVisit, Row, Schedule } from './model.ts';
import { nowText, rowName } from './words.ts';

/** Places are counted in slots of five minutes. */
const SLOT = 5 * MINUTE;
/** The least room for the words of a visit, as a part of the whole line. */
const LEAST_ROOM = 1 / 7;
/** What an hour and its label take at least, in percent of the line. */
const LABEL_ROOM = 3;
/** From this part of the line on, the word for now stands before it. */
const NEAR_THE_END = 85;

/** The room of a visit and its bar in slots. */
interface Block extends Footprint {
  readonly visit: MarkedVisit;
  readonly bar: Footprint;
}

export function htmlDay(schedule: Schedule, day: Day): Markup {
  const axis = axisOf(schedule, day);
  const now = schedule.now >= axis.from && schedule.now < axis.until ? percent(axis, schedule.now) : undefined;
  const label = (at: number) =>
    markup`<span class="${at > NEAR_THE_END ? 'now before' : 'now'}" style="left:${at}%">${nowText(schedule) ?? ''}</span>`;
  const hours = labelledTicks(axis, 100 / lengthOf(axis), LABEL_ROOM).filter(({ at }) => at < axis.until);
  const behind = markup`${background(
    axis,
    hours.map(({ at }) => percent(axis, at)),
  )}${now === undefined ? NOTHING : markup`<span class="now" style="left:${now}%" aria-hidden="true"></span>`}`;
  return markup`<table class="day">
<caption class="unseen">Visits by technician</caption>
<thead><tr><th scope="col">Technician</th><th scope="col"><span class="unseen">Visits</span><div class="axis" aria-hidden="true">
${hours.map((tick) => markup`<span class="hour" style="left:${percent(axis, tick.at)}%">${hourLabel(tick)}</span>`)}
${now === undefined ? NOTHING : label(now)}
</div></th></tr></thead>
<tbody>
${schedule.rows.map((row) => tableRow(row, schedule, day, axis, behind))}</tbody>
</table>`;
}

/** What lies behind the visits: the hours, and those outside working hours shaded. */
function background(axis: Axis, hours: readonly number[]): Markup {
  const [opens, closes] = [percent(axis, axis.work.from), percent(axis, axis.work.until)];
  const rest = [
    [0, opens],
    [closes, 100],
  ].filter(([from = 0, until = 0]) => from < until);
  return markup`${rest.map(([from = 0, until = 0]) => markup`<span class="rest" style="left:${from}%;right:${100 - until}%" aria-hidden="true"></span>`)}<span class="hours" aria-hidden="true">${hours.map((at) => markup`<span style="left:${at}%"></span>`)}</span>`;
}

/** In hundredths. */
const percent = ({ from, until }: Axis, at: number): number =>
  Math.round(((Math.min(Math.max(at, from), until) - from) / (until - from)) * 10_000) / 100;

function tableRow(row: Row, { clock }: Schedule, day: Day, axis: Axis, behind: Markup): Markup {
  const slots = Math.round((axis.until - axis.from) / SLOT);
  const blocks = row.visits.filter((visit) => touches(visit, day)).map((visit) => blockOf(visit, axis, slots));
  const items = lanesOf(blocks, 0).flatMap((lane, index) =>
    lane.map(({ visit, bar, left, right }) => {
      const part = (length: number) => Math.round((length / (right - left)) * 10_000) / 100;
      return markup`<li data-status="${visit.status}" style="grid-column:${left + 1}/${right + 1};grid-row:${index + 1}">
<span class="bar" style="margin-left:${part(bar.left - left)}%;width:${part(bar.right - bar.left)}%" aria-hidden="true"></span>
${htmlVisit(visit, day, clock)}
</li>
`;
    }),
  );
  const content =
    items.length === 0
      ? markup`<p class="free">no visits</p>`
      : markup`<ol style="grid-template-columns:repeat(${slots},minmax(0,1fr))">
${items}</ol>`;
  return markup`<tr><th scope="row">${rowName(row)}</th><td class="track">${behind}${content}</td></tr>
`;
}

function blockOf(visit: MarkedVisit, axis: Axis, slots: number): Block {
  const slotOf = (at: number) => Math.round((Math.min(Math.max(at, axis.from), axis.until) - axis.from) / SLOT);
  const from = Math.min(slotOf(visit.start), slots - 1);
  const bar = { left: from, right: Math.max(from + 1, slotOf(visit.end)) };
  const room = Math.max(bar.right - bar.left, Math.ceil(slots * LEAST_ROOM));
  const left = Math.max(0, Math.min(bar.left, slots - room));
  return { visit, bar, left, right: left + room };
}
