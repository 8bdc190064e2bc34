import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { daemonLimits } from './daemon-limits';

/**
 * A task definition of a daemon, with containers as the L2 of task definitions takes them.
 *
 * The L2 does not know daemons, whose definition is a resource of its own type; what it renders of containers and volumes is the same.
 */
export class DaemonTaskDefinition extends ecs.TaskDefinition {
  public override readonly taskDefinitionArn: string;

  constructor(scope: Construct, id: string, props: Omit<ecs.TaskDefinitionProps, 'compatibility' | 'networkMode'>) {
    // daemons have no network interfaces of their own
    super(scope, id, { ...props, compatibility: ecs.Compatibility.MANAGED_INSTANCES, networkMode: ecs.NetworkMode.HOST });
    const rendered = this.node.defaultChild as ecs.CfnTaskDefinition;
    this.node.tryRemoveChild(rendered.node.id);
    const { containerDefinitions, volumes, executionRoleArn } = rendered;
    const resource = new ecs.CfnDaemonTaskDefinition(this, 'Resource', {
      family: this.family,
      cpu: props.cpu,
      memory: props.memoryMiB,
      taskRoleArn: this.taskRole.roleArn,
      executionRoleArn,
      containerDefinitions: containerDefinitions as ecs.CfnDaemonTaskDefinitionProps['containerDefinitions'],
      volumes: volumes as ecs.CfnDaemonTaskDefinitionProps['volumes'],
    });
    this.taskDefinitionArn = resource.ref;
    scope.node.addValidation({ validate: () => daemonLimits(this.stack.resolve(containerDefinitions), this.stack.resolve(volumes)) });
  }
}
