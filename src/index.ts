// build
export { ExecReadyService } from './service/exec-ready-service';
export type { ExecReadyServiceProps } from './service/exec-ready-service';
export type { ExecContainerOptions } from './service/exec-container-options';
export type { ServiceOptions } from './service/service-options';
export { ExecReadyTask } from './service/exec-ready-task';
export type { ExecReadyTaskProps } from './service/exec-ready-task';
export type { TaskOptions } from './service/task-options';
export type { BatchTaskOptions, RuleTaskOptions, ScheduleTaskOptions, StateMachineTaskOptions } from './service/task-target-options';
export { DiagnosticTask } from './service/diagnostic-task';
export type { DiagnosticTaskProps } from './service/diagnostic-task';
export { ExecHeadroom } from './service/exec-headroom';
export type { ExecHeadroomOptions } from './service/exec-headroom';
export { ExecReadyDaemon } from './service/exec-ready-daemon';
export type { ExecReadyDaemonProps } from './service/exec-ready-daemon';
export { ExecReadyCluster } from './cluster/exec-ready-cluster';
export type { ExecReadyClusterProps } from './cluster/exec-ready-cluster';
export type { ClusterOptions } from './cluster/cluster-options';

// what it is built from
export { ExternalInstances } from './capacity/external-instances';
export type { ExternalCapacityOptions } from './capacity/external-capacity-options';
export type { ManagedInstancesCapacityOptions } from './capacity/managed-instances-capacity-options';
export type { ExecCapacityShare } from './capacity/exec-capacity';
export { EcsHostImage } from './capacity/host-image';
export type { EcsHostInstances } from './capacity/host-instances';
export type { HostGroupOptions } from './capacity/host-group-options';
export { InstancePurchase } from './capacity/host-purchase';
export type { MixedPurchaseOptions } from './capacity/host-purchase';
export type { Ec2CapacityOptions } from './capacity/ec2-capacity-options';
export { ExecCapacity } from './capacity/exec-capacity';
export type { AgentProxy } from './capacity/agent-proxy';
export { EcsEngineAuthType, EcsImagePullBehavior, EcsInstanceTagSource, EcsLogFormat, EcsLogLevel, EcsLogRollover } from './capacity/agent-enums';
export type { EcsAgentConfig } from './capacity/ecs-agent-config';
export type { EcsAgentHostOptions } from './capacity/agent-host-options';
export type { EcsAgentImageOptions } from './capacity/agent-image-options';
export type { EcsAgentInstanceOptions } from './capacity/agent-instance-options';
export type { EcsAgentLogOptions } from './capacity/agent-log-options';
export type { EcsAgentNetworkOptions } from './capacity/agent-network-options';
export type { EcsAgentTaskOptions, EcsPortRange, EcsRequestLimit } from './capacity/agent-task-options';
export type { EcsAgentWindowsOptions } from './capacity/agent-windows-options';
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
export { SessionEncryption } from './session/session-encryption';
export type { SessionKeyOptions } from './session/session-encryption';
export type { S3SessionLogOptions } from './session/s3-session-log-options';
export { SessionLog } from './session/session-log';
export type { CloudWatchSessionLogOptions, SessionLogConfig } from './session/session-log';

// access
export { ExecClusterGrants } from './access/exec-cluster-grants';
export { ExecDaemonGrants } from './access/exec-daemon-grants';
export { ExecTaskGrants } from './access/exec-task-grants';
export { ExecGrants } from './access/exec-grants';
export type { ExecGrantOptions } from './access/exec-grant-options';
export { ExecGuardrail } from './access/exec-guardrail';
export type { ExecGuardrailProps, ExecServiceControlPolicyOptions } from './access/exec-guardrail';
export { ExecOperatorPolicy } from './access/exec-operator-policy';
export type { ExecOperatorPolicyProps } from './access/exec-operator-policy';
export { ExecSwitch } from './access/exec-switch';

// audit
export { ExecAudit } from './audit/exec-audit';
export type { ExecAuditProps } from './audit/exec-audit';
export { ExecTrail } from './audit/exec-trail';
export type { TaskReplacementOptions } from './audit/task-replacement-options';

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
