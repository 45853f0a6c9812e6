import * as z from 'zod';
import { type Level, levels } from '../rule.ts';
import { RuleError } from './rule-error.ts';

/** The keys that any document of a rule file may have: title, ID, level and so on. */
export interface DocumentHead extends z.infer<typeof headSchema> {}

/**
 * Reads the head of a document. Other keys, empty lists and single values in the place of lists are
 * accepted, since published rules have them.
 *
 * Throws RuleError.
 */
export function readHead(data: unknown): DocumentHead {
  const result = headSchema.safeParse(data);
  if (result.success) return result.data;
  throw errorOf(result.error);
}

/** Returns the error for the first issue that zod found. */
export function errorOf({ issues }: z.ZodError): RuleError {
  const [issue] = issues;
  const path = issue?.path.map((step) => (typeof step === 'symbol' ? String(step) : step)) ?? [];
  return new RuleError(path, issue?.message ?? 'is not a rule');
}

/** Returns the values of a list, or the only one; null is an empty list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

const text = z
  .unknown()
  .optional()
  .transform((value) => listOf(value).map(textOf).join(', ').trim() || undefined);
const texts = z
  .unknown()
  .optional()
  .transform((value) => listOf(value).map(textOf).filter(Boolean));

const headSchema = z.object(
  {
    title: z
      .unknown()
      .optional()
      .transform((value, context) => {
        if (typeof value === 'string' && value.trim() !== '') return value.trim();
        context.addIssue({ code: 'custom', message: "there is no 'title'" });
        return z.NEVER;
      }),
    id: text,
    name: text,
    status: text.transform((status) => status?.toLowerCase()),
    level: z
      .unknown()
      .optional()
      .transform((value, context): Level | undefined => {
        if (value === undefined || value === null) return undefined;
        const level = levels.find((one) => one === textOf(value).toLowerCase());
        if (level) return level;
        const message = `the level '${textOf(value)}' is not one of ${levels.join(', ')}`;
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      }),
    description: text,
    author: text,
    tags: texts,
    falsepositives: texts,
    references: texts,
    fields: texts,
  },
  { error: 'a rule must be a map' },
);

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
