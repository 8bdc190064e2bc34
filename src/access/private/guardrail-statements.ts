import * as iam from 'aws-cdk-lib/aws-iam';
import type { GuardedResources } from './guardrail-resources';
import { ExecSwitch } from '../exec-switch';

/** What a guardrail is to refuse beyond what every one refuses. */
export interface GuardrailLimits {
  /** The ids of the VPCs that sessions are opened from. */
  readonly vpcs?: readonly string[];
  readonly containers?: readonly string[];
  readonly closedContainers?: readonly string[];
  readonly execSwitch?: ExecSwitch;
  /** Whether sessions of clusters by name are meant, and not all. */
  readonly ofClusters: boolean;
}

/** The roles of pipelines, which may change what people may not. */
export type Exceptions = readonly string[];

/** What takes the recording of sessions away from a cluster, or the cluster itself, so that one of the same name can be made without. */
const CLUSTER_ACTIONS = ['ecs:DeleteCluster', 'ecs:UpdateCluster'];

/** What makes lines of a log group go, be kept for less, or be unreadable. */
const LOG_GROUP_ACTIONS = [
  'logs:AssociateKmsKey', 'logs:DeleteLogGroup', 'logs:DeleteLogStream', 'logs:DisassociateKmsKey', 'logs:PutDataProtectionPolicy', 'logs:PutLogGroupDeletionProtection',
  'logs:PutRetentionPolicy',
];

const BUCKET_ACTIONS = ['s3:DeleteBucket*', 's3:PutBucket*', 's3:PutEncryptionConfiguration', 's3:PutLifecycleConfiguration'];

const OBJECT_ACTIONS = ['s3:BypassGovernanceRetention', 's3:DeleteObject*', 's3:PutObjectAcl', 's3:PutObjectLegalHold', 's3:PutObjectRetention', 's3:PutObjectVersionAcl'];

/** What makes a key, and so all that it encrypts, unusable. */
const KEY_ACTIONS = ['kms:DeleteImportedKeyMaterial', 'kms:DisableKey*', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'];

/** What has `ecs:enable-execute-command` among the keys of its request. */
const SWITCH_ACTIONS = ['ecs:CreateDaemon', 'ecs:CreateService', 'ecs:RunTask', 'ecs:StartTask', 'ecs:UpdateDaemon', 'ecs:UpdateService'];

const SWITCH_CONDITIONS: Readonly<Record<ExecSwitch, Conditions>> = {
  [ExecSwitch.KEPT_OFF]: { StringEquals: { 'ecs:enable-execute-command': 'true' } },
  [ExecSwitch.KEPT_ON]: { StringEquals: { 'ecs:enable-execute-command': 'false' } },
  [ExecSwitch.UNTOUCHED]: { Null: { 'ecs:enable-execute-command': 'false' } },
};

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** What nobody may do, neither a person nor a task. */
export function guardrailStatements(guarded: GuardedResources, limits: GuardrailLimits, exceptions: Exceptions = []): iam.PolicyStatement[] {
  const unlessExcepted: Conditions = exceptions.length > 0 ? { ArnNotLike: { 'aws:PrincipalArn': exceptions } } : {};
  return [
    deny('NoSessionsPastTheLog', ['ssm:StartSession'], [guarded.allTasks]),
    ...sessionStatements(guarded, limits),
    // a tag of a call of its own: one that something is made with comes with ecs:CreateAction
    deny('NoOtherTags', ['ecs:TagResource', 'ecs:UntagResource'], [...guarded.clusters, ...guarded.tasks, ...guarded.tagSources], { Null: { 'ecs:CreateAction': 'true' }, ...unlessExcepted }),
    deny('NoOtherSessions', CLUSTER_ACTIONS, guarded.clusters, unlessExcepted),
    deny('KeepSessionLogs', LOG_GROUP_ACTIONS, guarded.logGroups, unlessExcepted),
    deny('KeepSessionLogBuckets', BUCKET_ACTIONS, guarded.buckets, unlessExcepted),
    deny('KeepSessionLogObjects', OBJECT_ACTIONS, guarded.logObjects, unlessExcepted),
    deny('KeepSessionKeys', KEY_ACTIONS, guarded.keys, unlessExcepted),
    ...limits.execSwitch ? [deny('NoOtherSwitch', SWITCH_ACTIONS, ['*'], {
      ...SWITCH_CONDITIONS[limits.execSwitch], ...limits.ofClusters && { ArnLikeIfExists: { 'ecs:cluster': guarded.clusters } }, ...unlessExcepted,
    })] : [],
  ].filter((statement) => statement.resources.length > 0);
}

/** What a person may not do, and a task must: write the log. */
export function forgeryStatements(guarded: GuardedResources): iam.PolicyStatement[] {
  return [
    deny('NoForgedSessionLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], guarded.logStreams),
    deny('NoForgedSessionLogObjects', ['s3:PutObject'], guarded.logObjects),
  ].filter((statement) => statement.resources.length > 0);
}

/** Without their key, the conditions on the network and on the open containers hold, and so refuse; the closed containers have a statement for that. */
function sessionStatements({ clusters, tasks }: GuardedResources, { vpcs, containers, closedContainers }: GuardrailLimits): iam.PolicyStatement[] {
  const exec = ['ecs:ExecuteCommand'];
  return [
    ...vpcs ? [deny('NoSessionsFromElsewhere', exec, [...clusters, ...tasks], { StringNotEquals: { 'aws:SourceVpc': vpcs } })] : [],
    ...containers ? [deny('NoSessionsInOtherContainers', exec, tasks, { StringNotEquals: { 'ecs:container-name': containers } })] : [],
    ...closedContainers ? [
      deny('NoSessionsInClosedContainers', exec, tasks, { StringEquals: { 'ecs:container-name': closedContainers } }),
      deny('NoSessionsInUnnamedContainers', exec, tasks, { Null: { 'ecs:container-name': 'true' } }),
    ] : [],
  ];
}

function deny(sid: string, actions: readonly string[], resources: readonly string[], conditions: Conditions = {}): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, actions: [...actions], resources: [...resources], conditions });
}
