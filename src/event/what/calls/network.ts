/**
 * Rules and paths of the network: security groups, network ACLs, routes, gateways, peering,
 * endpoints, load balancers.
 */

import { aclEntry, groupRules, modifiedRules } from '../describe/network-rules.ts';
import type { CallTable } from '../template.ts';

const route = '{destinationCidrBlock|destinationIpv6CidrBlock|destinationPrefixListId}';
const routeTarget =
  '{gatewayId|natGatewayId|instanceId|networkInterfaceId|vpcPeeringConnectionId|transitGatewayId|egressOnlyInternetGatewayId|vpcEndpointId}';

export const networkCalls: CallTable = {
  ec2: {
    AuthorizeSecurityGroupIngress: groupRules('in', ''),
    AuthorizeSecurityGroupEgress: groupRules('out', ''),
    RevokeSecurityGroupIngress: groupRules('in', ' revoked'),
    RevokeSecurityGroupEgress: groupRules('out', ' revoked'),
    ModifySecurityGroupRules: modifiedRules,
    CreateSecurityGroup: 'group {groupName}[ ({>groupId})] created',
    DeleteSecurityGroup: 'security group {groupId|groupName} deleted',
    CreateNetworkAclEntry: aclEntry,
    ReplaceNetworkAclEntry: aclEntry,
    DeleteNetworkAclEntry: 'rule {ruleNumber} of {networkAclId} deleted',
    ReplaceNetworkAclAssociation: 'network ACL of a subnet changed to {networkAclId}',
    CreateNetworkAcl: 'network ACL[ {>networkAcl.networkAclId}] of {vpcId} created',
    DeleteNetworkAcl: 'network ACL {networkAclId} deleted',
    CreateRoute: `${route} → ${routeTarget} in {routeTableId}`,
    ReplaceRoute: `${route} → ${routeTarget} in {routeTableId}`,
    DeleteRoute: `route to ${route} deleted from {routeTableId}`,
    CreateInternetGateway: 'gateway[ {>internetGateway.internetGatewayId}] created',
    AttachInternetGateway: 'gateway {internetGatewayId} → {vpcId}',
    DetachInternetGateway: '{internetGatewayId} taken from {vpcId}',
    DeleteInternetGateway: 'gateway {internetGatewayId} deleted',
    CreateNatGateway: [
      'NAT gateway {>natGateway.natGatewayId} created',
      'NAT gateway in {subnetId} created',
    ],
    DeleteNatGateway: 'NAT gateway {natGatewayId} deleted',
    CreateVpnGateway: 'VPN gateway[ {>vpnGateway.vpnGatewayId}] created',
    CreateCustomerGateway: 'VPN to {ipAddress|publicIp} prepared',
    CreateVpnConnection: 'VPN connection to {customerGatewayId} created',
    CreateClientVpnEndpoint: 'VPN endpoint[ {>clientVpnEndpointId}] for clients created',
    CreateVpcPeeringConnection: [
      '{vpcId} asks to peer with {peerVpcId} of {account peerOwnerId}',
      '{vpcId} asks to peer with {peerVpcId}',
    ],
    AcceptVpcPeeringConnection: [
      'peering {vpcPeeringConnectionId} with {account >vpcPeeringConnection.requesterVpcInfo.ownerId} accepted',
      'peering {vpcPeeringConnectionId} accepted',
    ],
    DeleteVpcPeeringConnection: 'peering {vpcPeeringConnectionId} deleted',
    CreateTransitGatewayPeeringAttachment:
      'transit gateway {transitGatewayId} peers with {account peerAccountId}',
    CreateVpcEndpoint: 'endpoint of {vpcId} to {serviceName}',
    ModifyVpcEndpoint: [
      'endpoint {vpcEndpointId} {open policyDocument}',
      'endpoint {vpcEndpointId} changed',
    ],
    DeleteVpcEndpoints: '{some endpoint vpcEndpointId|vpcEndpointIds} deleted',
    CreateVpcEndpointServiceConfiguration:
      'endpoint service for {all networkLoadBalancerArn} created',
    ModifyVpcEndpointServicePermissions: [
      '[?endpoint service ]{serviceId} open to {accounts addAllowedPrincipals}',
      '[?endpoint service ]{serviceId} closed to {accounts removeAllowedPrincipals}',
    ],
    CreateVpc: ['{>vpc.vpcId} {cidrBlock} created', 'VPC {cidrBlock} created'],
    DeleteVpc: '{vpcId} deleted',
    CreateSubnet: ['{>subnet.subnetId} {cidrBlock} created', 'subnet {cidrBlock} created'],
    DeleteSubnet: '{subnetId} deleted',
    CreateRouteTable: [
      'route table {>routeTable.routeTableId} created',
      'route table of {vpcId} created',
    ],
    DeleteRouteTable: 'route table {routeTableId} deleted',
    AssociateRouteTable: 'route table {routeTableId} → {subnetId|gatewayId}',
    DisassociateRouteTable: 'route table taken from a subnet ({associationId})',
    AllocateAddress: 'address[ {>publicIp}] allocated',
    ReleaseAddress: 'address {publicIp|allocationId} released',
    AssociateAddress: 'address {publicIp|allocationId} → {instanceId|networkInterfaceId}',
    DisassociateAddress: 'address {publicIp|associationId} taken from its instance',
    EnableAddressTransfer: 'address {allocationId} offered to {account transferAccountId}',
    AcceptAddressTransfer: 'address {address} taken over',
    ModifySubnetAttribute: [
      'public addresses for new instances in {subnetId} {switch mapPublicIpOnLaunch on off}',
      '{subnetId} changed',
    ],
    CreateTrafficMirrorTarget:
      'traffic mirror target {networkInterfaceId|networkLoadBalancerArn} created',
    CreateTrafficMirrorSession:
      'traffic of {networkInterfaceId} mirrored to {trafficMirrorTargetId}',
    AttachNetworkInterface: 'network interface {networkInterfaceId} → {instanceId}',
    DetachNetworkInterface: 'network interface taken from its instance ({attachmentId})',
    CreateNetworkInterface: 'network interface[ {>networkInterface.networkInterfaceId}] created',
    DeleteNetworkInterface: 'network interface {networkInterfaceId} deleted',
    CreateInstanceConnectEndpoint: 'instance connect endpoint in {subnetId} created',
    EnableSerialConsoleAccess: 'serial console of instances enabled',
    DisableSerialConsoleAccess: 'serial console of instances disabled',
  },
  elasticloadbalancing: {
    CreateLoadBalancer: 'load balancer {name|loadBalancerName}[ ({scheme})] created',
    DeleteLoadBalancer: 'load balancer {loadBalancerArn|loadBalancerName} deleted',
    CreateListener: 'port {port} of load balancer {loadBalancerArn} opened',
    DeleteListener: 'listener {listenerArn} deleted',
    SetSecurityGroups: '{all securityGroups} → load balancer {loadBalancerArn}',
    ModifyLoadBalancerAttributes: 'load balancer {loadBalancerArn|loadBalancerName} changed',
  },
  'network-firewall': {
    DeleteFirewall: 'firewall {firewallName|firewallArn} deleted',
    UpdateFirewallPolicy: 'firewall policy {firewallPolicyName|firewallPolicyArn} changed',
    DeleteRuleGroup: 'rule group {ruleGroupName|ruleGroupArn} of firewalls deleted',
  },
};
