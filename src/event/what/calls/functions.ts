/** Lambda and Step Functions: code, who may call it, and with which role it runs. */

import { nothing, phrase } from '../phrase.ts';
import type { CallTable } from '../template.ts';

export const functionCalls: CallTable = {
  lambda: {
    CreateFunction: 'function {functionName} created[ with role {role}]',
    UpdateFunctionCode: 'code of function {functionName} changed',
    UpdateFunctionConfiguration: 'function {functionName} changed[ to role {role}]',
    DeleteFunction: 'function {functionName} deleted',
    Invoke: 'function {functionName} called',
    AddPermission: (call) => {
      const who = call.account(call.text('principal'));
      const source = phrase` for ${call.name('sourceArn')}` ?? nothing;
      return phrase`function ${call.name('functionName')} open to ${who}${source}`;
    },
    RemovePermission: 'permission {statementId} of function {functionName} removed',
    AddLayerVersionPermission: [
      'layer {layerName} shared with organization {organizationId}',
      'layer {layerName} shared with {account principal}',
    ],
    PublishLayerVersion: 'layer {layerName} published',
    CreateFunctionUrlConfig: 'URL of function {functionName} created[ (auth: {authType})]',
    UpdateFunctionUrlConfig: 'URL of function {functionName} changed[ (auth: {authType})]',
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
