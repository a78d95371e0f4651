/** Several days on a page: a table with a row for each technician and a column for each day. */
import { type Day, touches } from './days.ts';
import { htmlVisit } from './html-visit.ts';
import { type Markup, markup } from './markup.ts';
import type { Row, Schedule } from './model.ts';
import { rowName, shortDay } from './words.ts';

export function htmlWeek(schedule: Schedule): Markup {
  const { days, rows, now } = schedule;
  const head = days.map((day) => {
    const today = now >= day.from && now < day.until;
    return today
      ? markup`<th scope="col" class="today">${shortDay(day)}, today</th>`
      : markup`<th scope="col">${shortDay(day)}</th>`;
  });
  return markup`<table class="week">
<caption class="unseen">Visits by technician and day</caption>
<thead><tr><th scope="col">Technician</th>${head}</tr></thead>
<tbody>
${rows.map(
  (row) => markup`<tr><th scope="row">${rowName(row)}</th>${days.map((day) => cell(row, day, schedule))}</tr>
`,
)}</tbody>
</table>`;
}

function cell({ visits }: Row, day: Day, { clock }: Schedule): Markup {
  const own = visits.filter((visit) => touches(visit, day));
  if (own.length === 0) return markup`<td></td>`;
  return markup`<td><ol>
${own.map(
  (visit) => markup`<li data-status="${visit.status}">
${htmlVisit(visit, day, clock)}
</li>
`,
)}</ol></td>`;
}
