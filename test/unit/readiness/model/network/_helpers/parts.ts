import type { Resources } from './seen';

const VPC = { Ref: 'Vpc' };

export function vpc(properties: Record<string, unknown> = {}): Resources {
  return { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true, ...properties } } };
}

export function subnet(name: string, tableName: string, properties: Record<string, unknown> = {}): Resources {
  return {
    [name]: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: VPC, CidrBlock: '10.0.0.0/24', AvailabilityZone: 'eu-west-1a', ...properties } },
    [`${name}Association`]: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: { Ref: name }, RouteTableId: { Ref: tableName } } },
  };
}

export function table(name: string): Resources {
  return { [name]: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: VPC } } };
}

export function route(name: string, tableName: string, target: Record<string, unknown>): Resources {
  return { [name]: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: tableName }, DestinationCidrBlock: '0.0.0.0/0', ...target } } };
}

export function internet(): Resources {
  return {
    Igw: { Type: 'AWS::EC2::InternetGateway' },
    Attachment: { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: { VpcId: VPC, InternetGatewayId: { Ref: 'Igw' } } },
  };
}

export function group(name: string, properties: Record<string, unknown> = {}): Resources {
  return { [name]: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: name, VpcId: VPC, ...properties } } };
}

export function endpoint(name: string, service: string, properties: Record<string, unknown> = {}): Resources {
  return {
    [name]: {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: {
        VpcId: VPC,
        VpcEndpointType: 'Interface',
        ServiceName: { 'Fn::Sub': `com.amazonaws.\${AWS::Region}.${service}` },
        PrivateDnsEnabled: true,
        SubnetIds: [{ Ref: 'Private' }],
        SecurityGroupIds: [{ Ref: 'Door' }],
        ...properties,
      },
    },
  };
}

/** A private subnet whose tasks reach nothing, and a group for endpoints that lets them in. */
export function isolated(): Resources {
  const ingress = [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, SourceSecurityGroupId: { Ref: 'Task' } }];
  return { ...vpc(), ...table('Table'), ...subnet('Private', 'Table'), ...group('Task'), ...group('Door', { SecurityGroupIngress: ingress }) };
}

/** With a public subnet and a NAT gateway in it. */
export function withNat(): Resources {
  return {
    ...isolated(),
    ...internet(),
    ...table('PublicTable'),
    ...subnet('Public', 'PublicTable', { CidrBlock: '10.0.1.0/24', MapPublicIpOnLaunch: true }),
    ...route('PublicRoute', 'PublicTable', { GatewayId: { Ref: 'Igw' } }),
    Nat: { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: { Ref: 'Public' }, AllocationId: 'eipalloc-1' } },
    ...route('Route', 'Table', { NatGatewayId: { Ref: 'Nat' } }),
  };
}

/** With an endpoint for the sessions. */
export function withEndpoint(properties: Record<string, unknown> = {}): Resources {
  return { ...isolated(), ...endpoint('Endpoint', 'ssmmessages', properties) };
}

/** The resources with the properties of one of them changed. */
export function changed(resources: Resources, name: string, properties: Record<string, unknown>, more: object = {}): Resources {
  return { ...resources, [name]: { ...resources[name], ...more, Properties: { ...resources[name].Properties, ...properties } } };
}

/** The resources without some of them. */
export function without(resources: Resources, ...names: string[]): Resources {
  return Object.fromEntries(Object.entries(resources).filter(([name]) => !names.includes(name)));
}
