// build
export { ExecReadyService } from './service/exec-ready-service';
export type { ExecReadyServiceProps } from './service/exec-ready-service';
export type { ExecContainerOptions } from './service/exec-container-options';
export type { ServiceOptions } from './service/service-options';
export { ExecReadyCluster } from './cluster/exec-ready-cluster';
export type { ExecReadyClusterProps } from './cluster/exec-ready-cluster';
export type { ClusterOptions } from './cluster/cluster-options';

// what it is built from
export type { ExecCapacityShare } from './capacity/exec-capacity';
export type { Ec2CapacityOptions } from './capacity/ec2-capacity-options';
export { ExecCapacity } from './capacity/exec-capacity';
export { ExecNetwork } from './network/exec-network';
export type { ExecNetworkConfig } from './network/exec-network';
export type {
  EgressNetworkOptions, ExistingNetworkOptions, IsolatedNetworkOptions, NewNetworkOptions, PublicNetworkOptions,
} from './network/network-options';
export { ExecEgress } from './network/exec-egress';
export { ExecEndpoints } from './network/exec-endpoints';
export type { ExecEndpoint } from './network/exec-endpoints';
export { ExecOperatorNetwork } from './network/exec-operator-network';
export type { ExecOperatorNetworkProps } from './network/exec-operator-network';
export { ExecEndpointSource } from './network/endpoint-source';
export type { CreatedEndpoints, DeclaredEndpoints } from './network/endpoint-source';
export { ExecSession } from './session/exec-session';
export type { ExecSessionProps } from './session/exec-session';
export { SessionLog } from './session/session-log';
export type { CloudWatchSessionLogOptions, SessionLogConfig } from './session/session-log';

// access
export { ExecGrants } from './access/exec-grants';
export type { ExecGrantOptions } from './access/exec-grants';

// prove
export { ExecReadiness } from './readiness/exec-readiness';
export type { ExecReadinessOptions } from './readiness/exec-readiness';
export { ExecScope } from './readiness/exec-scope';
export { FailOn } from './readiness/fail-on';
export { ReadinessReport } from './readiness/readiness-report';
export { ReadinessVerdict } from './readiness/readiness-service';
export type { ReadinessService } from './readiness/readiness-service';
export { FindingSeverity } from './readiness/readiness-finding';
export type { ReadinessFinding, ReadinessUnknown } from './readiness/readiness-finding';
