import type { Stage } from 'aws-cdk-lib';
import { DependencyGraph } from '../_helpers/dependency-graph';

interface Resource {
  readonly name: string;
  readonly type: string;
  /** The resources that a property names, of whatever stack; an id that is written out stands for itself. */
  readonly at: (...path: string[]) => string[];
}

type Template = {
  readonly Resources?: Record<string, { readonly Type: string; readonly Properties?: unknown }>;
  readonly Outputs?: Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>;
};

/**
 * The way from the tasks of a service to what they need, read from the templates of an app, and what is created before what.
 *
 * Everything on the way must be there when the first task starts.
 */
export class NetworkGraph {
  private readonly order: DependencyGraph;
  private readonly resources: Resource[];
  private readonly exported = new Map<string, string[]>();

  constructor(stage: Stage) {
    this.order = new DependencyGraph(stage);
    const stacks = stage.synth().stacksRecursively.map(({ stackName, template }) => ({ stackName, template: template as Template }));
    for (const { stackName, template } of stacks) {
      Object.values(template.Outputs ?? {}).forEach(({ Value, Export }) =>
        this.exported.set(JSON.stringify(Export?.Name), this.named(stackName, Value)));
    }
    this.resources = stacks.flatMap(({ stackName, template }) => Object.entries(template.Resources ?? {}).map(([id, { Type, Properties }]) => ({
      name: `${stackName}.${id}`,
      type: Type,
      at: (...path) => this.named(stackName, path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], Properties)),
    })));
  }

  public get services(): string[] {
    return this.of('AWS::ECS::Service').map(({ name }) => name);
  }

  /** What is on the way of the tasks of a service and is not created before it. */
  public late(service: string): string[] {
    const before = new Set(this.order.before(service));
    return this.wayOf(service).filter((name) => !before.has(name));
  }

  /** The resources on the way of the tasks of a service, by their types. */
  public typesOnTheWay(service: string): Record<string, number> {
    const types = this.wayOf(service).map((name) => this.resources.find((resource) => resource.name === name)!.type).sort();
    return Object.fromEntries([...new Set(types)].map((type) => [type, types.filter((other) => other === type).length]));
  }

  public cyclic(): string[] {
    return this.order.cyclic();
  }

  private wayOf(service: string): string[] {
    const { at } = this.resources.find(({ name }) => name === service)!;
    const subnets = at('NetworkConfiguration', 'AwsvpcConfiguration', 'Subnets');
    const groups = at('NetworkConfiguration', 'AwsvpcConfiguration', 'SecurityGroups');
    const vpcs = this.of('AWS::EC2::Subnet').filter(({ name }) => subnets.includes(name)).flatMap((subnet) => subnet.at('VpcId'));
    const tables = this.tablesOf(subnets);
    const endpoints = this.of('AWS::EC2::VPCEndpoint').filter((endpoint) => meet(endpoint.at('VpcId'), vpcs)
      // the name of an interface endpoint holds in the whole VPC, a gateway in the route tables that it names
      && (endpoint.at('VpcEndpointType')[0] === 'Interface' || meet(endpoint.at('RouteTableIds'), tables)));
    const endpointGroups = endpoints.flatMap((endpoint) => endpoint.at('SecurityGroupIds'));
    const rules = [
      ...this.of('AWS::EC2::SecurityGroupIngress').filter((rule) => meet(rule.at('GroupId'), endpointGroups) && meet(rule.at('SourceSecurityGroupId'), groups)),
      ...this.of('AWS::EC2::SecurityGroupEgress').filter((rule) => meet(rule.at('GroupId'), groups)),
    ];
    return [...new Set([...this.routed(subnets, vpcs), ...names(endpoints), ...names(this.of('AWS::EC2::SecurityGroup', endpointGroups)), ...names(rules)])];
  }

  /** Route tables, routes, and whatever the routes lead to, with the way of that. */
  private routed(subnets: string[], vpcs: string[]): string[] {
    const associations = this.of('AWS::EC2::SubnetRouteTableAssociation').filter((association) => meet(association.at('SubnetId'), subnets));
    const tables = this.tablesOf(subnets);
    const routes = this.of('AWS::EC2::Route').filter((route) => meet(route.at('RouteTableId'), tables));
    const internet = routes.flatMap((route) => route.at('GatewayId'));
    const transit = routes.flatMap((route) => route.at('TransitGatewayId'));
    const nats = this.of('AWS::EC2::NatGateway', routes.flatMap((route) => route.at('NatGatewayId')));
    const instances = this.of('AWS::EC2::Instance', routes.flatMap((route) => route.at('InstanceId')));
    const beyond = [...nats, ...instances].flatMap((nat) => nat.at('SubnetId')).filter((subnet) => !subnets.includes(subnet));
    return [
      ...names([...associations, ...routes, ...nats, ...instances]),
      ...names(this.of('AWS::EC2::RouteTable', tables)),
      ...names(this.of('AWS::EC2::EgressOnlyInternetGateway', routes.flatMap((route) => route.at('EgressOnlyInternetGatewayId')))),
      ...names(this.of('AWS::EC2::VPCGatewayAttachment').filter((attachment) => meet(attachment.at('InternetGatewayId'), internet))),
      ...names(this.of('AWS::EC2::TransitGatewayAttachment').filter((attachment) => meet(attachment.at('TransitGatewayId'), transit) && meet(attachment.at('VpcId'), vpcs))),
      ...beyond.length > 0 ? this.routed(beyond, vpcs) : [],
    ];
  }

  private tablesOf(subnets: string[]): string[] {
    return this.of('AWS::EC2::SubnetRouteTableAssociation').filter((association) => meet(association.at('SubnetId'), subnets))
      .flatMap((association) => association.at('RouteTableId'));
  }

  private of(type: string, among?: string[]): Resource[] {
    return this.resources.filter((resource) => resource.type === type && (among?.includes(resource.name) ?? true));
  }

  private named(stack: string, value: unknown): string[] {
    if (typeof value === 'string') {
      return [value];
    }
    if (typeof value !== 'object' || value === null) {
      return [];
    }
    return Object.entries(value).flatMap(([key, inner]) => {
      switch (key) {
        case 'Ref': return [`${stack}.${inner as string}`];
        case 'Fn::GetAtt': return [`${stack}.${[inner as string | string[]].flat()[0].split('.')[0]}`];
        case 'Fn::ImportValue': return this.exported.get(JSON.stringify(inner)) ?? [];
        default: return this.named(stack, inner);
      }
    });
  }
}

function meet(some: string[], others: string[]): boolean {
  return some.some((name) => others.includes(name));
}

function names(resources: Resource[]): string[] {
  return resources.map(({ name }) => name);
}
