/** Asks a person for the required values that a command was not given, one after the other. */
import { UsageError } from '../errors.ts';
import type { Missing } from '../input/body.ts';
import { idIn } from '../input/ids.ts';
import type { Clock } from '../input/times.ts';
import { parseValue } from '../input/values.ts';
import type { Field, Fields, List } from '../spec/field.ts';
import { choicesOf, flagName } from '../spec/flags.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { askOneOf, askRecord, askSeveralOf, askUntilValid, askWhether } from './ask.ts';
import { choosable } from './choosable.ts';
import { isLookup } from './lookups.ts';
import type { Session } from './session.ts';

/** A value that is asked for. */
interface Question {
  readonly field: Field;
  /** What it is, in words. */
  readonly about: string;
  /** Without dashes: how it could have been given. */
  readonly flag: string;
}

/** The answers as flags, in the words of the person, which have been checked. */
export async function askFor(session: Session, missing: readonly Missing[]): Promise<ReadonlyMap<string, string[]>> {
  const asker = new Asker(session, await session.clock());
  const answers = new Map<string, string[]>();
  for (const { path, field, about } of missing) {
    const flag = flagName(path);
    answers.set(flag, [await asker.text({ field, flag, about })]);
  }
  return answers;
}

class Asker {
  constructor(
    private readonly session: Session,
    private readonly clock: Clock,
  ) {}

  /** An answer as it would be typed behind the flag. */
  async text({ field, about, flag }: Question): Promise<string> {
    const { session } = this;
    const message = `${about} (--${flag})`;
    if (field.kind === 'array' && field.item.kind === 'object') {
      return JSON.stringify(await this.elements(field, field.item.fields, { about, flag }));
    }
    const choices = choicesOf(field);
    if (choices) {
      return field.kind === 'array'
        ? (await askSeveralOf(session, message, choices)).join(',')
        : askOneOf(session, message, choices);
    }
    const records = field.kind === 'id' ? await choosable(session, field.of) : [];
    const isRecord = (term: string) => idIn(term) !== undefined || isLookup(field, term);
    if (records.length > 0) return askRecord(session, message, records, isRecord);
    return askUntilValid(session, message, (text) => this.problem(field, text, flag));
  }

  /** The elements of an array, each by what it must have. */
  private async elements(
    { item, most = Number.POSITIVE_INFINITY }: List,
    fields: Fields,
    { about, flag }: Omit<Question, 'field'>,
  ): Promise<JsonObject[]> {
    const found: JsonObject[] = [];
    do {
      const element: Record<string, Json> = {};
      for (const [name, field] of Object.entries(fields)) {
        if (field.create !== 'required') continue;
        const inner = { field, flag, about: `${item.about}: ${field.about}` };
        element[name] = await parseValue(field, await this.text(inner), { ...this.clock, flag });
      }
      found.push(element);
    } while (found.length < most && (await askWhether(this.session, `${about}: one more?`)));
    return found;
  }

  /** What is wrong with an answer; undefined: nothing. */
  private async problem(field: Field, text: string, flag: string): Promise<string | undefined> {
    if (isLookup(field, text)) return undefined;
    try {
      await parseValue(field, text, { ...this.clock, flag });
      return undefined;
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return [error.message, error.hint].filter((part) => part !== undefined).join('. ');
    }
  }
}
