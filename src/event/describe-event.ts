import { isoTime } from '../iso-time.ts';
import { categoryOf } from './category.ts';
import { type CloudTrailEvent, eventNameOf, eventSourceOf, identityOf, timeOf } from './event.ts';
import { failedItemsOf, failureCount } from './failed-items.ts';
import { outcomeOf, outcomeOfError } from './outcome.ts';
import { ownText } from './own-property.ts';
import { type CredentialKind, mfaOf, principalOf } from './principal.ts';
import { distinctResourcesOf } from './resources-and-what.ts';
import { serviceNameOf } from './services.ts';

/**
 * Describes an event in one English sentence: when, who with which credentials, what on which
 * resources, from where, and with which outcome. It contains text of the event unchanged: escape
 * it.
 */
export function sentenceOf(event: CloudTrailEvent): string {
  switch (categoryOf(event)) {
    case 'insight':
      return insightSentence(event);
    case 'aggregated':
      return aggregateSentence(event);
    default:
      return event.eventType === 'AwsServiceEvent' ? serviceSentence(event) : callSentence(event);
  }
}

function callSentence(event: CloudTrailEvent): string {
  const outcome = endingOf(event) || '; it succeeded';
  return `${clauses([
    atTime(event),
    caller(event),
    `called ${callOf(event)}`,
    inRegion(event),
    forResources(event),
    fromAddress(event),
    through(event),
  ])}${outcome}.`;
}

/**
 * Describes an event that a service recorded about itself, without a caller (CloudTrail User Guide,
 * "AWS service events").
 */
function serviceSentence(event: CloudTrailEvent): string {
  return `${clauses([
    atTime(event),
    serviceNameOf(eventSourceOf(event)),
    `recorded ${eventNameOf(event)}`,
    inRegion(event),
    forResources(event),
  ])}${endingOf(event)}.`;
}

function insightSentence(event: CloudTrailEvent): string {
  const state = ownText(event.insightDetails, 'state');
  const activity = state ? `the ${state.toLowerCase()} of unusual activity` : 'unusual activity';
  return `${clauses([
    atTime(event),
    `CloudTrail Insights reported ${activity}: ${callOf(event)}`,
    inRegion(event),
  ])}.`;
}

function aggregateSentence(event: CloudTrailEvent): string {
  const end = ownText(event.timeWindow, 'windowEnd');
  return `${clauses([
    atTime(event),
    `CloudTrail began to aggregate calls to ${serviceNameOf(eventSourceOf(event))}`,
    inRegion(event),
    end && `until ${end}`,
  ])}.`;
}

function clauses(parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(' ');
}

function atTime(event: CloudTrailEvent): string | undefined {
  const time = timeOf(event);
  if (Number.isNaN(time)) return undefined;
  return `At ${isoTime(time)}`;
}

function callOf(event: CloudTrailEvent): string {
  return `${eventNameOf(event)} on ${serviceNameOf(eventSourceOf(event))}`;
}

function inRegion({ awsRegion }: CloudTrailEvent): string | undefined {
  return awsRegion ? `in ${awsRegion}` : undefined;
}

function caller(event: CloudTrailEvent): string {
  const { credential, name, account, label } = principalOf(event);
  const details = [
    kindWords[credential],
    account && account !== name && `account ${account}`,
    mfaWords[mfaOf(event) ?? 'unsaid'],
    keyWords(identityOf(event)?.accessKeyId),
  ].filter(Boolean);
  const who = label || 'an unnamed caller';
  return details.length > 0 ? `${who} (${details.join(', ')})` : who;
}

const kindWords: Readonly<Record<CredentialKind, string>> = {
  root: '',
  'assumed-root': 'session of sts:AssumeRoot',
  'iam-user': 'IAM user',
  'role-session': 'role session',
  federated: 'federated user',
  'identity-center': 'IAM Identity Center user',
  'aws-service': 'AWS service',
  'other-account': '',
  anonymous: 'without credentials',
  unknown: '',
};

const mfaWords = { yes: 'with MFA', no: 'without MFA', unsaid: '' };

/**
 * Long-term access keys begin with AKIA, temporary ones with ASIA (IAM User Guide, "IAM
 * identifiers").
 */
function keyWords(accessKeyId: string | null | undefined): string {
  if (!accessKeyId) return '';
  if (accessKeyId.startsWith('AKIA')) return `long-term key ${accessKeyId}`;
  return accessKeyId.startsWith('ASIA') ? `temporary key ${accessKeyId}` : `key ${accessKeyId}`;
}

function forResources(event: CloudTrailEvent): string | undefined {
  const resources = distinctResourcesOf(event);
  if (resources.length === 0) return undefined;
  const shown = resources.slice(0, 3);
  const rest = resources.length - shown.length;
  return `for ${rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ')}`;
}

function fromAddress({ sourceIPAddress }: CloudTrailEvent): string | undefined {
  return sourceIPAddress ? `from ${sourceIPAddress}` : undefined;
}

/** Names the service that made the call for the caller. */
function through(event: CloudTrailEvent): string | undefined {
  const invokedBy = identityOf(event)?.invokedBy;
  if (!invokedBy || principalOf(event).credential === 'aws-service') return undefined;
  return invokedBy === event.sourceIPAddress ? undefined : `through ${invokedBy}`;
}

/** Returns the failure of the call or of some of its items; empty when it succeeded. */
function endingOf(event: CloudTrailEvent): string {
  const outcome = outcomeOf(event);
  const items = itemWords(event);
  if (outcome === 'ok') return items && `; ${items}`;
  const error = outcomeOfError(event) ? event.errorCode || event.errorMessage : items;
  const words = outcome === 'denied' ? '; it was denied' : '; it failed';
  return error ? `${words} (${error})` : words;
}

/** Returns `1 of 2 failed` for a batch call with failures; empty for any other event. */
export function itemWords(event: CloudTrailEvent): string {
  const items = outcomeOfError(event) ? undefined : failedItemsOf(event);
  return items ? failureCount(items) : '';
}
