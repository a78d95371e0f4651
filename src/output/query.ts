/** `--query EXPR`: the result, or what a JMESPath expression makes of it. */
import { UsageError } from '../errors.ts';
import type { Json } from '../spec/json.ts';

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Checks an expression; to be called before anything is sent.
 * @throws UsageError where it is not JMESPath.
 */
export async function checkQuery(expression: string): Promise<void> {
  const { compile } = await import('@jmespath-community/jmespath');
  try {
    compile(expression);
  } catch (error) {
    throw new UsageError(`--query is not a JMESPath expression: ${reason(error)}`, {
      hint: `For instance --query "[?status=='scheduled'].id"; the language is described at https://jmespath.site.`,
      cause: error,
    });
  }
}

/**
 * What the expression makes of a value. Records that it only selects are the same objects as those given.
 * @throws UsageError where it cannot be applied, for instance a function to a value of the wrong type.
 */
export async function queried(value: Json, expression: string): Promise<Json> {
  const { search } = await import('@jmespath-community/jmespath');
  try {
    return search(value as Parameters<typeof search>[0], expression) as Json;
  } catch (error) {
    throw new UsageError(`--query cannot be applied to the result: ${reason(error)}`, {
      hint: 'Look at the result with -o json first.',
      cause: error,
    });
  }
}
