import type { Host } from './host';
import { hostsIn } from './hosts-in';
import { linked } from './link';
import type { Model } from './model';
import type { Property } from './property';
import { isKnown, type Text } from './text';
import { sameText } from '../iam/index';

/** More groups of instances than anyone would look through. */
const MAX_GROUPS = 50;

/** The instances that join clusters by what their user data says, whoever launches them. */
export class ClusterHosts {
  private readonly byName = new Map<Text, Host[]>();
  private readonly unclear: Host[] = [];

  constructor(private readonly model: Model) {
    const launched = ['AWS::AutoScaling::AutoScalingGroup', 'AWS::EC2::Instance'].flatMap((type) => model.ofType(type));
    for (const host of launched.flatMap((resource) => hostsIn(resource, model))) {
      this.add(host);
    }
  }

  /** Those of the cluster that a property points to. */
  public of(pointer: Property): { readonly hosts: readonly Host[]; readonly maybe: readonly Host[]; readonly more?: string } {
    const { text } = pointer;
    const unclear = this.unclear.slice(0, MAX_GROUPS);
    if ('unknown' in text) {
      return { hosts: [], maybe: unclear };
    }
    const written = text.known ?? 'default';
    const cluster = linked(this.model.ecs.cluster(pointer));
    const names = [...new Set([written, written.replace(/^.*:cluster\//s, ''), ...cluster?.resource.identifiers ?? []])];
    const hosts = [...new Set(names.flatMap((name) => this.byName.get(name) ?? []))];
    const more = hosts.length > MAX_GROUPS ? { more: 'the cluster has more groups of instances than are looked at' } : {};
    const maybe = this.unclear.length > MAX_GROUPS ? unclear : unclear.filter((host) => mayJoin(host, names));
    return { hosts: hosts.slice(0, MAX_GROUPS), maybe, ...more };
  }

  private add(host: Host): void {
    const setting = host.agent.get('ECS_CLUSTER');
    if ('unknown' in setting) {
      this.unclear.push(host);
      return;
    }
    const { known = '' } = setting;
    const name = known === '' && host.image.kind === 'ecs' ? 'default' : known;
    if (name !== '') {
      this.byName.set(name, this.byName.get(name) ?? []);
      this.byName.get(name)!.push(host);
    }
    if (!isKnown(name) && !this.model.system.identified(name).some(({ type }) => type === 'AWS::ECS::Cluster')) {
      this.unclear.push(host);
    }
  }
}

function mayJoin(host: Host, names: readonly Text[]): boolean {
  const setting = host.agent.get('ECS_CLUSTER');
  return 'unknown' in setting || names.some((name) => sameText(setting.known ?? '', name) !== 'no');
}
