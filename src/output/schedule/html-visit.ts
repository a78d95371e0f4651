/** The words of a visit on a page. */
import type { Day, WallClock } from './days.ts';
import { Markup, markup } from './markup.ts';
import type { MarkedVisit } from './model.ts';
import { marksOf, numberOf, placeAndStatus, timesOn } from './words.ts';

const timestamp = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');

/** Times, number, title, customer, place with status, and what is amiss. */
export function htmlVisit(visit: MarkedVisit, day: Day, clock: WallClock): Markup {
  const [start, end] = timesOn(visit, day, clock);
  const marks = marksOf(visit).join(', ');
  return new Markup(
    [
      markup`<span><span class="times"><time datetime="${timestamp(visit.start)}">${start}</time>-<time datetime="${timestamp(visit.end)}">${end}</time></span> <span class="number">${numberOf(visit)}</span></span>`,
      markup`<strong>${visit.title}</strong>`,
      ...(visit.customer === '' ? [] : [markup`<span class="customer">${visit.customer}</span>`]),
      markup`<span class="status">${placeAndStatus(visit)}</span>`,
      ...(marks === '' ? [] : [markup`<span class="mark">${marks}</span>`]),
    ]
      .map(({ text }) => text)
      .join('\n'),
  );
}
