import type { Path } from '../model/paths';
import type { Subject } from '../model/subject';
import { readable, type Text } from '../model/text';
import { shownService } from '../model/traffic/service-names';

/** Who cannot reach what, and what for. */
export function shownPaths(paths: readonly Path[]): string {
  const bearers = [...new Set(paths.map(({ need }) => need.from))];
  return bearers.map((from) => {
    const whys = new Map<string, Set<string>>();
    for (const { need } of paths.filter((path) => path.need.from === from)) {
      const service = shownService(need.services[0]);
      whys.set(service, (whys.get(service) ?? new Set()).add(need.why));
    }
    const services = [...whys].map(([service, reasons]) => `${service} (${[...reasons].join(', ')})`);
    return `${from === 'task' ? 'the tasks' : 'the instances'} cannot reach ${joined(services)}`;
  }).join(', and ');
}

/** The things that ids stand for, by their logical ids when they are in the templates. */
export function shownIds(ids: readonly (Text | undefined)[], { model }: Subject): string {
  const known = ids.filter((id) => id !== undefined);
  return joined([...new Set(known)].map((id) => model.networks.resource(id)?.logicalId ?? readable(id)));
}

/** Network ACLs, each given by the ids of its subnet and, if that is known, its own. */
export function shownAcls(ids: readonly (readonly Text[])[], subject: Subject): string {
  const words = ids.map(([subnet, acl]) => {
    const shown = shownIds([acl ?? subnet], subject);
    return acl === undefined ? `the network ACL of ${shown}`
      : subject.model.networks.resource(acl)?.type === 'AWS::EC2::VPC' ? `the default network ACL of ${shown}` : `the network ACL ${shown}`;
  });
  return joined([...new Set(words)]);
}

export function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}
