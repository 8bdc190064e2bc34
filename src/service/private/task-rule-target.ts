import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { TaskRun } from './task-run';
import { idsOf } from './task-run';
import type { RuleTaskOptions } from '../task-target-options';

type Rule = Parameters<events.IRuleTarget['bind']>[0];

/** Has a rule of Amazon EventBridge run tasks. */
export class TaskRuleTarget implements events.IRuleTarget {
  /**
   * @param role that may run the tasks
   * @param start is told of each rule
   */
  constructor(
    private readonly run: TaskRun,
    private readonly role: iam.IRole,
    private readonly options: RuleTaskOptions,
    private readonly start: (rule: IConstruct, role: iam.IRole) => void,
  ) {}

  public bind(rule: Rule, id?: string): events.RuleTargetConfig {
    const { cluster, taskDefinition, awsvpc } = this.run;
    const target = new targets.EcsTask({
      ...this.options,
      cluster,
      taskDefinition,
      role: NOBODY,
      ...awsvpc && { subnetSelection: { subnets: awsvpc.subnets }, securityGroups: awsvpc.securityGroups },
    });
    this.start(rule, this.role);
    return { ...target.bind(rule, id), role: this.role, ecsParameters: this.parameters() };
  }

  /** All of them, for the L2 knows no capacity providers, and public addresses only where it chooses the subnets by itself. */
  private parameters(): events.CfnRule.EcsParametersProperty {
    const { taskDefinition, launchType, strategy, awsvpc } = this.run;
    return {
      taskDefinitionArn: taskDefinition.taskDefinitionArn,
      taskCount: this.options.taskCount ?? 1,
      launchType,
      capacityProviderStrategy: strategy,
      networkConfiguration: awsvpc && { awsVpcConfiguration: idsOf(awsvpc) },
      propagateTags: ecs.PropagatedTagSource.TASK_DEFINITION,
      enableExecuteCommand: true,
    };
  }
}

/** Takes what the L2 grants, which is more than it takes to run the task, or less where the task runs on instances. */
const NOBODY = { addToPrincipalPolicy: () => ({ statementAdded: false }) } as Partial<iam.IRole> as iam.IRole;
