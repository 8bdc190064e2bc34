import type { CfnResource } from 'aws-cdk-lib';
import { Stage } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { IConstruct } from 'constructs';
import { createAfter, policiesOf } from './creation-order';
import type { AppIndex } from '../../private/app-index';
import { ownedResource } from '../../private/owned';
import { referencesIn } from '../../private/references';

/** What starts the tasks of a task definition by itself: rules, schedules and state machines. */
export class TaskStarters {
  private readonly roles = new Map<IConstruct, iam.IRole>();
  private hasStates = false;

  constructor(private readonly taskDefinition: ecs.TaskDefinition) {}

  /** Takes in a rule or schedule, and the role with which it starts tasks. */
  public add(starter: IConstruct, role: iam.IRole): void {
    this.roles.set(starter, role);
  }

  /** Has the state machines looked for, which a state does not know. */
  public addStates(): void {
    this.hasStates = true;
  }

  /** All of them; each comes after what it may itself. */
  public complete(app: AppIndex): CfnResource[] {
    // a schedule makes its resource after it has asked for its target
    const resources = [...this.roles].flatMap(([starter, role]) => {
      const resource = ownedResource(starter);
      return resource ? [[resource, role] as const] : [];
    });
    // it refers to the role itself
    resources.forEach(([starter, role]) =>
      createAfter(starter, policiesOf(role, starter, app).filter((resource) => resource !== ownedResource(role))));
    return [...resources.map(([starter]) => starter), ...this.hasStates ? this.stateMachines() : []];
  }

  private stateMachines(): CfnResource[] {
    const root = Stage.of(this.taskDefinition) ?? this.taskDefinition.node.root;
    const resource = ownedResource(this.taskDefinition)!;
    return root.node.findAll().filter((node) => CfnStateMachine.isCfnStateMachine(node))
      .filter((machine) => referencesIn(machine, machine.definitionString).has(resource));
  }
}
