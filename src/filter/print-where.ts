import type { Condition, FieldCondition } from '../query/condition/condition.ts';
import type { Operand, Selector, SelectorStep } from '../query/condition/field-test.ts';
import { printItem } from './items/print-item.ts';
import { maxDepth } from './parse-where.ts';
import { keyPattern } from './where-selector.ts';

/**
 * Returns the pattern for `--where` that parses to the same condition, in AWS's own syntax where
 * possible. Undefined when no pattern can express it, because it tests more than fields or is
 * nested too deeply.
 */
export function printWhere(condition: Condition): string | undefined {
  const printed = printCondition(condition, 0);
  return printed === undefined ? undefined : `{ ${printed} }`;
}

/** Prints a condition that is inside `depth` parentheses. */
function printCondition(condition: Condition, depth: number): string | undefined {
  if (depth > maxDepth) return undefined;
  switch (condition.kind) {
    case 'all':
      return printOperands(condition.conditions, ' && ', depth);
    case 'any':
      return printOperands(condition.conditions, ' || ', depth);
    case 'not': {
      const inner = printCondition(condition.condition, depth + 1);
      return inner === undefined ? undefined : `NOT (${inner})`;
    }
    case 'field':
      return printField(condition);
    case 'item':
      return printItem(condition);
    case 'attribute':
    case 'text':
      return undefined;
    default:
      return condition satisfies never;
  }
}

function printOperands(
  conditions: readonly Condition[],
  operator: string,
  depth: number,
): string | undefined {
  const [first, ...others] = conditions;
  if (first && others.length === 0) return printCondition(first, depth);
  const printed = conditions.map((condition) => {
    // NOT adds its own parentheses.
    if (condition.kind === 'not') return printCondition(condition, depth);
    const inner = printCondition(condition, depth + 1);
    return inner === undefined ? undefined : `(${inner})`;
  });
  const isWhole = printed.length > 0 && printed.every((operand) => operand !== undefined);
  return isWhole ? printed.join(operator) : undefined;
}

function printField({ selector, test }: FieldCondition): string | undefined {
  const field = printSelector(selector);
  switch (test.kind) {
    case 'compare': {
      const operand = printOperand(test.operand);
      return operand === undefined ? undefined : `${field} ${test.operator} ${operand}`;
    }
    case 'order':
      return Number.isFinite(test.number)
        ? `${field} ${test.operator} ${printNumber(test.number)}`
        : undefined;
    case 'state':
      return `${field} ${states[test.state]}`;
    default:
      return test satisfies never;
  }
}

const states = {
  exists: 'EXISTS',
  'not-exists': 'NOT EXISTS',
  null: 'IS NULL',
  true: 'IS TRUE',
  false: 'IS FALSE',
} as const;

function printNumber(number: number): string {
  return Object.is(number, -0) ? '-0' : String(number);
}

function printOperand(operand: Operand): string | undefined {
  switch (operand.kind) {
    case 'text':
      return `"${operand.literals.map((text) => text.replace(/[\\"*]/g, '\\$&')).join('*')}"`;
    case 'number':
      return operand.text;
    case 'regex':
      return /^(?:[^%\\]|\\.)+$/s.test(operand.source) ? `%${operand.source}%` : undefined;
    case 'field':
      return printSelector(operand.selector);
    default:
      return operand satisfies never;
  }
}

function printSelector(selector: Selector): string {
  return `$${selector.map(printStep).join('')}`;
}

function printStep(step: SelectorStep): string {
  if (step.kind === 'any') return '[*]';
  if (step.kind === 'index') return `[${step.index}]`;
  const { key } = step;
  return plainKey.test(key) ? `.${key}` : `['${key.replace(/[\\']/g, '\\$&')}']`;
}

const plainKey = new RegExp(`^${keyPattern.source}$`, 'u');
