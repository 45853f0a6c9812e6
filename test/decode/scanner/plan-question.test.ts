import { expect, test } from 'vitest';
import { MOST_MEMO_SLOTS } from '../../../src/decode/scanner/layout.ts';
import { createQuestionPlanner } from '../../../src/decode/scanner/plan-question.ts';
import type { FieldKeys } from '../../../src/event/field-path.ts';

test('questions about the same fields share a memo, in any order, with an answer each', () => {
  const planner = createPlanner();
  const first = planner.plan({ reads: [['sourceIPAddress'], ['userIdentity']] });
  const second = planner.plan({
    reads: [['userIdentity', 'type'], ['userIdentity'], ['sourceIPAddress']],
  });
  expect(second.memo).toBe(first.memo);
  expect([first.answer, second.answer, first.memo?.answers]).toEqual([0, 1, 2]);
});

test('questions about the call share one memo, which depends on all that they read', () => {
  const planner = createPlanner();
  const questions = [
    planner.plan({ reads: [['eventName']] }),
    planner.plan({ reads: [['eventSource'], ['eventName']] }),
    planner.plan({ reads: [['readOnly']] }),
  ];
  expect(new Set(questions.map(({ memo }) => memo)).size).toBe(1);
  expect(questions[0]?.memo?.slots.size).toBe(3);
  expect(planner.plan({ reads: [['eventName'], ['userAgent']] }).memo).not.toBe(questions[0]?.memo);
});

test('answers that depend on the log file are not stored', () => {
  expect(createPlanner().plan({ reads: [['eventName']], readsFile: true }).memo).toBeUndefined();
});

test('no memo has more slots than it has room for', () => {
  const planner = createPlanner();
  const inside = Array.from({ length: 40 }, (_, at) => ['errorCode', `a${at}`]);
  const fields = [['eventName'], ['eventSource'], ['readOnly'], ...inside];
  const questions = [fields, ...fields.map((field) => [field])].map((reads) =>
    planner.plan({ reads }),
  );
  for (const { memo } of questions) {
    expect(memo?.slots.size ?? 0).toBeLessThanOrEqual(MOST_MEMO_SLOTS);
  }
});

function createPlanner() {
  const slots = new Map<string, number>();
  return createQuestionPlanner((keys: FieldKeys) => {
    const name = keys.join('.');
    const slot = slots.get(name) ?? slots.size;
    slots.set(name, slot);
    return { slot, keys };
  });
}
