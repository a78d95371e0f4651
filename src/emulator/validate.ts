/** Checks the body of a write against the declaration of its fields. */
import type { Field, Fields, List, Nested } from '../spec/field.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { isObject, Refusal } from './http.ts';
import { checkedValue, WrongValue, workedOut } from './values.ts';

/** Whether the record or datafile that a value names exists. */
export type Exists = (resource: string, key: string | number) => boolean;
type Write = 'create' | 'update';

/**
 * The values of a body as they are kept.
 * @throws Refusal 422 with messages for each field, nested ones named like `contacts[0].first_name`
 */
export function validated(fields: Fields, body: JsonObject, write: Write, exists: Exists): JsonObject {
  const check = new Check(exists);
  const values: Record<string, Json> = {};
  for (const [name, value] of Object.entries(body)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) check.wrong(name, 'is not a known field');
    else if (!field[write]) check.wrong(name, write === 'create' ? 'cannot be set' : 'cannot be changed');
    else if (value === null && field.create === 'required') check.wrong(name, "can't be blank");
    else values[name] = check.value(name, field, value);
  }
  if (write === 'create') check.required('', fields, body);
  check.done();
  return values;
}

class Check {
  private readonly details = new Map<string, string[]>();

  constructor(private readonly exists: Exists) {}

  done(): void {
    if (this.details.size > 0) throw new Refusal(422, 'Validation failed', Object.fromEntries(this.details));
  }

  wrong(path: string, message: string): void {
    this.details.set(path, [...(this.details.get(path) ?? []), message]);
  }

  required(prefix: string, fields: Fields, body: JsonObject): void {
    for (const [name, field] of Object.entries(fields)) {
      const missing = body[name] === undefined || body[name] === '';
      if (field.create === 'required' && missing) this.wrong(prefix + name, "can't be blank");
    }
  }

  value(path: string, field: Field, value: Json): Json {
    if (value === null) return null;
    if (field.kind === 'array') return this.array(path, field, value);
    if (field.kind === 'object') return this.object(path, field, value);
    try {
      const checked = checkedValue(field, value);
      const of = field.kind === 'file' ? 'datafiles' : field.kind === 'id' ? field.of : undefined;
      if (of && !this.exists(of, checked as string | number)) this.wrong(path, 'must exist');
      return checked;
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error;
      this.wrong(path, error.message);
      return value;
    }
  }

  /** A nested object is sent whole, on update as on create. */
  private object(path: string, { fields, rules = [], inOrder = ['', ''] }: Nested, value: Json): Json {
    if (!isObject(value)) {
      this.wrong(path, 'must be an object');
      return value;
    }
    this.required(`${path}.`, fields, value);
    for (const { field, values, other, like, means } of rules) {
      const applies = values.includes(String(value[field])) && typeof value[other] === 'string';
      if (applies && !like.test(String(value[other]))) this.wrong(`${path}.${other}`, `must be ${means}`);
    }
    const kept = Object.fromEntries(
      Object.entries(value).map(([name, inner]) => {
        const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
        if (!field) this.wrong(`${path}.${name}`, 'is not a known field');
        return [name, field ? this.value(`${path}.${name}`, field, inner) : inner];
      }),
    );
    const [begin, end] = inOrder.map((name) => kept[name]);
    // Times are kept in one form, so that the later one is the greater text.
    if (typeof begin === 'string' && typeof end === 'string' && end <= begin) {
      this.wrong(`${path}.${inOrder[1]}`, `must be later than ${inOrder[0]}`);
    }
    return { ...kept, ...workedOut(fields, kept) };
  }

  private array(path: string, field: List, value: Json): Json {
    if (!Array.isArray(value)) {
      this.wrong(path, 'must be an array');
      return value;
    }
    const items = value as readonly Json[];
    if (field.least !== undefined && items.length < field.least) this.wrong(path, `must have at least ${field.least}`);
    if (field.most !== undefined && items.length > field.most) this.wrong(path, `must have at most ${field.most}`);
    const { exactlyOne } = field;
    if (exactlyOne && items.filter((item) => isObject(item) && item[exactlyOne] === true).length !== 1) {
      this.wrong(path, `must have exactly one that is ${exactlyOne}`);
    }
    return items.map((item, index) => this.value(`${path}[${index}]`, field.item, item));
  }
}
