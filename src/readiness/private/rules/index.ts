import { AgentAccess } from './agent-access';
import { AgentEndpoints } from './agent-endpoints';
import { AgentPermissions } from './agent-permissions';
import { AgentProxy } from './agent-proxy';
import { AgentVersion } from './agent-version';
import { AuditSafe } from './audit-safe';
import { BucketKeyUse } from './bucket-key-use';
import { CapacityProviderAssociated } from './capacity-provider-associated';
import { CapacityStrategy } from './capacity-strategy';
import { ChannelEndpoint } from './channel-endpoint';
import { ClusterSeen } from './cluster-seen';
import { CommandNamesContainer } from './command-names-container';
import { Compatibilities } from './compatibilities';
import { ComputeOptions } from './compute-options';
import { ContainerDependencies } from './container-dependencies';
import { ContainerLogAllowed } from './container-log-allowed';
import { ContainerLogGroup } from './container-log-group';
import { ContainerMemory } from './container-memory';
import { ContainerNameDeny } from './container-name-deny';
import { ContainerNames } from './container-names';
import { ContainerSizes } from './container-sizes';
import { CredentialRoute } from './credential-route';
import { CredentialSpecs } from './credential-specs';
import { DaemonOptions } from './daemon-options';
import { DeclaredVolumes } from './declared-volumes';
import { DefinitionComplete } from './definition-complete';
import { DeploymentPercentages } from './deployment-percentages';
import { DestinationsKnown } from './destinations-known';
import { DockerHubLimits } from './docker-hub-limits';
import { EfsAllowed } from './efs-allowed';
import { EfsReachable } from './efs-reachable';
import { EfsVolumes } from './efs-volumes';
import { EndpointAcl } from './endpoint-acl';
import { EndpointIngress } from './endpoint-ingress';
import { EndpointNames } from './endpoint-names';
import { EndpointOnce } from './endpoint-once';
import { EndpointPlacement } from './endpoint-placement';
import { EndpointPolicies } from './endpoint-policies';
import { EnvironmentFilesReadable } from './environment-files-readable';
import { ExecSwitchedOn } from './exec-switched-on';
import { ExecutionRolePresent } from './execution-role-present';
import { ExecutionRoleSeen } from './execution-role-seen';
import { ExecutionRoleTrust } from './execution-role-trust';
import { FargateParameters } from './fargate-parameters';
import { FargateProviders } from './fargate-providers';
import { FargateSize } from './fargate-size';
import { GatewayEndpoint } from './gateway-endpoint';
import { GatewayRoutes } from './gateway-routes';
import { HealthChecksAdmitted } from './health-checks-admitted';
import { HostIsolation } from './host-isolation';
import { HostPorts } from './host-ports';
import { ImageAddress } from './image-address';
import { ImageInNewRepository } from './image-in-new-repository';
import { ImagePullAllowed } from './image-pull-allowed';
import { InitProcess } from './init-process';
import { InstanceArchitecture } from './instance-architecture';
import { InstanceFeatures } from './instance-features';
import { InstanceInterfaces } from './instance-interfaces';
import { InstanceMetadataClosed } from './instance-metadata-closed';
import { InstanceRoleForTasks } from './instance-role-for-tasks';
import { InstanceSize } from './instance-size';
import { InstanceUpkeep } from './instance-upkeep';
import { InstanceZones } from './instance-zones';
import { InstancesJoinCluster } from './instances-join-cluster';
import { InstancesSeen } from './instances-seen';
import { InstancesStart } from './instances-start';
import { KeyEndpoint } from './key-endpoint';
import { LaunchTypeOrStrategy } from './launch-type-or-strategy';
import { LinuxParameters } from './linux-parameters';
import { LoadBalancerTargets } from './load-balancer-targets';
import { LocationCondition } from './location-condition';
import { LogEndpoint } from './log-endpoint';
import { LogGroupKeyPolicy } from './log-group-key-policy';
import { ManagedInstancesRole } from './managed-instances-role';
import { ManagedVolumes } from './managed-volumes';
import { NarrowTaskRole } from './narrow-task-role';
import { NetworkConfiguration } from './network-configuration';
import { NetworkModeFits } from './network-mode-fits';
import { NoDirectSession } from './no-direct-session';
import { OperatorDescribesTasks } from './operator-describes-tasks';
import { OperatorResources } from './operator-resources';
import { OperatorScope } from './operator-scope';
import { OperatorSessionKey } from './operator-session-key';
import { PidNamespace } from './pid-namespace';
import { PlacementConstraints } from './placement-constraints';
import { PlatformVersion } from './platform-version';
import { PortMappings } from './port-mappings';
import { ProxyExemption } from './proxy-exemption';
import { PublicAddress } from './public-address';
import { Quotas } from './quotas';
import { RegistryCredentials } from './registry-credentials';
import { RegistryEndpointPolicies } from './registry-endpoint-policies';
import { RegistryEndpoints } from './registry-endpoints';
import { RoutesSeen } from './routes-seen';
import type { Rule } from './rule';
import { SameVpc } from './same-vpc';
import { SecretReferences } from './secret-references';
import { SecretsReadable } from './secrets-readable';
import { SeparateRoles } from './separate-roles';
import { ServiceConnectPorts } from './service-connect-ports';
import { ServiceOptions } from './service-options';
import { ServiceWaits } from './service-waits';
import { SessionKeyFit } from './session-key-fit';
import { SessionKeyPresent } from './session-key-present';
import { SessionKeyRotation } from './session-key-rotation';
import { SessionKeyUse } from './session-key-use';
import { SessionLogAccess } from './session-log-access';
import { SessionLogBucketClosed } from './session-log-bucket-closed';
import { SessionLogBucketPolicy } from './session-log-bucket-policy';
import { SessionLogDestination } from './session-log-destination';
import { SessionLogEncrypted } from './session-log-encrypted';
import { SessionLogExists } from './session-log-exists';
import { SessionLogRetention } from './session-log-retention';
import { SessionLogging } from './session-logging';
import { ShellInImage } from './shell-in-image';
import { SomeTaskRuns } from './some-task-runs';
import { SpreadCapacity } from './spread-capacity';
import { StarterPermissions } from './starter-permissions';
import { StaticCredentials } from './static-credentials';
import { SubjectCreated } from './subject-created';
import { SubnetRoom } from './subnet-room';
import { SubnetsSeen } from './subnets-seen';
import { SwitchCondition } from './switch-condition';
import { SynchronousPlacement } from './synchronous-placement';
import { TagGates } from './tag-gates';
import { TaskAcl } from './task-acl';
import { TaskArchitecture } from './task-architecture';
import { TaskDefinitionSeen } from './task-definition-seen';
import { TaskEgress } from './task-egress';
import { TaskNetworking } from './task-networking';
import { TaskRoleChannels } from './task-role-channels';
import { TaskRoleOnInstances } from './task-role-on-instances';
import { TaskRolePresent } from './task-role-present';
import { TaskRoleSeen } from './task-role-seen';
import { TaskRoleTrust } from './task-role-trust';
import { TemplateDeploys } from './template-deploys';
import { TerminationProtection } from './termination-protection';
import { UniqueVariables } from './unique-variables';
import { ValueEndpoints } from './value-endpoints';
import { WayOut } from './way-out';
import { WindowsServerImage } from './windows-server-image';
import { WindowsVersion } from './windows-version';
import { WritableRoot } from './writable-root';

/** All rules, in reading order: along the exec path. */
export const RULES: readonly Rule[] = [
  // operator
  CommandNamesContainer,
  OperatorSessionKey,
  OperatorScope,
  OperatorResources,
  OperatorDescribesTasks,
  NoDirectSession,
  AuditSafe,
  LocationCondition,
  TagGates,
  ContainerNameDeny,
  SwitchCondition,
  // service
  ExecSwitchedOn,
  PlatformVersion,
  AgentVersion,
  TaskDefinitionSeen,
  SynchronousPlacement,
  InstancesSeen,
  AgentProxy,
  AgentAccess,
  SubjectCreated,
  // task role
  TaskRolePresent,
  TaskRoleTrust,
  TaskRoleChannels,
  SeparateRoles,
  TaskRoleSeen,
  TaskRoleOnInstances,
  NarrowTaskRole,
  // container
  WindowsServerImage,
  InitProcess,
  WritableRoot,
  CredentialRoute,
  PidNamespace,
  ContainerMemory,
  ProxyExemption,
  InstanceMetadataClosed,
  StaticCredentials,
  ShellInImage,
  HostIsolation,
  // task network
  TaskNetworking,
  SubnetsSeen,
  TaskEgress,
  SubnetRoom,
  SameVpc,
  // route
  RoutesSeen,
  WayOut,
  PublicAddress,
  GatewayRoutes,
  TaskAcl,
  // endpoint
  RegistryEndpoints,
  ChannelEndpoint,
  GatewayEndpoint,
  AgentEndpoints,
  ValueEndpoints,
  LogEndpoint,
  KeyEndpoint,
  EndpointPolicies,
  RegistryEndpointPolicies,
  EndpointAcl,
  EndpointIngress,
  EndpointNames,
  EndpointPlacement,
  EndpointOnce,
  // start-up path
  ContainerNames,
  ContainerDependencies,
  LinuxParameters,
  ExecutionRoleTrust,
  ExecutionRolePresent,
  ExecutionRoleSeen,
  ImagePullAllowed,
  EnvironmentFilesReadable,
  SecretsReadable,
  ContainerLogAllowed,
  DestinationsKnown,
  CapacityProviderAssociated,
  InstancesStart,
  AgentPermissions,
  ManagedInstancesRole,
  InstanceRoleForTasks,
  InstancesJoinCluster,
  InstanceFeatures,
  InstanceZones,
  InstanceSize,
  InstanceInterfaces,
  InstanceUpkeep,
  CapacityStrategy,
  Compatibilities,
  ComputeOptions,
  DaemonOptions,
  FargateParameters,
  FargateProviders,
  LaunchTypeOrStrategy,
  NetworkConfiguration,
  NetworkModeFits,
  ContainerSizes,
  FargateSize,
  HostPorts,
  PortMappings,
  SpreadCapacity,
  ContainerLogGroup,
  RegistryCredentials,
  DockerHubLimits,
  ImageAddress,
  SecretReferences,
  UniqueVariables,
  DeclaredVolumes,
  EfsReachable,
  EfsAllowed,
  EfsVolumes,
  ManagedVolumes,
  DeploymentPercentages,
  HealthChecksAdmitted,
  LoadBalancerTargets,
  Quotas,
  CredentialSpecs,
  DefinitionComplete,
  ImageInNewRepository,
  InstanceArchitecture,
  TaskArchitecture,
  PlacementConstraints,
  TerminationProtection,
  WindowsVersion,
  ServiceConnectPorts,
  ServiceOptions,
  SomeTaskRuns,
  StarterPermissions,
  TemplateDeploys,
  // session encryption
  ClusterSeen,
  SessionKeyUse,
  SessionKeyFit,
  SessionKeyPresent,
  SessionKeyRotation,
  // session log
  SessionLogging,
  SessionLogDestination,
  SessionLogExists,
  SessionLogRetention,
  SessionLogAccess,
  SessionLogBucketClosed,
  SessionLogBucketPolicy,
  SessionLogEncrypted,
  LogGroupKeyPolicy,
  BucketKeyUse,
  // order
  ServiceWaits,
];
