import { AgentEndpoints } from '../../../../src/readiness/private/rules/agent-endpoints';
import { ChannelEndpoint } from '../../../../src/readiness/private/rules/channel-endpoint';
import { DestinationsKnown } from '../../../../src/readiness/private/rules/destinations-known';
import { EndpointAcl } from '../../../../src/readiness/private/rules/endpoint-acl';
import { EndpointIngress } from '../../../../src/readiness/private/rules/endpoint-ingress';
import { EndpointNames } from '../../../../src/readiness/private/rules/endpoint-names';
import { EndpointOnce } from '../../../../src/readiness/private/rules/endpoint-once';
import { EndpointPlacement } from '../../../../src/readiness/private/rules/endpoint-placement';
import { EndpointPolicies } from '../../../../src/readiness/private/rules/endpoint-policies';
import { GatewayEndpoint } from '../../../../src/readiness/private/rules/gateway-endpoint';
import { GatewayRoutes } from '../../../../src/readiness/private/rules/gateway-routes';
import { KeyEndpoint } from '../../../../src/readiness/private/rules/key-endpoint';
import { LogEndpoint } from '../../../../src/readiness/private/rules/log-endpoint';
import { PublicAddress } from '../../../../src/readiness/private/rules/public-address';
import { RegistryEndpointPolicies } from '../../../../src/readiness/private/rules/registry-endpoint-policies';
import { RegistryEndpoints } from '../../../../src/readiness/private/rules/registry-endpoints';
import { RoutesSeen } from '../../../../src/readiness/private/rules/routes-seen';
import type { Rule } from '../../../../src/readiness/private/rules/rule';
import { ServiceWaits } from '../../../../src/readiness/private/rules/service-waits';
import { SubnetRoom } from '../../../../src/readiness/private/rules/subnet-room';
import { SubnetsSeen } from '../../../../src/readiness/private/rules/subnets-seen';
import { TaskAcl } from '../../../../src/readiness/private/rules/task-acl';
import { TaskEgress } from '../../../../src/readiness/private/rules/task-egress';
import { ValueEndpoints } from '../../../../src/readiness/private/rules/value-endpoints';
import { WayOut } from '../../../../src/readiness/private/rules/way-out';

/** Everything that is said of the network. */
export const NETWORK_RULES: readonly Rule[] = [
  SubnetsSeen,
  TaskEgress,
  SubnetRoom,
  WayOut,
  RoutesSeen,
  PublicAddress,
  GatewayRoutes,
  TaskAcl,
  ChannelEndpoint,
  RegistryEndpoints,
  GatewayEndpoint,
  AgentEndpoints,
  ValueEndpoints,
  LogEndpoint,
  KeyEndpoint,
  EndpointNames,
  EndpointPlacement,
  EndpointOnce,
  EndpointIngress,
  EndpointAcl,
  EndpointPolicies,
  RegistryEndpointPolicies,
  DestinationsKnown,
  ServiceWaits,
];
