/**
 * The error family: one class for each exit code of the contract. Everything that can go wrong for a reason the user
 * should know is thrown as one of these; anything else that is thrown is a defect.
 */

/** What an error can say beyond its message. */
export interface ErrorFacts {
  /** What to do about it, one sentence. */
  readonly hint?: string | undefined;
  /** HTTP status. */
  readonly status?: number | undefined;
  /** What the API says of the reasons, in whatever shape it has. */
  readonly details?: unknown;
  /** X-Request-Id of the answer. */
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/** Base of the family. `code` is the stable word of JSON errors, `exitCode` the process's (contract: Exit codes). */
export abstract class DispatchError extends Error {
  abstract readonly code: string;
  abstract readonly exitCode: number;
  readonly hint: string | undefined;
  readonly status: number | undefined;
  readonly details: unknown;
  readonly requestId: string | undefined;

  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = new.target.name;
    this.hint = facts.hint;
    this.status = facts.status;
    this.details = facts.details;
    this.requestId = facts.requestId;
  }
}

/** The local machine failed: disk full, unreadable file, damaged store. */
export class LocalError extends DispatchError {
  readonly code = 'local';
  readonly exitCode = 1;
}

/** Wrong usage. Nothing was sent. */
export class UsageError extends DispatchError {
  readonly code: string = 'usage';
  readonly exitCode = 2;
}

/** A person was asked and said no. Nothing went wrong; the exit code tells scripts that nothing was done either. */
export class Declined extends UsageError {
  override readonly code = 'declined';
  constructor() {
    super('nothing was done');
  }
}

/** Not logged in, or not allowed (401, 403). */
export class AuthError extends DispatchError {
  readonly code = 'not_allowed';
  readonly exitCode = 3;
}

/** No such record (404). */
export class NotFoundError extends DispatchError {
  readonly code = 'not_found';
  readonly exitCode = 4;
}

/** The API refused the request (400, 409, 422, other 4xx). */
export class RefusedError extends DispatchError {
  readonly code = 'refused';
  readonly exitCode = 5;
}

/** 429, 5xx, network or time-out, after the retries: safe to try later unless the message says otherwise. */
export class TemporaryError extends DispatchError {
  readonly code: string = 'temporary';
  readonly exitCode = 6;
}

/** A bulk run finished, some rows failed; `failures` were told one by one. */
export class PartialError extends DispatchError {
  readonly code = 'partial';
  readonly exitCode = 7;
}

/** Stopped by SIGINT or SIGTERM. */
export class Interrupted extends DispatchError {
  readonly code = 'interrupted';
  readonly exitCode: number;
  constructor(readonly signal: 'SIGINT' | 'SIGTERM') {
    super(`stopped by ${signal}`);
    this.exitCode = signal === 'SIGINT' ? 130 : 143;
  }
}

/** The exit codes with their meanings, for help and reference; the classes above hold the numbers. */
export const EXIT_CODES: readonly (readonly [code: string, meaning: string])[] = [
  ['0', 'done'],
  ['1', 'a defect in the program, or the local machine failed (disk full, unreadable file)'],
  ['2', 'wrong usage: unknown flag, missing or malformed value; nothing was sent'],
  ['3', 'not logged in, or not allowed (401, 403)'],
  ['4', 'not found (404)'],
  ['5', 'the API refused the request (400, 409, 422, other 4xx)'],
  ['6', 'temporary: 429, 5xx, network, time-out, after the retries: safe to try later'],
  ['7', 'a bulk run finished, some rows failed'],
  ['130, 143', 'interrupted by SIGINT, SIGTERM'],
];

/** An extension ended with an exit code other than 0, and has told why itself. */
export class ExtensionEnded extends Error {
  constructor(
    name: string,
    readonly exitCode: number,
  ) {
    super(`${name} ended with ${exitCode}`);
  }
}

/** The reader of an output went away (`| head -1`). Not an error: the program ends quietly with 0. */
export class ReaderGone extends Error {}
