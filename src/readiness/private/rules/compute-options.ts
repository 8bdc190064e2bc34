import { unclear, violated, type Fix, type Outcome, type Rule } from './rule';
import { choicesOf } from '../model/choices';
import { isNoLaunchType } from '../model/compute';
import { strategyOf, type Strategy } from '../model/strategy';
import type { Subject } from '../model/subject';

const PLACEMENT = ['PlacementConstraints', 'PlacementStrategies', 'PlacementStrategy'];

export const ComputeOptions: Rule = {
  id: 'ComputeOptions',
  catalogue: ['X-095'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'Nothing is asked of the scheduler that there is not where the tasks run: no placement and no daemons on Fargate, no Fargate Spot for Windows, no platform version and no public address elsewhere.',
  fix: { cdk: 'an Ec2Service for placement, a FargateService for platform versions', cloudFormation: 'remove the property' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html',
  *check(subject) {
    yield* spotOnWindows(subject);
    yield* publicAddress(subject);
    const { parts: { at, kind, platformVersion }, model } = subject;
    if (subject.runsOn('fargate') === 'yes' && kind !== 'batch') {
      for (const placement of PLACEMENT.map((name) => at.at(name))) {
        yield* placement.list.items.some(({ given }) => given === 'yes') ? [violated(placement, 'tasks are placed on Fargate, which takes no rules for that')] : [];
      }
      const scheduling = at.at('SchedulingStrategy');
      const isDaemon = choicesOf(scheduling, model.system).every(({ value }) => value === 'DAEMON');
      yield* isDaemon ? [violated(scheduling, 'there are no daemons on Fargate')] : [];
    }
    const isElsewhere = subject.runsOn('ec2', 'external') === 'yes' && !strategyOf(subject);
    if (isElsewhere && kind !== 'batch' && platformVersion.given === 'yes') {
      yield violated(platformVersion, 'platform versions are of Fargate, and the tasks do not run there');
    }
  },
};

/**
 * ECS refuses to give a public address to tasks that bring their network interface to an instance of the cluster. Of managed instances it is not
 * documented.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
 */
function publicAddress(subject: Subject): readonly Outcome[] {
  const { parts: { awsvpc, kind, launchType }, compute, model, networkMode } = subject;
  const at = awsvpc.at('AssignPublicIp');
  const onInstances = 'known' in compute ? subject.runsOn('ec2') === 'yes' : !isNoLaunchType(launchType, model.system) && 'unknown';
  // other network modes take no network configuration at all, which is told elsewhere
  if (at.given === 'no' || !onInstances || kind === 'batch' || 'known' in networkMode && networkMode.known !== 'awsvpc') {
    return [];
  }
  const asked = choicesOf(at, model.system).map(({ literal }) => 'known' in literal ? literal.known === 'ENABLED' : undefined);
  if (asked.every((each) => each === false)) {
    return [];
  }
  return onInstances === true && asked.every((each) => each === true)
    ? [violated(at, 'a public address is asked for, which ECS refuses for tasks on instances: "Assign public IP is not supported for this launch type"', { fix: PRIVATE })]
    : [unclear(at, `whether a public address is asked for on instances, which ECS refuses, is not known: ${'unknown' in compute ? compute.unknown : at.doubt ?? `it is ${at.shown}`}`)];
}

const PRIVATE: Fix = {
  cdk: 'leave out assignPublicIp, with vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }',
  cloudFormation: 'set AssignPublicIp to DISABLED, in subnets whose default route leads to a NAT gateway or with VPC endpoints',
};

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows-considerations.html */
function spotOnWindows(subject: Subject): readonly Outcome[] {
  const { os, taskDefinition } = subject;
  const strategy = strategyOf(subject);
  const spot = strategy?.providers.findIndex((provider) => provider?.spot === true) ?? -1;
  if (!strategy || spot < 0 || !('to' in taskDefinition) || 'known' in os && os.known === 'linux') {
    return [];
  }
  const at = strategy.items.items[spot].at('CapacityProvider');
  const isSure = 'known' in os && isUsed(strategy, spot);
  return [isSure ? violated(at, 'there is no Fargate Spot for Windows, which the tasks run', {
    fix: { cdk: "capacityProviderStrategies: [{ capacityProvider: 'FARGATE', weight: 1 }]", cloudFormation: 'leave FARGATE_SPOT out of the strategy' },
  }) : unclear(at, 'whether tasks of Windows are to run on Fargate Spot, where there is no Windows, is not known')];
}

/** Whether a provider certainly gets tasks: a single one needs no weight. */
function isUsed({ items: { items, more } }: Strategy, index: number): boolean {
  const [weight, base] = ['Weight', 'Base'].map((key) => items[index].at(key).number);
  const isAlone = items.length === 1 && more === undefined;
  return items[index].given === 'yes' && (isAlone || [weight, base].some((number) => 'known' in number && number.known !== undefined && number.known > 0));
}
