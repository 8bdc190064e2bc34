import type { CfnResource } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { missingContainers } from './policy-containers';
import type { Conditions } from './policy-limits';
import { callerConditions, checkLimits, containerConditions, every, tagConditions } from './policy-limits';
import { OPERATOR_KEY_ACTION } from '../../private/exec-facts';
import { isChangeable } from '../../private/grantable';
import { warn } from '../../private/warnings';
import type { ExecGrantOptions } from '../exec-grant-options';

/** Tasks of a cluster, as a policy tells them from others. */
export interface Tasks {
  /** What starts them. */
  readonly scope: IConstruct;
  readonly cluster: ecs.ICluster;
  /** The tag that they have, and no other task; without one, all tasks of the cluster are meant. */
  readonly tag?: readonly [key: string, value: string];
  /** What is wrong with tags that they are to have, once all tags are known; nothing where that cannot be seen. */
  readonly missing?: (tags: Readonly<Record<string, string>>) => string[];
  /** The resource that says which containers they have, once all is known; nothing where that cannot be seen. */
  readonly definition?: () => CfnResource | undefined;
}

/** The ARN of a task names the cluster, where the task is too, and not what started it. */
export function arnOfTasks({ scope, cluster }: Pick<Tasks, 'scope' | 'cluster'>, id = '*'): string {
  const { account, region } = cluster.env;
  return Stack.of(scope).formatArn({ account, region, service: 'ecs', resource: 'task', resourceName: `${cluster.clusterName}/${id}` });
}

/** Lets the grantee open sessions in tasks. */
export function grantExec(tasks: Tasks, grantee: iam.IGrantable, options: ExecGrantOptions): iam.Grant {
  const { scope, cluster, tag } = tasks;
  checkLimits(scope, options);
  scope.node.addValidation({ validate: () => lateProblems(tasks, options) });
  const caller = callerConditions(options);
  const resourceArns = (options.tasks ?? ['*']).map((id) => arnOfTasks(tasks, id));
  const onTasks = every(tagConditions(tag && { [tag[0]]: tag[1] }), tagConditions(options.tags), caller);
  const allow = (actions: string[], arns: string[], conditions: Conditions) => iam.Grant.addToPrincipal({
    grantee, actions, resourceArns: arns, conditions: every(conditions),
  });
  return combined(scope, grantee, 'grants.exec()', [
    allow(['ecs:ExecuteCommand'], [cluster.clusterArn], caller),
    ...options.containers ? [
      // only a request to open a session names a container
      allow(['ecs:DescribeTasks'], resourceArns, onTasks),
      allow(['ecs:ExecuteCommand'], resourceArns, every(onTasks, containerConditions(options.containers))),
    ] : [allow(['ecs:DescribeTasks', 'ecs:ExecuteCommand'], resourceArns, onTasks)],
    // listing has no resource to name: AWS narrows it by the cluster
    allow(['ecs:ListTasks'], ['*'], every({ ArnEquals: { 'ecs:cluster': cluster.clusterArn } }, caller)),
    ...grantKey(cluster, grantee, options, caller),
  ]);
}

/** What is wrong with limits, once all tags and containers are known. */
function lateProblems({ missing, definition }: Tasks, { tags, containers }: ExecGrantOptions): string[] {
  const resource = containers && definition?.();
  return [...tags && missing ? missing(tags) : [], ...resource ? missingContainers(resource, containers) : []];
}

/** A grant whose loss is said under the name of its method. */
export type GrantCall = 'grants.exec()' | 'grants.run()' | 'grants.readSessionLogs()' | 'grants.deployer()';

const PURPOSES: Readonly<Record<GrantCall, string>> = {
  'grants.exec()': 'exec', 'grants.run()': 'run tasks', 'grants.readSessionLogs()': 'read logs of sessions', 'grants.deployer()': 'deploy',
};

/** One grant of several, with a warning where the statements are lost. */
export function combined(scope: IConstruct, grantee: iam.IGrantable, call: GrantCall, grants: iam.Grant[]): iam.Grant {
  if (!isChangeable(grantee.grantPrincipal) || grants.some((grant) => !grant.success)) {
    warn(scope, 'unchangedOperator', `the policies of ${JSON.stringify(grantee.grantPrincipal.toString())} cannot be changed here, so it was not allowed to `
      + `${PURPOSES[call]}; attach the statements of ${call} where the principal is made`);
  }
  return grants.reduce((all, grant) => all.combine(grant));
}

/** The client of the operator calls AWS KMS by itself. */
function grantKey(cluster: ecs.ICluster, grantee: iam.IGrantable, { from }: ExecGrantOptions, caller: Conditions): iam.Grant[] {
  const key = cluster.executeCommandConfiguration?.kmsKey;
  if (!key) {
    return [];
  }
  const allowed = { grantee, actions: [OPERATOR_KEY_ACTION], resourceArns: [key.keyArn] };
  if (Object.keys(caller).length > 0) {
    from?._use(key);
    return [iam.Grant.addToPrincipal({ ...allowed, conditions: every(caller) })];
  }
  // the L2 is for an alias and a key that trusts nobody; it would allow the use of any key where operator and key are in different regions
  return [trustsAccount(key) ? iam.Grant.addToPrincipalOrResource({ ...allowed, resource: key, resourceSelfArns: ['*'] }) : key.grant(grantee, OPERATOR_KEY_ACTION)];
}

/** Whether the policy of a key leaves it to the policies of the account, as far as the L2 knows, which shows it to its subclasses only. */
function trustsAccount(key: kms.IKey): boolean {
  return (key as kms.IKey & { readonly trustAccountIdentities?: boolean }).trustAccountIdentities === true;
}
