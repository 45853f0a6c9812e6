import { expect, test } from 'vitest';
import { categoryOf } from '../../src/event/category.ts';
import { eventOf } from './event-of.ts';

test.each([
  ['Management', 'management'],
  ['Data', 'data'],
  ['NetworkActivity', 'network-activity'],
  ['Insight', 'insight'],
  ['Aggregated', 'aggregated'],
])('an event with the eventCategory %s has the category %s', (eventCategory, category) => {
  expect(categoryOf(eventOf({ eventCategory }))).toBe(category);
});

test.each([
  [{ eventType: 'AwsVpceEvent' }, 'network-activity'],
  [{ eventType: 'AwsVpceEvents' }, 'network-activity'],
  [{ eventType: 'AwsCloudTrailInsight' }, 'insight'],
  [{ eventType: 'AwsAggregatedEvent' }, 'aggregated'],
  [{ eventType: 'AwsApiCall' }, 'management'],
  [{ managementEvent: false }, 'data'],
  [{ managementEvent: 'false' }, 'data'],
  [
    { managementEvent: true, eventSource: 's3.amazonaws.com', eventName: 'GetObject' },
    'management',
  ],
  [{ eventSource: 's3.amazonaws.com', eventName: 'GetObject' }, 'data'],
  [{ eventSource: 's3.amazonaws.com', eventName: 'CreateBucket' }, 'management'],
  [{ eventSource: 'lambda.amazonaws.com', eventName: 'Invoke' }, 'data'],
  [{ eventSource: 'lambda.amazonaws.com', eventName: 'CreateFunction' }, 'management'],
  [{}, 'management'],
])('an old record %j without eventCategory has the category %s', (fields, category) => {
  expect(categoryOf(eventOf(fields))).toBe(category);
});
