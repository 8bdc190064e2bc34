import type { DeployedAccess } from './deployed-access';
import { opened, refused } from './session-records';
import { ACCOUNT } from '../_examples/deployed-example';

const MAIL = 'security';
const USER = `arn:aws:sts::${ACCOUNT}:assumed-role/Operators/ada`;

interface Target {
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly InputTransformer?: { readonly InputPathsMap: Record<string, string>; readonly InputTemplate: string };
}

/** What one event led to. */
export interface Told {
  readonly recorded: number;
  /** What those who subscribed to the topic were told. */
  readonly messages: string[];
  readonly replacements: number;
}

/** The audit of the access example, with somebody who has subscribed to its topic. */
export class DeployedAudit {
  public static async of(deployed: DeployedAccess): Promise<DeployedAudit> {
    const queue = await DeployedAudit.subscribe(deployed);
    return new DeployedAudit(deployed, queue, await deployed.id('Audit', 'AWS::Logs::LogGroup'), await deployed.id('Audit', 'AWS::StepFunctions::StateMachine'));
  }

  private static async subscribe(deployed: DeployedAccess): Promise<string> {
    const { QueueUrl } = await DeployedAudit.sqs<{ QueueUrl: string }>(deployed, 'create-queue', '--queue-name', MAIL);
    await deployed.aws('sns', 'subscribe', '--topic-arn', await deployed.id('Audit', 'AWS::SNS::Topic'), '--protocol', 'sqs',
      '--notification-endpoint', `arn:aws:sqs:${deployed.region}:${ACCOUNT}:${MAIL}`, '--attributes', 'RawMessageDelivery=true');
    return QueueUrl;
  }

  /** The command knows this service by an address of its own. */
  private static async sqs<T>({ emulator, region }: DeployedAccess, ...args: string[]): Promise<T> {
    return emulator.aws<T>(region, 'sqs', '--endpoint-url', emulator.endpoint, ...args);
  }

  private seen = { events: 0, executions: 0 };

  private constructor(
    private readonly deployed: DeployedAccess,
    private readonly queue: string,
    public readonly logGroup: string,
    public readonly stateMachine: string,
  ) {}

  public async rule(prefix: string): Promise<{ readonly EventPattern: string; readonly State: string; readonly Arn: string }> {
    return this.deployed.aws('events', 'describe-rule', '--name', await this.deployed.id('Audit', 'AWS::Events::Rule', prefix));
  }

  public async targets(prefix: string): Promise<Target[]> {
    const rule = await this.deployed.id('Audit', 'AWS::Events::Rule', prefix);
    return (await this.deployed.aws<{ Targets: Target[] }>('events', 'list-targets-by-rule', '--rule', rule)).Targets;
  }

  /** Somebody opens a session in a cluster. */
  public async open(clusterArn: string): Promise<Told> {
    return this.tell(opened(sessionIn(clusterArn)));
  }

  /** Somebody is refused one. */
  public async refuse(clusterArn: string): Promise<Told> {
    return this.tell(refused(sessionIn(clusterArn)));
  }

  private async tell(record: object): Promise<Told> {
    const { emulator, region } = this.deployed;
    const event = { Source: 'aws.ecs', DetailType: 'AWS API Call via CloudTrail', Detail: JSON.stringify(record) };
    await emulator.aws(region, 'events', 'put-events', '--entries', JSON.stringify([event]));
    const { events } = await emulator.aws<{ events: unknown[] }>(region, 'logs', 'filter-log-events', '--log-group-name', this.logGroup);
    const { executions } = await emulator.aws<{ executions: unknown[] }>(region, 'stepfunctions', 'list-executions', '--state-machine-arn', this.stateMachine);
    const before = this.seen;
    this.seen = { events: events.length, executions: executions.length };
    return { recorded: events.length - before.events, messages: await this.messages(), replacements: executions.length - before.executions };
  }

  private async messages(): Promise<string[]> {
    const answer = await DeployedAudit.sqs<{ Messages: { Body: string }[] } | undefined>(this.deployed, 'receive-message', '--queue-url', this.queue, '--max-number-of-messages', '10');
    return answer?.Messages.map(({ Body }) => JSON.parse(Body) as string) ?? [];
  }
}

function sessionIn(clusterArn: string) {
  return { clusterArn, taskArn: `${clusterArn.replace(':cluster/', ':task/')}/1a2b`, user: USER };
}
