import fc from 'fast-check';
import { allOf, anyOf, type Condition, not } from '../../src/query/condition/condition.ts';

/** Conditions of any shape with these leaves. */
export function treesOf(leaf: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> {
  return fc.letrec<{ tree: Condition }>((tie) => {
    const some = fc.array(tie('tree'), { minLength: 1, maxLength: 3 });
    return {
      tree: fc.oneof(
        { depthSize: 'small', maxDepth: 4 },
        { weight: 4, arbitrary: leaf },
        { weight: 2, arbitrary: some.map(allOf) },
        { weight: 2, arbitrary: some.map(anyOf) },
        { weight: 1, arbitrary: tie('tree').map(not) },
      ),
    };
  }).tree;
}
