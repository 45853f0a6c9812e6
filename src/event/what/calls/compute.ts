/** Computers: EC2 instances, spot fleets, scaling groups, SageMaker, Batch, CloudFormation. */
import type { Call } from '../call.ts';
import { countOf, listed, nothing, type Phrase, phrase, words } from '../phrase.ts';
import { textOf, valuesAt } from '../read-values.ts';
import type { CallTable } from '../template.ts';

const instances = '{some instance instancesSet.instanceId|instanceIds|instanceId}';

export const computeCalls: CallTable = {
  ec2: {
    RunInstances: (call) => {
      const type = call.text('instanceType');
      const ids = call.names('>instancesSet.instanceId');
      const [asked] = valuesAt(call.event.requestParameters, 'instancesSet.maxCount');
      const count = ids.length > 0 ? countOf(ids.length, ids.length) : textOf(asked);
      const many = count === '1' || count === undefined ? nothing : words(`${count} × `);
      const started = phrase` ${listed(ids)}` ?? nothing;
      return phrase`${many}${type ?? 'instance'}${started} launched${withProfile(call)}`;
    },
    StartInstances: `${instances} started`,
    StopInstances: `${instances} stopped`,
    RebootInstances: `${instances} rebooted`,
    TerminateInstances: `${instances} terminated`,
    ModifyInstanceAttribute: (call) => {
      const instance = call.text('instanceId');
      const { requestParameters } = call.event;
      const has = (path: string) => valuesAt(requestParameters, path).length > 0;
      const groups = listed(call.names('groupSet.groupId'));
      if (groups) return phrase`${groups} → ${instance}`;
      if (has('userData')) return phrase`user data of ${instance} changed`;
      const protection = call.flag('disableApiTermination');
      if (protection !== undefined) {
        return phrase`termination protection of ${instance} ${words(protection ? 'on' : 'off')}`;
      }
      if (has('sourceDestCheck'))
        return phrase`source and destination check of ${instance} changed`;
      const type = call.text('instanceType');
      return type
        ? phrase`${instance} changed to ${type}`
        : phrase`attributes of ${instance} changed`;
    },
    DescribeInstanceAttribute: (call) =>
      call.text('attribute') === 'userData'
        ? phrase`user data of ${call.text('instanceId')} read`
        : phrase`${call.text('attribute')} of ${call.text('instanceId')} read`,
    ModifyInstanceMetadataOptions: [
      'metadata of {instanceId}: tokens {httpTokens}',
      'metadata options of {instanceId} changed',
    ],
    AssociateIamInstanceProfile:
      'profile {iamInstanceProfile.name|iamInstanceProfile.arn} → {instanceId}',
    ReplaceIamInstanceProfileAssociation:
      'profile {iamInstanceProfile.name|iamInstanceProfile.arn} → instance ({associationId})',
    DisassociateIamInstanceProfile: 'profile taken from its instance ({associationId})',
    GetConsoleOutput: 'console output of {instanceId} read',
    GetConsoleScreenshot: 'screenshot of {instanceId} taken',
    CreateLaunchTemplate: 'launch template {launchTemplateName} created',
    CreateLaunchTemplateVersion:
      'new version of launch template {launchTemplateName|launchTemplateId}',
    DeleteLaunchTemplate: 'launch template {launchTemplateName|launchTemplateId} deleted',
    RequestSpotInstances: 'spot instances[ {launchSpecification.instanceType}] requested',
    RequestSpotFleet: 'spot fleet of {spotFleetRequestConfig.targetCapacity} instances requested',
    CreateFleet: 'fleet of {targetCapacitySpecification.totalTargetCapacity} instances requested',
    CreateTags: 'tags of {all resourcesSet.resourceId|resourceId} set',
    DeleteTags: 'tags of {all resourcesSet.resourceId|resourceId} deleted',
  },
  autoscaling: {
    CreateLaunchConfiguration:
      'launch configuration {launchConfigurationName}[ with profile {iamInstanceProfile}] created',
    CreateAutoScalingGroup: 'scaling group {autoScalingGroupName}[ of up to {maxSize}] created',
    UpdateAutoScalingGroup: 'scaling group {autoScalingGroupName} changed[ to up to {maxSize}]',
    DeleteAutoScalingGroup: 'scaling group {autoScalingGroupName} deleted',
    SetDesiredCapacity: 'scaling group {autoScalingGroupName} set to {desiredCapacity} instances',
  },
  sagemaker: {
    CreateNotebookInstance: 'notebook {notebookInstanceName} created[ with role {roleArn}]',
    CreatePresignedNotebookInstanceUrl: 'sign-in link for notebook {notebookInstanceName} issued',
    CreateNotebookInstanceLifecycleConfig:
      'start script {notebookInstanceLifecycleConfigName} of notebooks created',
    UpdateNotebookInstanceLifecycleConfig:
      'start script {notebookInstanceLifecycleConfigName} of notebooks changed',
    UpdateNotebookInstance: 'notebook {notebookInstanceName} changed[ to role {roleArn}]',
    CreatePresignedDomainUrl: 'sign-in link of {userProfileName} for domain {domainId} issued',
    CreateTrainingJob: 'training job {trainingJobName} started[ with role {roleArn}]',
    CreateProcessingJob: 'processing job {processingJobName} started[ with role {roleArn}]',
    CreateModel: 'model {modelName} created',
    CreateEndpoint: 'endpoint {endpointName} created',
  },
  batch: {
    RegisterJobDefinition: 'job definition {jobDefinitionName} registered',
    SubmitJob: 'job {jobName} with {jobDefinition} submitted',
  },
  cloudformation: {
    CreateStack: 'stack {stackName} created[ with role {roleARN}]',
    UpdateStack: 'stack {stackName} changed[ with role {roleARN}]',
    DeleteStack: 'stack {stackName} deleted',
    CreateChangeSet: 'change set {changeSetName} of stack {stackName} created',
    ExecuteChangeSet: 'change set {changeSetName} executed[ in stack {stackName}]',
    CreateStackSet: 'stack set {stackSetName} created',
    CreateStackInstances: 'stacks of {stackSetName} created in {accounts accounts}',
    DeleteStackSet: 'stack set {stackSetName} deleted',
  },
  codebuild: {
    CreateProject: 'build project {name} created[ with role {serviceRole}]',
    UpdateProject: 'build project {name} changed[ to role {serviceRole}]',
    UpdateProjectVisibility: (call) =>
      call.text('projectVisibility') === 'PUBLIC_READ'
        ? phrase`build project ${call.name('projectArn')} open to anyone (read)`
        : phrase`build project ${call.name('projectArn')} set to ${call.text('projectVisibility')}`,
    StartBuild: 'build of {projectName} started',
    ImportSourceCredentials: 'credentials for {serverType} imported',
  },
  datapipeline: {
    PutPipelineDefinition: 'pipeline {pipelineId} defined',
    ActivatePipeline: 'pipeline {pipelineId} activated',
  },
};

function withProfile(call: Call): Phrase {
  const profile = call.name('iamInstanceProfile.name|iamInstanceProfile.arn');
  return phrase` with profile ${profile}` ?? nothing;
}
