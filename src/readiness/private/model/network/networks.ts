import { endpointsOf, serviceOf, typeOf } from './endpoints';
import { natGatewaysOf } from './nat-gateways';
import { networkAclsOf } from './network-acls';
import { defaultOf } from './own-ids';
import { neighboursOf, placeOf } from './places';
import { routeTablesOf } from './route-tables';
import { securityGroupsOf } from './security-groups';
import { subnetsOf } from './subnets';
import { View } from './view';
import { vpcsOf } from './vpcs';
import { parsePolicy, type Policy } from '../../iam/index';
import type { Known, Network } from '../../reach/network';
import { NetworkIndex } from '../../reach/network-index';
import { resourceOf } from '../../sources/holes';
import type { ResolvedResource, ResolvedSystem, ResolvedTemplate } from '../../sources/resolved';
import { Property } from '../property';
import type { Text } from '../text';

/** An endpoint of a VPC, with the resource that makes it. */
export interface EndpointResource {
  readonly resource: ResolvedResource;
  readonly service: Known<string>;
  readonly type: Known<'interface' | 'gateway'>;
}

/** All networks of a system. */
export class Networks {
  private readonly networks = new Map<string, Network>();
  private readonly policies = new Map<ResolvedResource, Policy | undefined>();
  private byVpc?: ReadonlyMap<Text, readonly EndpointResource[]>;

  constructor(private readonly system: ResolvedSystem) {}

  /** The network as seen from the stack of a resource (its account and region); one object per place, built once, never changed. */
  public of(resource: ResolvedResource): Network {
    const template = this.system.template(resource.stack)!;
    const place = placeOf(template);
    const network = this.networks.get(place) ?? build(this.system, template);
    this.networks.set(place, network);
    return network;
  }

  /** The resource that an id of the network stands for; the VPC for what it brings along. */
  public resource(id: Text): ResolvedResource | undefined {
    const found = this.system.identified(id).filter(({ created }) => created !== 'no');
    const holder = resourceOf(id);
    const vpc = holder && this.system.resource(holder.stack, holder.logicalId);
    return found.length === 1 ? found[0] : vpc?.type === 'AWS::EC2::VPC' && vpc.created !== 'no' ? vpc : undefined;
  }

  /** The VPC endpoint by its id, and its policy parsed: no policy lets everything through. */
  public endpoint(id: Text): { resource: ResolvedResource; policy: Policy | undefined } | undefined {
    const resource = this.resource(id);
    return resource?.type === 'AWS::EC2::VPCEndpoint' ? { resource, policy: this.policyOf(resource) } : undefined;
  }

  /** All interface and gateway endpoints of a VPC. */
  public endpointsIn(vpc: Text): readonly EndpointResource[] {
    this.byVpc ??= this.endpointsByVpc();
    return this.byVpc.get(vpc) ?? [];
  }

  /** The group that an interface has which is given none: the default one of the VPC of its subnets. */
  public defaultGroupOf(subnets: Known<readonly Text[]>, from: ResolvedResource): Known<readonly Text[]> {
    const index = NetworkIndex.of(this.of(from));
    const vpcs = new Set(('known' in subnets ? subnets.known : []).map((id) => {
      const vpc = index.subnets.get(id)?.vpc;
      return vpc && 'known' in vpc ? vpc.known : undefined;
    }));
    const [vpc] = vpcs;
    const resource = vpcs.size === 1 && vpc !== undefined ? this.resource(vpc) : undefined;
    return resource ? { known: [defaultOf(resource, 'DefaultSecurityGroup')] } : { unknown: 'no security group is named, and the default one of the VPC is not at hand' };
  }

  private policyOf(resource: ResolvedResource): Policy | undefined {
    if (!this.policies.has(resource)) {
      const { value } = Property.of(resource).at('PolicyDocument');
      this.policies.set(resource, value === undefined ? undefined : parsePolicy(value, `the policy of endpoint ${resource.logicalId}`));
    }
    return this.policies.get(resource);
  }

  private endpointsByVpc(): ReadonlyMap<Text, readonly EndpointResource[]> {
    const view = new View(this.system, this.system.templates);
    const byVpc = new Map<Text, EndpointResource[]>();
    for (const at of view.all('AWS::EC2::VPCEndpoint')) {
      const type = typeOf(at);
      const { text } = at.at('VpcId');
      if (type && 'known' in text && text.known !== undefined) {
        const endpoint = { resource: at.resource, service: serviceOf(at, this.system.template(at.resource.stack)!.region), type };
        byVpc.set(text.known, byVpc.get(text.known) ?? []);
        byVpc.get(text.known)!.push(endpoint);
      }
    }
    return byVpc;
  }
}

function build(system: ResolvedSystem, template: ResolvedTemplate): Network {
  const view = new View(system, neighboursOf(template, system));
  return {
    region: template.region,
    vpcs: vpcsOf(view),
    subnets: subnetsOf(view),
    routeTables: routeTablesOf(view),
    natGateways: natGatewaysOf(view),
    securityGroups: securityGroupsOf(view),
    networkAcls: networkAclsOf(view),
    endpoints: endpointsOf(view),
    dualStackServices: { unknown: 'which names of AWS have IPv6 addresses is not looked up' },
  };
}
