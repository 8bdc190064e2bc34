import { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import type { TaskReplacementOptions } from '../task-replacement-options';

const SESSION = '$.detail.responseElements';

/**
 * Waits until a session has ended, and then stops its task if a service replaces it.
 *
 * Without a Lambda function: Step Functions calls Systems Manager and Amazon ECS by itself.
 *
 * @param taskArns the tasks that may be stopped
 */
export function replacement(scope: Construct, taskArns: string[], options: TaskReplacementOptions): sfn.StateMachine {
  const wait = new sfn.Wait(scope, 'Wait', { time: sfn.WaitTime.duration(Duration.minutes(1)) });
  const askForSession = new tasks.CallAwsService(scope, 'AskForSession', {
    service: 'ssm',
    action: 'describeSessions',
    parameters: { State: 'Active', Filters: [{ Key: 'SessionId', Value: sfn.JsonPath.stringAt(`${SESSION}.session.sessionId`) }] },
    iamAction: 'ssm:DescribeSessions',
    iamResources: ['*'],
    resultPath: '$.active',
  });
  const askForTask = new tasks.CallAwsService(scope, 'AskForTask', {
    service: 'ecs',
    action: 'describeTasks',
    parameters: { Cluster: sfn.JsonPath.stringAt(`${SESSION}.clusterArn`), Tasks: sfn.JsonPath.array(sfn.JsonPath.stringAt(`${SESSION}.taskArn`)) },
    iamAction: 'ecs:DescribeTasks',
    iamResources: taskArns,
    resultPath: '$.found',
  });
  const stop = new tasks.CallAwsService(scope, 'StopTask', {
    service: 'ecs',
    action: 'stopTask',
    parameters: {
      Cluster: sfn.JsonPath.stringAt(`${SESSION}.clusterArn`),
      Task: sfn.JsonPath.stringAt(`${SESSION}.taskArn`),
      Reason: sfn.JsonPath.format('A session of ECS Exec was open in it: {}', sfn.JsonPath.stringAt(`${SESSION}.session.sessionId`)),
    },
    iamAction: 'ecs:StopTask',
    iamResources: taskArns,
  });
  const done = new sfn.Succeed(scope, 'Done', { comment: 'The task has stopped, or no service would replace it' });

  return new sfn.StateMachine(scope, 'StateMachine', {
    ...options,
    comment: 'Replaces a task after somebody was in it',
    definitionBody: sfn.DefinitionBody.fromChainable(wait.next(askForSession).next(new sfn.Choice(scope, 'IsOpen')
      .when(sfn.Condition.isPresent('$.active.Sessions[0]'), wait)
      .otherwise(askForTask.next(new sfn.Choice(scope, 'IsReplaced')
        .when(sfn.Condition.and(
          sfn.Condition.isPresent('$.found.Tasks[0].Group'),
          sfn.Condition.stringMatches('$.found.Tasks[0].Group', 'service:*'),
          sfn.Condition.stringEquals('$.found.Tasks[0].DesiredStatus', 'RUNNING'),
        ), stop)
        .otherwise(done))))),
    // longer than any session
    timeout: Duration.hours(25),
  });
}
