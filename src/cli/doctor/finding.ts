/** What a check found. */
import { DispatchError } from '../../errors.ts';
import type { RESULTS } from '../doctor.ts';

export interface Finding {
  readonly check: string;
  readonly result: (typeof RESULTS)[number];
  readonly finding: string;
  /** The same for somebody else to read, without names that the user chose. */
  readonly discreet?: string;
  /** What to do, a full sentence. */
  readonly mend?: string | undefined;
  /** What failed, with the exit code for it. */
  readonly error?: DispatchError;
}

export const ok = (check: string, finding: string): Finding => ({ check, result: 'ok', finding });

export const warning = (check: string, finding: string, mend: string): Finding => ({
  check,
  result: 'warning',
  finding,
  mend,
});

/** What `look` finds, or the error that it ends with. */
export async function checked(check: string, look: () => Promise<Finding> | Finding): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof DispatchError)) throw error;
    return { check, result: 'failed', finding: error.message, mend: error.hint, error };
  }
}
