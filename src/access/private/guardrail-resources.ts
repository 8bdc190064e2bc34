import { ArnFormat, Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import { SESSION_LOG_FOLDER } from '../../private/exec-facts';
import { ownedResource } from '../../private/owned';
import { folderOf } from '../../private/session-folder';
import { warn } from '../../private/warnings';

/** Where ARNs of a policy reach: the partition, region and account that a guardrail names, or all of an organization. */
export type Reach = 'here' | 'everywhere';

/** What a guardrail covers, as ARNs. */
export interface GuardedResources {
  /** Tasks of any cluster: AWS documents two forms of their ARN for sessions past the log. */
  readonly allTasks: string;
  readonly clusters: readonly string[];
  readonly tasks: readonly string[];
  /** What hands tags on to tasks. */
  readonly tagSources: readonly string[];
  readonly logGroups: readonly string[];
  readonly logStreams: readonly string[];
  readonly buckets: readonly string[];
  readonly logObjects: readonly string[];
  readonly keys: readonly string[];
}

/** The names that this library gives to log groups of sessions. */
const LOG_GROUPS = `${SESSION_LOG_FOLDER}/*`;

/** What a guardrail of these clusters covers; without any, all clusters and the log groups that this library makes. */
export function guardedResources(scope: IConstruct, clusters: readonly ecs.ICluster[] | undefined, reach: Reach): GuardedResources {
  const arns = new Arns(scope, reach);
  if (!clusters) {
    return {
      allTasks: arns.ofEcs('task/*'),
      clusters: [arns.ofEcs('cluster/*')],
      tasks: [arns.ofEcs('task/*')],
      tagSources: ['service/*', 'task-definition/*', 'daemon/*', 'daemon-task-definition/*'].map((resource) => arns.ofEcs(resource)),
      logGroups: [arns.ofLogGroup(LOG_GROUPS)],
      logStreams: [arns.ofLogGroup(LOG_GROUPS)],
      buckets: [],
      logObjects: [],
      keys: [],
    };
  }
  const sessions = clusters.flatMap(({ executeCommandConfiguration }) => executeCommandConfiguration ?? []);
  const groups = distinct(sessions.flatMap(({ logConfiguration }) => logConfiguration?.cloudWatchLogGroup ?? []));
  const logBuckets = distinct(sessions.flatMap(({ logConfiguration }) => logConfiguration?.s3Bucket ? [logConfiguration] : []));
  return {
    allTasks: arns.ofEcs('task/*'),
    clusters: clusters.map((cluster) => arns.ofEcs(`cluster/${cluster.clusterName}`, cluster)),
    tasks: clusters.map((cluster) => arns.ofEcs(`task/${cluster.clusterName}/*`, cluster)),
    tagSources: [
      ...clusters.flatMap((cluster) => ['service', 'daemon'].map((kind) => arns.ofEcs(`${kind}/${cluster.clusterName}/*`, cluster))),
      ...['task-definition/*', 'daemon-task-definition/*'].map((resource) => arns.ofEcs(resource)),
    ],
    logGroups: distinct(groups.flatMap((group) => [arns.ofLogGroup(group.logGroupRef.logGroupName, group), arns.ofLogGroup(`${group.logGroupRef.logGroupName}:*`, group)])),
    logStreams: distinct(groups.map((group) => arns.ofLogGroup(`${group.logGroupRef.logGroupName}:*`, group))),
    buckets: distinct(logBuckets.map(({ s3Bucket }) => arns.ofS3(s3Bucket!.bucketName))),
    logObjects: distinct(logBuckets.map(({ s3Bucket, s3KeyPrefix }) => arns.ofS3(`${s3Bucket!.bucketName}/${folderOf(s3KeyPrefix)}*`))),
    keys: distinct([
      ...sessions.flatMap(({ kmsKey }) => kmsKey?.keyArn ?? []),
      ...groups.flatMap((group) => (ownedResource(group) as logs.CfnLogGroup | undefined)?.kmsKeyId ?? []),
      ...logBuckets.flatMap(({ s3Bucket }) => s3Bucket!.encryptionKey?.keyArn ?? []),
    ]),
  };
}

/** What cannot be guarded is said. */
export function warnOfUnseenSessions(scope: IConstruct, clusters: readonly ecs.ICluster[]): void {
  clusters.filter((cluster) => !cluster.executeCommandConfiguration && !ownedResource(cluster)).forEach((cluster) => {
    warn(scope, 'importedCluster', `the cluster ${JSON.stringify(cluster.node.path)} is imported, so its session key and session log cannot be seen and are not guarded; `
      + 'pass its executeCommandConfiguration to Cluster.fromClusterAttributes');
  });
}

/**
 * An ARN of a service control policy is of any account and partition; others are of where a named resource is, and of any account and region where
 * none is named.
 */
class Arns {
  public constructor(private readonly scope: IConstruct, private readonly reach: Reach) {}

  public ofEcs(resource: string, owner?: ecs.ICluster): string {
    return this.write('ecs', resource, owner?.env);
  }

  public ofLogGroup(name: string, owner?: logs.ILogGroupRef): string {
    return this.write('logs', `log-group:${name}`, owner?.env);
  }

  public ofS3(resource: string): string {
    return this.write('s3', resource, { region: '', account: '' });
  }

  private write(service: string, resource: string, env: { readonly region: string; readonly account: string } | undefined): string {
    const isGlobal = env?.region === '';
    const place = this.reach === 'everywhere' && !isGlobal ? undefined : env;
    return Stack.of(this.scope).formatArn({
      service, resource, arnFormat: ArnFormat.NO_RESOURCE_NAME, region: place?.region ?? '*', account: place?.account ?? '*', ...this.reach === 'everywhere' && { partition: '*' },
    });
  }
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
