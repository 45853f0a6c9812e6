/** The API actions that made-up events call: real names, as CloudTrail writes them. */
export interface Call {
  readonly service: string;
  readonly name: string;
}

/** Names of actions by service, the most frequent first. */
const namesByService: Readonly<Record<string, string>> = {
  sts: 'AssumeRole GetCallerIdentity AssumeRoleWithSAML AssumeRoleWithWebIdentity GetSessionToken',
  kms: 'Decrypt GenerateDataKey DescribeKey Encrypt ListAliases CreateGrant GetKeyPolicy ListKeys RetireGrant',
  s3: 'GetBucketAcl ListBuckets GetBucketLocation GetBucketPolicy GetBucketEncryption PutBucketPolicy CreateBucket GetBucketVersioning GetBucketTagging PutBucketLifecycle',
  ec2: 'DescribeInstances DescribeVolumes DescribeSecurityGroups DescribeNetworkInterfaces DescribeSubnets DescribeVpcs DescribeImages DescribeSnapshots DescribeTags DescribeInstanceStatus CreateNetworkInterface DeleteNetworkInterface RunInstances CreateTags AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress CreateSnapshot DeleteSnapshot AttachVolume ModifyInstanceAttribute StopInstances StartInstances CreateSecurityGroup AssignPrivateIpAddresses',
  logs: 'CreateLogStream DescribeLogGroups DescribeLogStreams FilterLogEvents StartQuery CreateLogGroup PutRetentionPolicy GetQueryResults DescribeMetricFilters',
  ssm: 'UpdateInstanceInformation GetParameter GetParameters ListInstanceAssociations DescribeInstanceInformation GetParametersByPath SendCommand PutInventory StartSession PutParameter',
  iam: 'ListRoles GetRole ListAttachedRolePolicies GetRolePolicy GetPolicyVersion ListUsers GetUser ListAccessKeys CreateRole AttachRolePolicy PutRolePolicy CreateAccessKey DeleteRole UpdateAssumeRolePolicy GenerateCredentialReport',
  lambda:
    'ListFunctions20150331 GetFunction20150331v2 ListTags20170331 UpdateFunctionCode20150331v2 GetFunctionConfiguration20150331v2 CreateFunction20150331 AddPermission20150331v2 ListEventSourceMappings20150331 PublishVersion20150331',
  monitoring: 'DescribeAlarms GetMetricData PutMetricAlarm ListMetrics DeleteAlarms ListDashboards',
  dynamodb:
    'DescribeTable ListTables DescribeContinuousBackups UpdateTable CreateTable ListTagsOfResource DescribeTimeToLive',
  rds: 'DescribeDBInstances DescribeDBClusters DescribeDBSnapshots ListTagsForResource CreateDBSnapshot ModifyDBInstance DescribeDBEngineVersions DescribeEvents',
  ecs: 'DescribeTasks DescribeServices ListTasks DescribeContainerInstances SubmitTaskStateChange RegisterTaskDefinition UpdateService RunTask ListClusters StopTask',
  ecr: 'GetAuthorizationToken BatchGetImage GetDownloadUrlForLayer BatchCheckLayerAvailability DescribeRepositories PutImage DescribeImageScanFindings ListImages',
  eks: 'DescribeCluster ListClusters DescribeNodegroup ListNodegroups ListAddons UpdateNodegroupConfig',
  elasticloadbalancing:
    'DescribeTargetHealth DescribeLoadBalancers DescribeTargetGroups DescribeListeners RegisterTargets DeregisterTargets DescribeTags DescribeRules ModifyListener',
  autoscaling:
    'DescribeAutoScalingGroups DescribeScalingActivities SetDesiredCapacity UpdateAutoScalingGroup CompleteLifecycleAction DescribeLaunchConfigurations TerminateInstanceInAutoScalingGroup',
  cloudformation:
    'DescribeStacks ListStacks DescribeStackEvents GetTemplate CreateChangeSet ExecuteChangeSet ListStackResources DescribeStackResources DeleteStack UpdateStack',
  secretsmanager:
    'GetSecretValue DescribeSecret ListSecrets PutSecretValue CreateSecret RotateSecret GetRandomPassword',
  sqs: 'GetQueueAttributes ListQueues GetQueueUrl SetQueueAttributes CreateQueue ListQueueTags',
  sns: 'GetTopicAttributes ListTopics ListSubscriptionsByTopic Subscribe CreateTopic SetTopicAttributes',
  config:
    'PutEvaluations DescribeConfigRules DescribeConfigurationRecorders GetComplianceDetailsByConfigRule SelectResourceConfig BatchGetResourceConfig',
  cloudtrail:
    'LookupEvents DescribeTrails GetTrailStatus GetEventSelectors ListTags UpdateTrail GetTrail',
  apigateway: 'GetRestApis GetStages GetResources CreateDeployment UpdateStage GetDomainNames',
  states:
    'StartExecution DescribeExecution ListStateMachines DescribeStateMachine UpdateStateMachine GetExecutionHistory',
  events: 'ListRules DescribeRule ListTargetsByRule PutRule PutTargets DeleteRule ListEventBuses',
  glue: 'GetTable GetTables GetDatabases GetPartitions StartJobRun GetJobRun BatchCreatePartition UpdateTable',
  athena:
    'StartQueryExecution GetQueryExecution GetQueryResults ListWorkGroups GetWorkGroup StopQueryExecution',
  kinesis:
    'DescribeStreamSummary ListShards DescribeStream RegisterStreamConsumer UpdateShardCount',
  firehose: 'DescribeDeliveryStream ListDeliveryStreams UpdateDestination CreateDeliveryStream',
  acm: 'DescribeCertificate ListCertificates RequestCertificate ListTagsForCertificate ExportCertificate',
  route53:
    'ListResourceRecordSets ListHostedZones ChangeResourceRecordSets GetHostedZone GetChange GetHealthCheckStatus',
  cloudfront:
    'ListDistributions2020_05_31 GetDistribution2020_05_31 CreateInvalidation2020_05_31 UpdateDistribution2020_05_31',
  organizations:
    'ListAccounts DescribeOrganization ListPolicies DescribeAccount ListParents ListRoots',
  guardduty: 'ListDetectors GetFindings ListFindings GetDetector UpdateDetector ListMembers',
  securityhub:
    'BatchImportFindings GetFindings DescribeHub BatchUpdateFindings GetEnabledStandards',
  inspector2: 'ListFindings ListCoverage BatchGetAccountStatus ListFindingAggregations',
  'access-analyzer': 'ListAnalyzers ListFindings GetAnalyzer ValidatePolicy',
  wafv2: 'GetWebACL ListWebACLs GetIPSet UpdateIPSet GetSampledRequests',
  backup:
    'ListBackupJobs DescribeBackupJob StartBackupJob ListRecoveryPointsByBackupVault ListBackupPlans',
  elasticfilesystem:
    'DescribeFileSystems DescribeMountTargets CreateMountTarget DescribeAccessPoints',
  elasticache:
    'DescribeCacheClusters DescribeReplicationGroups ModifyReplicationGroup DescribeCacheSubnetGroups',
  redshift:
    'DescribeClusters GetClusterCredentials PauseCluster ResumeCluster DescribeLoggingStatus',
  sagemaker:
    'DescribeTrainingJob ListEndpoints CreateTrainingJob DescribeEndpoint ListTrainingJobs CreatePresignedDomainUrl',
  bedrock: 'InvokeModel ListFoundationModels Converse GetModelInvocationLoggingConfiguration',
  codebuild: 'BatchGetBuilds StartBuild BatchGetProjects ListBuildsForProject UpdateProject',
  codepipeline:
    'GetPipelineState PutJobSuccessResult ListPipelines StartPipelineExecution GetPipelineExecution',
  signin: 'ConsoleLogin',
  sso: 'ListAccountRoles GetRoleCredentials Authenticate ListApplications Federate',
  tagging: 'GetResources GetTagKeys GetTagValues TagResources',
  'application-autoscaling':
    'DescribeScalableTargets DescribeScalingPolicies RegisterScalableTarget PutScalingPolicy',
  servicequotas: 'ListServiceQuotas GetServiceQuota RequestServiceQuotaIncrease',
  health: 'DescribeEventAggregates DescribeEvents DescribeEventDetails',
  ce: 'GetCostAndUsage GetCostForecast GetReservationUtilization',
  es: 'DescribeDomain ListDomainNames DescribeDomainConfig UpdateDomainConfig',
  batch: 'DescribeJobs SubmitJob ListJobs DescribeComputeEnvironments',
};

/**
 * All calls except TerminateInstances, which has its own share. The first of each service comes
 * first, then the second of each: so a draw that prefers the first does not prefer a service.
 */
export const calls: readonly Call[] = Object.entries(namesByService)
  .flatMap(([service, names], order) =>
    names.split(' ').map((name, rank) => ({ service, name, rank, order })),
  )
  .sort((a, b) => a.rank - b.rank || a.order - b.order)
  .map(({ service, name }) => ({ service, name }));

/** Services whose events are all in us-east-1, whatever Region the caller works in. */
const globalServices = ['iam', 'organizations', 'route53', 'cloudfront', 'ce', 'health', 'account'];

/** Returns whether the service, named as in `eventSource`, has its events only in us-east-1. */
export function isGlobalService(eventSource: string): boolean {
  return globalServices.some((service) => eventSource === `${service}.amazonaws.com`);
}
