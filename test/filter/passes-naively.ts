import { attributes } from '../../src/event/attributes.ts';
import { isObject } from '../../src/event/own-property.ts';
import type { AttributeCondition, Condition } from '../../src/query/condition/condition.ts';
import type { FieldTest, Operand, Selector } from '../../src/query/condition/field-test.ts';
import type { EventRecord } from '../../src/query/event-record.ts';

/** Whether a record passes a condition, computed without any of the code that is tested. */
export function passesNaively(condition: Condition, record: EventRecord): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.conditions.every((part) => passesNaively(part, record));
    case 'any':
      return condition.conditions.some((part) => passesNaively(part, record));
    case 'not':
      return !passesNaively(condition.condition, record);
    case 'attribute':
      return passesAttribute(condition, record);
    case 'field':
      return passesField(condition.selector, condition.test, record.event);
    case 'item':
      throw new Error('items have an evaluator of their own');
    case 'text':
      return new RegExp(condition.expression).test(JSON.stringify(record.event));
    default:
      return condition satisfies never;
  }
}

/** Address patterns are whole addresses or globs here, never networks. */
function passesAttribute({ attribute, patterns }: AttributeCondition, record: EventRecord) {
  return attributes[attribute]
    .values(record.event)
    .some((value) =>
      patterns.some((pattern) =>
        attribute === 'user-agent' && !pattern.includes('*')
          ? value.toLowerCase().includes(pattern.toLowerCase())
          : globbed(pattern.toLowerCase().split('*')).test(value.toLowerCase()),
      ),
    );
}

function globbed(literals: readonly string[]): RegExp {
  return new RegExp(`^${literals.map((text) => text.replace(/[^\w]/g, '\\$&')).join('[^]*')}$`);
}

function passesField(selector: Selector, test: FieldTest, event: unknown): boolean {
  const values = valuesAt(selector, event);
  switch (test.kind) {
    case 'compare': {
      const { operand, operator } = test;
      if (operand.kind === 'field') {
        return differOrAgree(values, operator, valuesAt(operand.selector, event));
      }
      const agrees = (value: unknown) => isScalar(value) && equals(value, operand);
      if (operator === '=') return values.some(agrees);
      const isOther = (value: unknown) => value === null || isScalar(value);
      return values.length === 0 || values.some((value) => isOther(value) && !agrees(value));
    }
    case 'order': {
      const numbers = values.map((value) =>
        isScalar(value) && value !== '' ? Number(value) : NaN,
      );
      if (test.operator !== '>=') throw new Error('only >= is expected');
      return numbers.some((number, at) => typeof values[at] !== 'boolean' && number >= test.number);
    }
    case 'state':
      return hasState(values, test.state);
    default:
      return test satisfies never;
  }
}

/** Tries every pair. */
function differOrAgree(these: readonly unknown[], operator: '=' | '!=', those: readonly unknown[]) {
  const orNull = (values: readonly unknown[]) => (values.length === 0 ? [null] : values);
  return orNull(these).some((one) =>
    orNull(those).some((other) => {
      const isBoth = isScalar(one) && isScalar(other);
      const agree = isBoth && String(one) === String(other);
      const canDiffer = [one, other].every((value) => value === null || isScalar(value));
      return operator === '=' ? agree : canDiffer && !agree;
    }),
  );
}

function hasState(values: readonly unknown[], state: string): boolean {
  switch (state) {
    case 'exists':
      return values.length > 0;
    case 'not-exists':
      return values.length === 0;
    case 'null':
      return values.includes(null);
    default:
      return values.some((value) => isScalar(value) && String(value) === state);
  }
}

function equals(value: unknown, operand: Operand): boolean {
  switch (operand.kind) {
    case 'text':
      return globbed(operand.literals).test(String(value));
    case 'number':
      return value === operand.number || value === operand.text;
    case 'regex':
      return new RegExp(operand.source).test(String(value));
    default:
      throw new Error('fields are compared elsewhere');
  }
}

function valuesAt(selector: Selector, event: unknown): readonly unknown[] {
  return selector.reduce<readonly unknown[]>(
    (reached, step) =>
      reached.flatMap((value) => {
        if (step.kind === 'any')
          return typeof value === 'object' && value ? Object.values(value) : [];
        if (step.kind === 'index')
          return Array.isArray(value) ? value.slice(step.index, step.index + 1) : [];
        return isObject(value) && Object.hasOwn(value, step.key) ? [value[step.key]] : [];
      }),
    [event],
  );
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
