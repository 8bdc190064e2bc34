import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ExecSwitch } from './exec-switch';
import type { Reach } from './private/guardrail-resources';
import { guardedResources, warnOfUnseenSessions } from './private/guardrail-resources';
import { forgeryStatements, guardrailStatements } from './private/guardrail-statements';
import { checkContainerNames, checkLists } from './private/policy-container-names';
import { documentOf, sizedDocumentOf, PERMISSION_SET_POLICY, SERVICE_CONTROL_POLICY } from './private/policy-documents';
import { PolicySet } from './private/policy-set';
import type { ExecOperatorNetwork } from '../network/exec-operator-network';

/**
 * Properties of an ExecGuardrail.
 */
export interface ExecGuardrailProps {
  /**
   * The clusters whose sessions are guarded, with the log and the keys of their sessions.
   *
   * Sessions past the log are refused in tasks of all clusters: AWS documents ARNs for them with and without the cluster.
   *
   * @default - all clusters, and the log groups that this library makes; buckets and keys are known by their cluster only
   */
  readonly clusters?: ecs.ICluster[];

  /**
   * Where sessions must be opened from. The endpoints that these need there are found or made, with that for the session keys of the `clusters`.
   *
   * @default - from anywhere
   */
  readonly networks?: ExecOperatorNetwork[];

  /**
   * The names of the only containers that sessions may be opened in.
   *
   * A command that names no container is refused.
   *
   * @default - any
   */
  readonly containers?: string[];

  /**
   * The names of containers that no session may be opened in, such as those with production data.
   *
   * A command that names no container is refused.
   *
   * @default - none
   */
  readonly closedContainers?: string[];

  /**
   * What nobody may do to the switch of ECS Exec.
   *
   * @default - it may be switched on and off
   */
  readonly execSwitch?: ExecSwitch;
}

/**
 * Options of a service control policy.
 */
export interface ExecServiceControlPolicyOptions {
  /**
   * The ARNs of the roles that pipelines deploy with, which may change clusters, tags, logs, keys and the switch. `*` stands for anything.
   *
   * They may open sessions no more than others. For the CDK, that is `arn:*:iam::*:role/cdk-*-cfn-exec-role-*`.
   *
   * @default - nobody is excepted
   */
  readonly pipelines?: string[];
}

/**
 * What nobody may do around sessions of ECS Exec, whatever else allows it.
 *
 * It refuses `ssm:StartSession` on tasks, which opens sessions past the log; to change tags that decide who may open them; to change or delete the
 * clusters; and to delete, shorten, overwrite or forge the logs of sessions, or to disable their keys. Where, in which containers and whether exec may be switched
 * are limits on top. Statements have names, and hold in every partition.
 *
 * As managed policies it is attached to people, not to pipelines or tasks; also for a permission set of IAM Identity Center, and, for all of an
 * account, as a service control policy.
 *
 * Throws when a container's name is none, when a list is empty, and when a policy is larger than AWS takes.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-best-practices-limit-access-execute-command
 *
 * @example
 * declare const cluster: ExecReadyCluster;
 * declare const developers: iam.Role;
 * const guardrail = new ExecGuardrail(this, 'Guardrail', { clusters: [cluster], closedContainers: ['payments'] });
 * guardrail.attachTo(developers);
 */
export class ExecGuardrail extends Construct {
  private readonly policies: PolicySet;

  constructor(scope: Construct, id: string, private readonly props: ExecGuardrailProps = {}) {
    super(scope, id);

    const { clusters, networks, containers, closedContainers } = props;
    checkLists(this, { clusters, networks, containers, closedContainers });
    checkContainerNames(this, [...containers ?? [], ...closedContainers ?? []]);
    warnOfUnseenSessions(this, clusters ?? []);
    clusters?.flatMap(({ executeCommandConfiguration }) => executeCommandConfiguration?.kmsKey ?? []).forEach((key) => {
      networks?.forEach((network) => network._use(key));
    });
    this.policies = new PolicySet(this, 'What nobody may do around sessions of ECS Exec');
    this.statements('here').forEach((statement) => this.policies.add(statement));
  }

  /**
   * What is refused, for people.
   */
  public get document(): iam.PolicyDocument {
    return documentOf(this.policies.statements);
  }

  /**
   * The managed policies, made when they are first asked for: one, or as many as it takes within the size that AWS allows.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
   */
  public get managedPolicies(): iam.ManagedPolicy[] {
    return this.policies.managedPolicies;
  }

  /**
   * Has the guardrail hold for a person: a role, a user, or the users of a group, of this app or imported.
   *
   * Not for roles of pipelines, which change clusters, and of tasks, which write the log. Warns when the policies of the identity cannot be changed here.
   *
   * @param identity whom it holds for
   */
  public attachTo(identity: iam.IIdentity): void {
    this.policies.attachTo(identity);
  }

  /**
   * The inline policy for a permission set of IAM Identity Center.
   *
   * Throws when it is larger than 10,240 characters.
   *
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html
   */
  public permissionSetPolicy(): iam.PolicyDocument {
    return sizedDocumentOf(this, this.policies.statements, PERMISSION_SET_POLICY);
  }

  /**
   * The service control policy for accounts of AWS Organizations, for any partition. Without `clusters` it refers to nothing in the app, so that its JSON
   * (`toJSON()`) can be used anywhere.
   *
   * It names clusters and log groups in any account and region. It does not stop anyone from writing logs, as it would stop tasks; and it holds neither for
   * the management account nor for service-linked roles.
   *
   * Throws when it is larger than 5,120 characters.
   *
   * @param options who may deploy
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
   */
  public serviceControlPolicy(options: ExecServiceControlPolicyOptions = {}): iam.PolicyDocument {
    return sizedDocumentOf(this, this.statements('everywhere', options.pipelines), SERVICE_CONTROL_POLICY);
  }

  /**
   * What is refused, for another policy to refuse too.
   *
   * @internal
   */
  public _statements(): readonly iam.PolicyStatement[] {
    return this.policies.statements;
  }

  private statements(reach: Reach, exceptions?: readonly string[]): iam.PolicyStatement[] {
    const { clusters, networks, containers, closedContainers, execSwitch } = this.props;
    const guarded = guardedResources(this, clusters, reach);
    const vpcs = networks?.map(({ vpc }) => vpc.vpcId);
    return [
      ...guardrailStatements(guarded, { vpcs, containers, closedContainers, execSwitch, ofClusters: clusters !== undefined }, exceptions),
      ...reach === 'here' ? forgeryStatements(guarded) : [],
    ];
  }
}
