import { doubted, type Need } from './need';
import { hostsOf } from '../hosts';
import type { Subject } from '../subject';

/**
 * What instances must reach whose cluster is named by the metadata of the template: `cfn-init` loads them.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/cfn-init.html
 */
export function cfnInitNeeds(subject: Subject): readonly Need[] {
  const { hosts, maybe, more } = hostsOf(subject);
  const loading = hosts.filter(({ agent }) => agent.isLoaded('ECS_CLUSTER'));
  const all = loading.length === hosts.length && maybe.length === 0 && more === undefined;
  return loading.slice(0, 1).map(({ userDataAt }) => ({
    services: ['cloudformation'],
    why: 'cfn-init, which tells the agent its cluster',
    at: userDataAt,
    from: 'host',
    weight: 'error',
    ...doubted(all ? undefined : 'other instances do without cfn-init, or may do'),
    calls: [],
  }));
}
