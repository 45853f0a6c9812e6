/** Containers: ECS, EKS, ECR. */
import type { CallTable } from '../template.ts';

export const containerCalls: CallTable = {
  ecs: {
    RegisterTaskDefinition: 'task definition {family} registered[ with role {taskRoleArn}]',
    DeregisterTaskDefinition: 'task definition {taskDefinition} deregistered',
    RunTask: 'task {taskDefinition} run[ in cluster {cluster}]',
    StartTask: 'task {taskDefinition} run[ in cluster {cluster}]',
    StopTask: 'task {task} stopped',
    ExecuteCommand: 'command run in task {task}[ of cluster {cluster}]',
    CreateService: 'service {serviceName} of {taskDefinition} created',
    UpdateService: 'service {service} changed[ to {taskDefinition}][ ({desiredCount} tasks)]',
    DeleteService: 'service {service} deleted',
    CreateCluster: 'container cluster {clusterName} created',
    DeleteCluster: 'container cluster {cluster} deleted',
  },
  eks: {
    CreateCluster: 'Kubernetes cluster {name} created',
    DeleteCluster: 'Kubernetes cluster {name} deleted',
    UpdateClusterConfig: [
      'Kubernetes cluster {name} open to {all resourcesVpcConfig.publicAccessCidrs}',
      'configuration of Kubernetes cluster {name} changed',
    ],
    CreateAccessEntry: '{principalArn} → Kubernetes cluster {name|clusterName}',
    DeleteAccessEntry: '{principalArn} taken from Kubernetes cluster {name|clusterName}',
    AssociateAccessPolicy: '{policyArn} → {principalArn} in cluster {name|clusterName}',
    DisassociateAccessPolicy: '{policyArn} taken from {principalArn} in {name|clusterName}',
    AssociateIdentityProviderConfig:
      'identity provider {oidc.issuerUrl} → cluster {name|clusterName}',
    CreateFargateProfile: 'profile {fargateProfileName} of cluster {name|clusterName} created',
    CreateNodegroup: 'node group {nodegroupName} of cluster {name|clusterName} created',
    CreatePodIdentityAssociation: 'role {roleArn} → pods of {namespace}/{serviceAccount}',
  },
  ecr: {
    CreateRepository: 'repository {repositoryName} created',
    DeleteRepository: 'repository {repositoryName} deleted',
    SetRepositoryPolicy: [
      'repository {repositoryName} {open policyText}',
      'policy of repository {repositoryName} changed',
    ],
    DeleteRepositoryPolicy: 'policy of repository {repositoryName} deleted',
    PutRegistryPolicy: ['image registry {open policyText}', 'policy of the image registry changed'],
    PutImage: 'image {repositoryName}:{imageTag} pushed',
    BatchGetImage: 'image of repository {repositoryName} pulled',
    BatchDeleteImage: 'images of repository {repositoryName} deleted',
    PutImageScanningConfiguration: 'image scanning of {repositoryName} changed',
    PutReplicationConfiguration:
      'images copied to {accounts replicationConfiguration.rules.destinations.registryId}',
    GetAuthorizationToken: 'password for the image registry issued',
  },
  'ecr-public': {
    CreateRepository: 'public repository {repositoryName} created',
    PutImage: 'image {repositoryName}:{imageTag} published',
  },
};
