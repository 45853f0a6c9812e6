import { describe, expect, test } from 'vitest';
import { outcomeOf, outcomes } from '../../src/event/outcome.ts';
import { eventOf } from './event-of.ts';

test('the outcome of an event without an error is ok', () => {
  expect(outcomeOf(eventOf({}))).toBe('ok');
  expect(outcomeOf(eventOf({ errorCode: '', errorMessage: null }))).toBe('ok');
});

test.each([
  'AccessDenied',
  'AccessDeniedException',
  'AccessDeniedFault',
  'Client.UnauthorizedOperation',
  'UnauthorizedOperation',
  'VpceAccessDenied',
  'Forbidden',
  'ForbiddenException',
  'AuthorizationError',
  'KMSAccessDeniedException',
  'AccessDeniedForDependencyException',
  'UnauthorizedException',
  'NotAuthorizedException',
])('the outcome of an event with the error %s is denied', (errorCode) => {
  expect(outcomeOf(eventOf({ errorCode }))).toBe('denied');
});

test.each([
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'AuthFailure',
  'Client.AuthFailure',
  'UnrecognizedClientException',
  'MissingAuthenticationToken',
  'ThrottlingException',
  'Throttling',
  'SlowDown',
  'Client.RequestLimitExceeded',
  'Client.DryRunOperation',
  'NoSuchBucket',
  'AuthorizationAlreadyExists',
  'AccessDeniedNot',
  'Not AccessDenied',
])('the outcome of an event with the error %s is failed', (errorCode) => {
  expect(outcomeOf(eventOf({ errorCode }))).toBe('failed');
});

test('a wrong password of a Cognito user is failed, whatever Cognito calls it', () => {
  const errorCode = 'NotAuthorizedException';
  expect(outcomeOf(eventOf({ errorCode, eventSource: 'cognito-idp.amazonaws.com' }))).toBe(
    'failed',
  );
  expect(outcomeOf(eventOf({ errorCode, eventSource: 'route53.amazonaws.com' }))).toBe('denied');
});

test('the outcome of an event with a message but no code is failed', () => {
  expect(outcomeOf(eventOf({ errorMessage: 'it broke' }))).toBe('failed');
});

describe('sign-in events, which have no errorCode', () => {
  const signIn = { eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin' };

  test('a ConsoleLogin is ok when its response says Success', () => {
    expect(outcomeOf(eventOf({ ...signIn, responseElements: { ConsoleLogin: 'Success' } }))).toBe(
      'ok',
    );
  });

  test('a ConsoleLogin is failed when its response says Failure', () => {
    expect(outcomeOf(eventOf({ ...signIn, responseElements: { ConsoleLogin: 'Failure' } }))).toBe(
      'failed',
    );
  });

  test('an Identity Center sign-in is failed when its serviceEventDetails say Failure', () => {
    const eventName = 'CredentialVerification';
    const serviceEventDetails = { CredentialVerification: 'Failure' };
    expect(outcomeOf(eventOf({ ...signIn, eventName, serviceEventDetails }))).toBe('failed');
  });
});

describe('an event without an error code', () => {
  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['the HTTP status of a success', { errorCode: '200' }, 'ok'],
    ['200 beside a message', { errorCode: '200', errorMessage: 'OK' }, 'ok'],
    [
      '200 beside the type success',
      { errorCode: '200', serviceEventDetails: { result: { statusType: 'success' } } },
      'ok',
    ],
    ['the type failure', { serviceEventDetails: { result: { statusType: 'failure' } } }, 'failed'],
    ['the HTTP status 500', { serviceEventDetails: { result: { statusCode: '500' } } }, 'failed'],
    ['the HTTP status 403', { serviceEventDetails: { result: { statusCode: 403 } } }, 'denied'],
    ['403 as an error code', { errorCode: '403' }, 'denied'],
    ['404 as an error code', { errorCode: '404' }, 'failed'],
    [
      'a failed account',
      { serviceEventDetails: { createAccountStatus: { state: 'FAILED' } } },
      'failed',
    ],
    [
      'a created account',
      { serviceEventDetails: { createAccountStatus: { state: 'SUCCEEDED' } } },
      'ok',
    ],
    [
      'a failed guardrail',
      { serviceEventDetails: { enableGuardrailStatus: { state: 'FAILED' } } },
      'failed',
    ],
    ['a failed job', { serviceEventDetails: { state: 'FAILED', percentDone: 10 } }, 'failed'],
    ['a status as a word', { serviceEventDetails: { jobStatus: 'Failed' } }, 'failed'],
    ['a denial as a word', { serviceEventDetails: { status: 'ACCESS_DENIED' } }, 'denied'],
    ['a running job', { serviceEventDetails: { state: 'RUNNING' } }, 'ok'],
    [
      'a failed account in the response',
      { responseElements: { createAccountStatus: { state: 'FAILED' } } },
      'failed',
    ],
    ['a resource in the state FAILED', { responseElements: { state: 'FAILED' } }, 'ok'],
    ['details that are withheld', { serviceEventDetails: 'HIDDEN_DUE_TO_SECURITY_REASONS' }, 'ok'],
  ])('with %s in its details is %j → %s', (_, fields, outcome) => {
    expect(outcomeOf(eventOf(fields))).toBe(outcome);
  });
});

test('an HTTP status that is neither a number nor a text says nothing about the outcome', () => {
  for (const statusCode of [{ toString: 1, valueOf: 1 }, [403], true, null]) {
    expect(outcomeOf(eventOf({ responseElements: { jobStatus: { statusCode } } }))).toBe('ok');
    expect(outcomeOf(eventOf({ serviceEventDetails: { result: { statusCode } } }))).toBe('ok');
  }
});

test('the list of outcomes has every outcome', () => {
  expect(outcomes).toEqual(['ok', 'denied', 'failed']);
});
