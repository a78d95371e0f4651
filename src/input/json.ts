/** JSON as people write it: errors say the line and the column, and what could harm the program is refused. */
import { UsageError } from '../errors.ts';
import type { Json, JsonObject } from '../spec/json.ts';
import { quote } from './quote.ts';

/** No record of the API is nested more deeply; the limit keeps hostile text from exhausting the stack. */
const DEEPEST = 64;

/** Keys that reach an object's prototype when an object is copied carelessly. */
const FORBIDDEN: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/** @param what names the text in errors: `--data`. @throws UsageError */
export function parseJson(text: string, what: string): Json {
  if (deeperThan(text, DEEPEST)) throw new UsageError(`${what} is nested more than ${DEEPEST} levels deep`);
  let parsed: Json;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`${what} is not JSON: ${whatIsWrong(text)}`);
  }
  const key = forbiddenKey(parsed);
  if (key !== undefined) throw new UsageError(`${what} has the key ${key}, which no record has`);
  return parsed;
}

export function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function deeperThan(text: string, most: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      if (++depth > most) return true;
    } else if (character === '}' || character === ']') depth--;
  }
  return false;
}

function forbiddenKey(json: Json): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const own = Array.isArray(json) ? undefined : Object.keys(json).find((key) => FORBIDDEN.includes(key));
  if (own !== undefined) return own;
  for (const value of Object.values(json)) {
    const within = forbiddenKey(value);
    if (within !== undefined) return within;
  }
  return undefined;
}

function whatIsWrong(text: string): string {
  const at = new Scanner(text).firstWrong();
  if (at >= text.length) return 'it ends too early';
  const before = text.slice(0, at).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  return `unexpected ${quote(String.fromCodePoint(text.codePointAt(at) ?? 0))} at line ${before.length}, column ${column}`;
}

/** Finds where a text stops being JSON; the messages of `JSON.parse` differ between versions, and often do not say. */
class Scanner {
  private at = 0;
  constructor(private readonly text: string) {}

  /** Index of the first character that cannot be there; the length of a text that ends too early. */
  firstWrong(): number {
    if (this.value()) this.space();
    return this.at;
  }

  /** Whether `like` (sticky) comes next; what matches is passed over. */
  private take(like: RegExp): boolean {
    like.lastIndex = this.at;
    if (!like.test(this.text)) return false;
    this.at = like.lastIndex;
    return true;
  }

  private space(): void {
    this.take(/[ \t\r\n]*/y);
  }

  private value(): boolean {
    this.space();
    const next = this.text[this.at];
    if (next === '{') return this.several('}', () => this.string() && this.colon() && this.value());
    if (next === '[') return this.several(']', () => this.value());
    if (next === '"') return this.string();
    return this.take(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y) || this.word();
  }

  private several(end: '}' | ']', one: () => boolean): boolean {
    this.at++;
    this.space();
    if (this.text[this.at] === end) return this.pass();
    for (;;) {
      this.space();
      if (!one()) return false;
      this.space();
      if (this.text[this.at] === end) return this.pass();
      if (this.text[this.at] !== ',') return false;
      this.at++;
    }
  }

  private colon(): boolean {
    this.space();
    return this.text[this.at] === ':' && this.pass();
  }

  private pass(): true {
    this.at++;
    return true;
  }

  private string(): boolean {
    if (!this.take(/"/y)) return false;
    while (this.take(/[^"\\\u0000-\u001f]+/y) || this.take(/\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y));
    return this.take(/"/y);
  }

  /** `true`, `false` or `null`; stops at the letter that is wrong. */
  private word(): boolean {
    const word = ['true', 'false', 'null'].find((known) => known[0] === this.text[this.at]);
    for (const letter of word ?? '') {
      if (this.text[this.at] !== letter) return false;
      this.at++;
    }
    return word !== undefined;
  }
}
