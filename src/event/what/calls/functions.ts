/** Lambda and Step Functions: code, who may call it, and with which role it runs. */

import type { Call } from '../call.ts';
import { nothing, type Phrase, phrase, words } from '../phrase.ts';
import type { CallTable, Describe } from '../template.ts';

export const functionCalls: CallTable = {
  lambda: {
    CreateFunction: 'function {functionName} created[ with role {role}]',
    UpdateFunctionCode: 'code of function {functionName} changed',
    UpdateFunctionConfiguration:
      '[?function ]{functionName} changed[ to role {role}][ with layer {all layers}]',
    DeleteFunction: 'function {functionName} deleted',
    Invoke: 'function {functionName} called',
    AddPermission: (call) => {
      const who = call.account(call.text('principal'));
      const source = phrase` for ${call.name('sourceArn')}${ownerOf(call)}` ?? nothing;
      return phrase`function ${call.name('functionName')} open to ${who}${source}`;
    },
    RemovePermission: 'permission {statementId} of function {functionName} removed',
    AddLayerVersionPermission: [
      'layer {layerName} shared with organization {organizationId}',
      'layer {layerName} shared with {account principal}',
    ],
    PublishLayerVersion: 'layer {layerName} published',
    CreateFunctionUrlConfig: functionUrl('created'),
    UpdateFunctionUrlConfig: functionUrl('changed'),
    DeleteFunctionUrlConfig: 'URL of function {functionName} deleted',
    CreateEventSourceMapping: '{eventSourceArn} → function {functionName}',
    UpdateEventSourceMapping: 'event source {uUID} changed[ to function {functionName}]',
    DeleteEventSourceMapping: 'event source {uUID} of a function deleted',
    PutFunctionConcurrency:
      'function {functionName} limited to {reservedConcurrentExecutions} at once',
    GetFunction: 'code of function {functionName} read',
    PutFunctionEventInvokeConfig: 'asynchronous calls of function {functionName} configured',
    UpdateAlias: 'alias {name} of function {functionName} changed[ to {functionVersion}]',
    PublishVersion: 'version of function {functionName} published',
  },
  states: {
    CreateStateMachine: 'state machine {name} created[ with role {roleArn}]',
    UpdateStateMachine: 'state machine {stateMachineArn} changed[ to role {roleArn}]',
    DeleteStateMachine: 'state machine {stateMachineArn} deleted',
    StartExecution: 'state machine {stateMachineArn} started',
  },
  serverlessrepo: {
    PutApplicationPolicy:
      'application {applicationId} shared with {accounts statements.principals}',
  },
};

/** Without authentication, anyone may call the function by its URL. */
function functionUrl(verb: 'created' | 'changed'): Describe {
  return (call) => {
    const type = call.text('authType');
    const access =
      type === 'NONE' ? words(', open to anyone') : (phrase` (auth: ${type})` ?? nothing);
    return phrase`URL of function ${call.name('functionName')} ${words(verb)}${access}`;
  };
}

/** ARNs of buckets have no account: the request has it beside them. */
function ownerOf(call: Call): Phrase {
  const owner = call.text('sourceAccount');
  const isNamed = (call.text('sourceArn') ?? '').includes(`:${owner}:`);
  if (owner === undefined || isNamed || !call.isForeign(owner)) return nothing;
  return phrase` of ${call.account(owner)}` ?? nothing;
}
