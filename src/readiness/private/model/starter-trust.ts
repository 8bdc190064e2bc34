import { Property } from './property';
import type { Starter } from './starter';
import type { Subject } from './subject';
import { hole, type Text } from './text';
import { contextOf, trusts, type Decision, type Policy } from '../iam/index';

/** The name by which policies know a service. */
export function principalOf({ service }: Starter): string {
  return `${service}.amazonaws.com`;
}

/**
 * Whether a service that starts tasks may assume a role for what stands in the template.
 *
 * A service may be named with its region, too. What else than groups and state machines is passed as the source is not documented.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export function trustsStarter(subject: Subject, starter: Starter, trust: Policy): Decision {
  const { partition, region, account } = subject.template;
  const asks = (source: Text) => {
    const context = contextOf({ 'aws:SourceAccount': account, 'aws:SourceArn': source, 'sts:ExternalId': 'absent' });
    const names = [principalOf(starter), `${starter.service}.${region}.amazonaws.com`, ...partition === 'aws-cn' ? [`${starter.service}.${region}.amazonaws.com.cn`] : []];
    const decisions = names.map((name) => trusts(trust, name, context));
    return decisions.find(({ answer }) => answer === 'yes') ?? decisions.find(({ answer }) => answer === 'unknown') ?? decisions[0];
  };
  const known = asks(sourceOf(subject, starter));
  return known.answer === 'no' ? asks(hole('unknown', 'what the role is assumed for')) : known;
}

function sourceOf({ resource, template: { partition, region, account } }: Subject, { service }: Starter): Text {
  const unknown = hole('unknown', 'what the role is assumed for');
  if (service !== 'scheduler') {
    return service === 'states' ? resource.arn ?? unknown : unknown;
  }
  const group = Property.of(resource).at('GroupName').text;
  const name = 'unknown' in group ? hole('unknown', 'the group of the schedule') : group.known ?? 'default';
  return `arn:${partition}:scheduler:${region}:${account}:schedule-group/${name}`;
}
