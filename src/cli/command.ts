/**
 * The command tree as data. Parsing (commander), help, completions, the man page and the README's reference all read
 * it. Resources yield most of it (`build.ts`); the other commands declare their own part.
 */
import type { Result } from '../output/result.ts';
import type { Fields } from '../spec/field.ts';
import type { Session } from './session.ts';

/** What a value is completed with, where its choices are not a fixed list. */
export type Completes = 'file' | 'profile' | 'field' | 'order' | 'alias' | 'filter' | 'time' | 'day' | 'zone';

export interface Flag {
  /** Without dashes: `job-id`. */
  readonly name: string;
  readonly short?: string;
  /** The value's placeholder: `ID`. Absent: a switch. */
  readonly value?: string;
  readonly about: string;
  readonly choices?: readonly string[];
  /** What counts when it is not given, as it would be typed. */
  readonly default?: string;
  /** Can be repeated. */
  readonly many?: true;
  readonly completes?: Completes;
  /** The resource whose records it names. */
  readonly of?: string;
  /** The heading under which help lists it; `Flags` if absent. */
  readonly group?: string;
  /** The environment variable that does the same. */
  readonly env?: string;
}

export interface Argument {
  /** As shown in usage: `ID`. */
  readonly name: string;
  readonly about: string;
  readonly optional?: true;
  readonly many?: true;
  readonly choices?: readonly string[];
  readonly completes?: Completes;
  /** The resource whose records it names. */
  readonly of?: string;
}

export interface Command {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** One line. */
  readonly about: string;
  /** What else is worth knowing, in paragraphs. */
  readonly notes?: readonly string[];
  /** Without the program's name. */
  readonly examples?: readonly string[];
  readonly arguments?: readonly Argument[];
  /** Built only when the command is asked for: a tree of two thousand flags costs nothing to those who use three. */
  readonly flags?: () => readonly Flag[];
  readonly commands?: () => readonly Command[];
  /** The fields of the records it gives; absent where they are not known beforehand. */
  readonly fields?: Fields;
  /** It shows its result itself, also where the settings that say how are damaged. */
  readonly showsItself?: true;
  readonly run?: (call: Call) => Promise<Result>;
}

/** A command as it was typed. */
export interface Call {
  readonly session: Session;
  /** Positional arguments in order; those of a `many` argument come last. */
  readonly args: readonly string[];
  readonly flags: FlagValues;
}

/** What a verb does on a resource. */
export type Verb = (call: Call) => Promise<Result>;

/** The flags that were given, by name. */
export class FlagValues {
  constructor(readonly map: ReadonlyMap<string, readonly string[]>) {}

  has(name: string): boolean {
    return this.map.has(name);
  }

  /** The last value given. */
  get(name: string): string | undefined {
    return this.map.get(name)?.at(-1);
  }

  /** Every value given, in order. */
  all(name: string): readonly string[] {
    return this.map.get(name) ?? [];
  }

  /** The same with other values. */
  with(map: ReadonlyMap<string, readonly string[]>): FlagValues {
    return new FlagValues(map);
  }
}
