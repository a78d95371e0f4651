/** Errors in words: what happened, the API's own reasons, what to do; or the same as JSON. */
import { Declined, DispatchError } from '../errors.ts';
import { jsonText, oneLine } from './safe.ts';
import { bold, red } from './style.ts';
import { inAscii, shorten, type Width } from './width.ts';

export interface ErrorView {
  readonly json: boolean;
  readonly color: boolean;
  /** Shows where a defect happened. */
  readonly debug: boolean;
  /** Marks are ASCII. */
  readonly ascii?: boolean;
}

const REPORT = 'This is a defect in dispatch: please report it with what the same command prints with --debug.';
/** Enough to see what is wrong, short enough for a screen. */
const MOST_LINES = 20;
const MOST_CHARACTERS = 300;

const characters: Width = (text) => text.length;

/** What the API says of its reasons as lines, whatever shape it has: `address.city: is missing`. */
function detailLines(details: unknown, path = ''): string[] {
  if (details === null || details === undefined || details === '') return [];
  const label = path === '' ? '' : `${path}: `;
  if (typeof details !== 'object') return [label + String(details)];
  if (Array.isArray(details)) {
    const flat = details.every((each) => typeof each !== 'object' || each === null);
    if (flat && path !== '') return details.length === 0 ? [] : [label + details.map(String).join('; ')];
    return details.flatMap((each, index) =>
      detailLines(each, typeof each === 'object' && each !== null ? `${path}[${index}]` : path),
    );
  }
  return Object.entries(details).flatMap(([key, value]) => detailLines(value, path === '' ? key : `${path}.${key}`));
}

function shownDetails(details: unknown): string[] {
  const lines = detailLines(details).map((line) => `  ${shorten(oneLine(line), MOST_CHARACTERS, characters)}`);
  const more = lines.length - MOST_LINES;
  return more > 0 ? [...lines.slice(0, MOST_LINES), `  … and ${more} more`] : lines;
}

/** Whether the message says all of it already, as it does of what is wrong with what was typed. */
const isTold = (details: unknown, message: string): boolean =>
  Array.isArray(details) && details.every((each) => typeof each === 'string' && message.includes(each));

/** An error as the user reads it, ending with a line end. Text from elsewhere is made safe. */
export function formatError(error: unknown, view: ErrorView): string {
  const known = error instanceof DispatchError ? error : undefined;
  const what = error instanceof Error ? error.message || error.name : String(error);
  const message = known ? what : `unexpected failure: ${what}`;
  const hint = known ? known.hint : REPORT;
  if (view.json) {
    const { code = 'defect', status = null, details = null, requestId = null } = known ?? {};
    return `${jsonText({ error: { code, status, message, details, request_id: requestId, hint: hint ?? null } })}\n`;
  }
  // Whoever said no knows why.
  if (error instanceof Declined) return 'Nothing was done.\n';
  const headline = `${view.color ? bold(red('Error:')) : 'Error:'} ${oneLine(message)}`;
  const lines = [headline, ...(isTold(known?.details, message) ? [] : shownDetails(known?.details))];
  if (known?.requestId !== undefined) lines.push(`Request id: ${oneLine(known.requestId)}`);
  if (hint !== undefined) lines.push(oneLine(hint));
  if (!known && view.debug && error instanceof Error) lines.push(...(error.stack ?? '').split('\n').map(oneLine));
  const text = `${lines.join('\n')}\n`;
  return view.ascii ? inAscii(text) : text;
}
