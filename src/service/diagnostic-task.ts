import * as cdk from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { ExecReadyService } from './exec-ready-service';
import { ExecReadyTask } from './exec-ready-task';
import { placeOf } from './private/task-network';
import { probesOf } from './private/task-probes';
import { Workload } from './private/workload';

/**
 * Properties of a DiagnosticTask.
 */
export interface DiagnosticTaskProps {
  /**
   * The service beside which the task runs.
   */
  readonly service: ExecReadyService;

  /**
   * An image with `sleep` and a shell. The probes take `bash`, `getent` and `timeout` as well.
   *
   * From isolated subnets only images of private Amazon ECR can be pulled: push a copy of the default there.
   *
   * @default - the AWS CLI of Amazon ECR Public, public.ecr.aws/aws-cli/aws-cli:2.22.35
   */
  readonly image?: ecs.ContainerImage;

  /**
   * How long the task runs when nobody stops it, in whole seconds from 1 minute to 1 day.
   *
   * @default Duration.hours(1)
   */
  readonly duration?: cdk.Duration;
}

/**
 * A task to look around from, in the cluster, subnets and security groups of a service whose own image has no shell.
 *
 * It runs on AWS Fargate, by hand (`runTaskCommand`), with a role of its own that may open sessions and nothing else, and ends by itself.
 * It makes the service neither better nor worse: what the service reaches, it reaches. The `probes` are lines for a session in it.
 *
 * Throws when its image cannot be pulled from the subnets, when these are not known, or when the duration is out of range.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 *
 * @example
 * declare const api: ExecReadyService;
 * const look = new DiagnosticTask(this, 'Look', {
 *   service: api,
 *   image: ecs.ContainerImage.fromEcrRepository(repository, 'aws-cli'),
 * });
 * look.grants.run(operators);
 * look.grants.exec(operators);
 */
export class DiagnosticTask extends ExecReadyTask {
  /**
   * Lines for a shell in the task, one for each AWS service that the service or its instances call: whether its name resolves, and
   * whether port 443 is open.
   *
   * Known at synthesis.
   */
  public readonly probes: string[];

  constructor(scope: Construct, id: string, props: DiagnosticTaskProps) {
    const { service, image = ecs.ContainerImage.fromRegistry(AWS_CLI), duration = cdk.Duration.hours(1) } = props;
    const workload = Workload.of(service);
    super(scope, id, {
      ...placeOf(service, workload, service.connections),
      cluster: service.cluster,
      container: { image, entryPoint: ['sleep'], command: [`${secondsOf(scope, id, duration)}`], containerName: 'diagnosis' },
    });

    this.probes = cdk.Lazy.list({ produce: () => probesOf(this, workload.calls) });
    new cdk.CfnOutput(this, 'Probes', { value: cdk.Fn.join('\n', this.probes), description: 'Lines for a session in the task' });
  }
}

const AWS_CLI = 'public.ecr.aws/aws-cli/aws-cli:2.22.35';

function secondsOf(scope: Construct, id: string, duration: cdk.Duration): number {
  const seconds = duration.toSeconds({ integral: false });
  if (!(Number.isInteger(seconds) && seconds >= 60 && seconds <= 86_400)) {
    throw new Error(`${scope.node.path}/${id}: the duration ${duration.toString()} is not a whole number of seconds from 1 minute to 1 day; choose one that is`);
  }
  return seconds;
}
