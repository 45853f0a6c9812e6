/**
 * AWS's words for its resources, in lower case and without spaces: the part of a parameter's name
 * before Id, Name, Arn, Identifier and their plurals (`dbinstance` for dBInstanceIdentifier). From
 * the services' API references.
 */
export const resourceNouns: ReadonlySet<string> = new Set(
  `
  accesskey accesspoint activity addon agent agentalias alarm alias allocation api apikey app
  application archive association attachment authorizer automationexecution autoscalinggroup
  backup backupjob backupplan backupvault baseline broker bucket build bundle
  cachecluster cachesubnetgroup capacityprovider capacityreservation carriergateway catalog
  certificate certificateauthority changeset channel classifier client cluster command
  computeenvironment configrule configurationrecorder connection container containerinstance
  contact crawler crl customergateway customkeystore
  dashboard database dataset datasource dbcluster dbclustersnapshot dbinstance dbparametergroup
  dbproxy dbsecuritygroup dbsnapshot dbsubnetgroup deliverychannel deliverystream deployment
  deploymentgroup destination detector dhcpoptions directory disk disksnapshot distribution
  document domain
  egressonlyinternetgateway elasticip endpoint endpointconfig environment eventbus eventdatastore
  execution experiment exporttask
  fargateprofile filesystem finding firewall firewallpolicy fleet flow flowlog function
  gateway globalcluster globaltable graph group guardrail
  handshake healthcheck host hostedzone
  iaminstanceprofile identity identitypool identitystore image index inferenceprofile instance
  instanceconnectendpoint instanceprofile instancesnapshot internetgateway ipset
  job jobdefinition jobflow jobqueue
  key keypair kmskey knowledgebase
  launchconfiguration launchtemplate layer licenseconfiguration listener loadbalancer
  localgatewayroutetable logdestination loggroup logstream
  maintenancewindow managedprefixlist membership model modelpackage mounttarget
  namedquery namespace natgateway networkacl networkinterface nodegroup notebookinstance
  notification
  openidconnectprovider opsitem optiongroup organization organizationalunit origin
  parameter parametergroup patchbaseline permissionset pipe pipeline placementgroup policy
  portfolio prefixlist product profile project provisionedproduct
  query querydefinition queryexecution queue
  recipe recoverypoint registry relationaldatabase relationaldatabasesnapshot replicationgroup
  replicationinstance replicationtask repository resolverendpoint resolverrule resource restapi
  role route routetable rule rulegroup
  samlprovider schedule schedulegroup secret securitygroup server servercertificate service
  servicespecificcredential session site snapshot spotfleetrequest spotinstancerequest stack
  stackset stage statemachine staticip step stream subnet subnetgroup subscription
  subscriptionfilter
  table target targetgroup targetkey task taskdefinition template topic trail trafficmirrorsession
  trafficmirrortarget trainingjob transitgateway transitgatewayattachment
  transitgatewayroutetable trigger trustanchor trustprovider trustedtokenissuer
  usageplan user userpool userprofile
  vault virtualcluster virtualinterface volume vpc vpcendpoint vpcendpointservice
  vpcpeeringconnection vpnconnection vpngateway
  webacl window workgroup workspace
  `
    .trim()
    .split(/\s+/),
);
