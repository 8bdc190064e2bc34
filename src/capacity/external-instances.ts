import { CfnOutput, Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ExternalCapacityOptions } from './external-capacity-options';
import { externalAgentLines } from './private/external-agent';
import { createExternalRole } from './private/external-role';
import { ExecReadyCluster } from '../cluster/exec-ready-cluster';

/**
 * The machines outside of AWS that are registered with a cluster, and what it takes to register one. There is one of it per cluster.
 *
 * Registering is not done by AWS CloudFormation: an activation is made with `activationCommand`, and on each machine
 * `agentConfiguration` and `installCommand` are run as root. Whoever makes the activation must be allowed `ssm:CreateActivation`,
 * and `iam:PassRole` on the role.
 *
 * The deployment of a service does not end before its tasks run. So make the cluster and its external instances in a stack that is
 * deployed before that of the first service, and register a machine between the two.
 *
 * A machine must reach `ecs`, `ecs-a-*`, `ecs-t-*`, `ssm`, `ec2messages` and `ssmmessages` of the region, as well as the
 * registries of the images and whatever logs and secrets need.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 *
 * @example
 * declare const cluster: ExecReadyCluster;
 * const machines = ExternalInstances.of(cluster);
 * machines.role.grantPassRole(operators);
 */
export class ExternalInstances extends Construct {
  /**
   * The external instances of a cluster.
   *
   * Throws when they were described before in other words, as a service cannot choose among the external instances of a cluster.
   *
   * @param cluster the cluster that they are registered with
   * @param options the role of the machines, and their container agent; left out where they were described before
   */
  public static of(cluster: ecs.ICluster, options: ExternalCapacityOptions = {}): ExternalInstances {
    const owner = cluster instanceof ExecReadyCluster ? cluster.cluster : cluster;
    const existing = owner.node.tryFindChild(ID) as ExternalInstances | undefined;
    if (existing && existing._options !== options && Object.keys(options).length > 0) {
      throw new Error(`${existing.node.path}: the external instances of the cluster are described more than once, and a service cannot choose among them; `
        + 'give all options to the first ExternalInstances.of or ExecCapacity.external of the cluster, and none to the others');
    }
    return existing ?? new ExternalInstances(owner, options);
  }

  /**
   * The role that the machines get when they are registered.
   */
  public readonly role: iam.IRole;

  /**
   * A line for a shell that makes an activation: an id and a code with which one machine can be registered within a day.
   */
  public readonly activationCommand: string;

  /**
   * A line for a shell that installs the agents on a machine with Linux and registers it.
   *
   * It takes the activation from the variables `ACTIVATION_ID` and `ACTIVATION_CODE`.
   */
  public readonly installCommand: string;

  /**
   * Lines for a shell that configure the container agent on a machine with Linux. They must be run before the machine is registered.
   */
  public readonly agentConfiguration: string[];

  private constructor(
    cluster: ecs.ICluster,
    /** @internal */
    public readonly _options: ExternalCapacityOptions,
  ) {
    super(cluster as unknown as Construct, ID);
    const { agent = {}, role } = _options;
    const { region } = Stack.of(this);
    this.role = role ?? createExternalRole(this, 'Role', cluster, Object.keys(agent.containerInstanceTags ?? {}).length > 0);
    this.agentConfiguration = externalAgentLines(this, cluster, agent);
    this.activationCommand = `aws ssm create-activation --region ${region} --iam-role ${this.role.roleName} --registration-limit 1`;
    this.installCommand = `curl --proto "https" -o "/tmp/ecs-anywhere-install.sh" "${INSTALL_SCRIPT}" && sudo bash /tmp/ecs-anywhere-install.sh`
      + ` --region ${region} --cluster ${cluster.clusterName} --activation-id "$ACTIVATION_ID" --activation-code "$ACTIVATION_CODE"${agent.enableGpuSupport ? ' --enable-gpu' : ''}`;
    new CfnOutput(this, 'ActivationCommand', { value: this.activationCommand, description: 'Makes an activation for one external instance' });
    new CfnOutput(this, 'InstallCommand', { value: this.installCommand, description: 'Registers an external instance, with the id and the code of the activation' });
  }
}

const ID = 'ExternalInstances';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere-registration.html */
const INSTALL_SCRIPT = 'https://amazon-ecs-agent.s3.amazonaws.com/ecs-anywhere-install.sh';
