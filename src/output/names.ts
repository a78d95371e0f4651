/** What numbers stand for: the names of records, and the zones of the places where work is done. */

/** A record that another one names by its number. */
export interface Reference {
  /** Name of the resource: `users`. */
  readonly resource: string;
  readonly id: number;
  /** Number of the organization that the naming record belongs to, where it says so. */
  readonly organization?: number | undefined;
}

export interface Named {
  /** Text of the API. */
  readonly label?: string | undefined;
  /** IANA name of the time zone of a job's address. */
  readonly zone?: string | undefined;
}

export interface Names {
  /** Finds out what can be found out soon. Never rejects for what cannot. */
  learn(references: readonly Reference[]): Promise<void>;
  /** What is known by now. */
  of(resource: string, id: number): Named | undefined;
}
