import { describe, expect, it } from 'vitest';
import { describeCondition } from '../../../src/commands/rules/describe-condition.ts';
import { eventRule, rulesIn, ruleWith } from '../../detect/sigma/rules-in.ts';

/** Returns the description of a detection's condition. */
function described(...lines: readonly string[]): string {
  return describeCondition(eventRule(rulesIn([ruleWith(lines.join('\n'))])).condition).join('\n');
}

describe('describeCondition', () => {
  it.each([
    ['eventName: DeleteTrail', 'eventName = "DeleteTrail"'],
    ['eventName: [A, B]', 'eventName IN ["A", "B"]'],
    ['userAgent|contains: curl', 'userAgent = "*curl*"'],
    ['userAgent|re: "^curl"', 'userAgent|re = "^curl"'],
    ['requestParameters.count|gt: 5', 'requestParameters.count > 5'],
    [
      'sourceIPAddress|cidr: [10.0.0.0/8, 192.168.0.0/16]',
      'sourceIPAddress|cidr IN ["10.0.0.0/8", "192.168.0.0/16"]',
    ],
    ['errorCode: null', 'errorCode IS NULL'],
    ['errorCode|exists: true', 'errorCode EXISTS'],
    ['errorCode|exists: false', 'not: errorCode EXISTS'],
    ['no_such_field: x', 'no_such_field = "x"'],
    ['eventTime|hour: 3', 'eventTime|hour = 3'],
  ])('writes the item %s as %s', (item, text) => {
    expect(described(`a: {${item}}`, 'condition: a')).toBe(text);
  });

  it('writes keywords as texts of the event', () => {
    expect(described('a: [secret, key]', 'condition: a')).toBe(
      'the event IN ["*secret*", "*key*"]',
    );
  });

  it('puts what is combined below a heading, and joins what is combined in the same way', () => {
    const text = described(
      'a: {eventName: A, eventSource: b}',
      'b: {errorCode: x}',
      'c: [{awsRegion: r, userAgent: u}, {readOnly: true}]',
      'd: {eventType: [t, u], eventID: i}',
      'condition: a and not (b or c) and (b or d) and not d',
    );
    expect(text).toBe(`all of these:
  eventName = "A"
  eventSource = "b"
  none of these:
    errorCode = "x"
    all of these:
      awsRegion = "r"
      userAgent = "u"
    readOnly = "true"
  one of these:
    errorCode = "x"
    all of these:
      eventType IN ["t", "u"]
      eventID = "i"
  not all of these:
    eventType IN ["t", "u"]
    eventID = "i"`);
  });

  it('writes a negation of one test on its line', () => {
    expect(described('a: {eventName: [A, B]}', 'condition: not a')).toBe(
      'not: eventName IN ["A", "B"]',
    );
  });

  it('writes all values that must be in one field as tests of their own', () => {
    expect(described('a: {userAgent|contains|all: [x, y]}', 'condition: a')).toBe(
      'all of these:\n  userAgent = "*x*"\n  userAgent = "*y*"',
    );
  });
});
