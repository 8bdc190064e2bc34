import { unclear, violated, type Fix, type Outcome, type Rule } from './rule';
import { allOf, anyOf, type Answer } from '../model/answer';
import { choicesOf } from '../model/choices';
import type { Model } from '../model/model';
import type { Items, Property } from '../model/property';
import { strategyOf } from '../model/strategy';
import type { Subject } from '../model/subject';

/** What AWS refuses of a daemon service. */
interface Refused {
  readonly at: Property;
  /** Whether it is there. */
  readonly answer: Answer;
  readonly what: string;
  readonly fix?: Fix;
}

const BY_LAUNCH_TYPE: Fix = { cdk: 'an Ec2Service without capacityProviderStrategies', cloudFormation: 'set LaunchType to EC2, and remove CapacityProviderStrategy' };

export const DaemonOptions: Rule = {
  id: 'DaemonOptions',
  catalogue: [],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'A daemon service has a launch type, and leaves it to the scheduler how many tasks there are and where they run.',
  fix: { cdk: 'leave the property out', cloudFormation: 'remove the property' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html',
  *check(subject) {
    const { parts: { at, kind }, model: { system } } = subject;
    const scheduling = at.at('SchedulingStrategy');
    // that there are no daemons on Fargate is told elsewhere
    if (kind !== 'service' || scheduling.given === 'no' || subject.runsOn('fargate') === 'yes') {
      return;
    }
    const isDaemon = agreed(choicesOf(scheduling, system), ({ literal }) => 'unknown' in literal ? 'unknown' : literal.known === 'DAEMON' ? 'yes' : 'no');
    for (const each of isDaemon === 'no' ? [] : refused(subject)) {
      yield* told({ ...each, answer: allOf([isDaemon, each.answer]) });
    }
  },
};

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
function refused(subject: Subject): readonly Refused[] {
  const { parts: { at }, model } = subject;
  const [strategies, maximum, controller] = [at.at('PlacementStrategies'), at.at('DeploymentConfiguration', 'MaximumPercent'), at.at('DeploymentController', 'Type')];
  return [
    ...strategy(subject),
    { at: at.at('DesiredCount'), answer: at.at('DesiredCount').given, what: 'a desired count' },
    { at: strategies, answer: filled(strategies.list), what: 'a placement strategy' },
    { at: maximum, answer: aboveHundred(maximum, model), what: 'a maximum above 100 percent' },
    { at: controller, answer: notByEcs(controller, model), what: 'a deployment controller but that of ECS' },
  ];
}

/**
 * A strategy of its own, or that of the cluster, which holds without a launch type. Both in one are told of elsewhere.
 *
 * @see https://github.com/aws/containers-roadmap/issues/692
 */
function strategy(subject: Subject): readonly Refused[] {
  const { launchType } = subject.parts;
  const found = launchType.given === 'yes' ? undefined : strategyOf(subject);
  const answer = found && allOf([filled(found.items), launchType.given === 'no' ? 'yes' : 'unknown']);
  return !found || !answer ? [] : [{
    at: found.byDefault ? launchType : found.at,
    answer,
    what: found.byDefault ? 'the default capacity provider strategy of the cluster, which holds without a launch type' : 'a capacity provider strategy',
    fix: BY_LAUNCH_TYPE,
  }];
}

function told({ at, answer, what, fix }: Refused): readonly Outcome[] {
  switch (answer) {
    case 'yes': return [violated(at, `the service is a daemon, and AWS refuses a daemon with ${what}`, fix === undefined ? {} : { fix })];
    case 'unknown': return [unclear(at, `whether the service is a daemon with ${what}, which AWS refuses, is not known`)];
    default: return [];
  }
}

function aboveHundred(maximum: Property, { system }: Model): Answer {
  return agreed(choicesOf(maximum, system), ({ number }) => 'unknown' in number ? 'unknown' : (number.known ?? 0) > 100 ? 'yes' : 'no');
}

function notByEcs(controller: Property, { system }: Model): Answer {
  return agreed(choicesOf(controller, system), ({ literal }) => 'unknown' in literal ? 'unknown' : literal.known === undefined || literal.known === 'ECS' ? 'no' : 'yes');
}

function filled({ items, more }: Items): Answer {
  return anyOf([...items.map(({ given }) => given), more === undefined ? 'no' : 'unknown']);
}

/** The answer for every value that a property may have. */
function agreed(choices: readonly Property[], test: (choice: Property) => Answer): Answer {
  const [first, ...others] = choices.map(test);
  return others.every((each) => each === first) ? first : 'unknown';
}
