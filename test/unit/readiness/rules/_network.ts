import { changed } from './_judge';
import { NETWORK_RULES } from './_network-rules';
import { att, ENVIRONMENT, isolatedFargate, publicFargate, publicInstances, ref, sub, type Template } from './_ready';
import { judge } from '../../../../src/readiness/private/judge';
import { Model } from '../../../../src/readiness/private/model/model';
import { input, system } from '../sources/_builders';

/** What all rules about the network say of one subject: `Rule severity resource.path`, or `Rule unknown resource.path`. */
export function told(templates: Template | readonly Template[], id = 'Service', environment: object = ENVIRONMENT): readonly string[] {
  return explained(templates, id, environment).map(([line]) => line);
}

/** The same, each with its cause or reason. */
export function explained(templates: Template | readonly Template[], id = 'Service', environment: object = ENVIRONMENT): readonly (readonly [string, string])[] {
  const all = Array.isArray(templates) ? templates as readonly Template[] : [templates as Template];
  const model = new Model(system(...all.map((template, index) => input(template, { name: `stack${index}`, environment }))));
  const subject = model.subjects.find((each) => each.id === id)!;
  return NETWORK_RULES.flatMap((rule) => {
    const { findings, unknowns } = judge(subject, [rule]);
    const place = ({ resource, path }: { resource: string; path: string }) => path === '' ? resource : `${resource}.${path}`;
    return [
      ...findings.map((finding) => [`${rule.id} ${finding.severity} ${place(finding)}`, finding.cause] as const),
      ...unknowns.map((fact) => [`${rule.id} unknown ${place(fact)}`, fact.reason] as const),
    ];
  });
}

export type Resources = Template['Resources'];

/** On Fargate in private subnets behind a NAT gateway, which is in a public subnet. */
export function natFargate(): Template {
  return changed(publicFargate, (resources) => {
    Object.assign(resources, {
      PublicSubnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Vpc'), CidrBlock: '10.0.9.0/24' } },
      PublicRoutes: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: ref('Vpc') } },
      PublicAssociation: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: ref('PublicSubnet'), RouteTableId: ref('PublicRoutes') } },
      PublicDefault: {
        Type: 'AWS::EC2::Route',
        DependsOn: 'Attachment',
        Properties: {
          RouteTableId: ref('PublicRoutes'), DestinationCidrBlock: '0.0.0.0/0', GatewayId: ref('Gateway'),
        },
      },
      Address: { Type: 'AWS::EC2::EIP', DependsOn: 'Attachment', Properties: { Domain: 'vpc' } },
      Nat: {
        Type: 'AWS::EC2::NatGateway',
        DependsOn: ['PublicDefault', 'PublicAssociation'],
        Properties: {
          SubnetId: ref('PublicSubnet'), AllocationId: att('Address', 'AllocationId'),
        },
      },
    });
    resources.Default.Properties = { RouteTableId: ref('Routes'), DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: ref('Nat') };
    awsvpcOf(resources).AssignPublicIp = 'DISABLED';
  });
}

/** The instances of `publicInstances`, with tasks that have network interfaces of their own. */
export function awsvpcInstances(): Template {
  return changed(publicInstances, (resources) => {
    resources.Task.Properties.NetworkMode = 'awsvpc';
    resources.Service.Properties.NetworkConfiguration = { AwsvpcConfiguration: { Subnets: [ref('SubnetA'), ref('SubnetB')], SecurityGroups: [ref('Group')] } };
  });
}

const ENDPOINTS = {
  Ecs: 'ecs', EcsAgent: 'ecs-agent', EcsTelemetry: 'ecs-telemetry', EcrApi: 'ecr.api', EcrDkr: 'ecr.dkr', Logs: 'logs', Kms: 'kms', Ssmmessages: 'ssmmessages',
};

/** Instances without a way out, but for endpoints. */
export function isolatedInstances(change: (resources: Resources) => void = () => undefined): Template {
  return changed(publicInstances, (resources) => {
    without(resources, 'Default');
    resources.Task.Properties.ContainerDefinitions[0].Image = '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app:v1';
    resources.Group.Properties.SecurityGroupIngress = [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/16' }];
    for (const [name, service] of Object.entries(ENDPOINTS)) {
      resources[name] = {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: {
          ...isolatedFargate().Resources.Kms.Properties, ServiceName: sub(`com.amazonaws.\${AWS::Region}.${service}`), SecurityGroupIds: [ref('Group')],
        },
      };
    }
    resources.S3 = isolatedFargate().Resources.S3;
    (resources.Service.DependsOn as string[]).push(...Object.keys(ENDPOINTS), 'S3');
    change(resources);
  });
}

export function awsvpcOf({ Service }: Resources): Record<string, any> {
  return Service.Properties.NetworkConfiguration.AwsvpcConfiguration;
}

/** Takes resources away, and what depended on them. */
export function without(resources: Resources, ...names: string[]): void {
  for (const name of names) {
    delete resources[name];
  }
  for (const resource of Object.values(resources)) {
    const dependsOn = [resource.DependsOn ?? []].flat().filter((name) => !names.includes(name));
    resource.DependsOn = dependsOn;
  }
}

/** A network ACL for both subnets that lets everything through but for some entries. */
export function withAcl(resources: Resources, entries: Readonly<Record<string, object>>): void {
  resources.Acl = { Type: 'AWS::EC2::NetworkAcl', Properties: { VpcId: ref('Vpc') } };
  for (const name of ['SubnetA', 'SubnetB']) {
    resources[`Acl${name}`] = { Type: 'AWS::EC2::SubnetNetworkAclAssociation', Properties: { SubnetId: ref(name), NetworkAclId: ref('Acl') } };
  }
  const all = { AllIn: { RuleNumber: 100, Egress: false }, AllOut: { RuleNumber: 100, Egress: true }, ...entries };
  for (const [name, entry] of Object.entries(all)) {
    resources[name] = {
      Type: 'AWS::EC2::NetworkAclEntry',
      Properties: {
        NetworkAclId: ref('Acl'), Protocol: -1, RuleAction: 'allow', CidrBlock: '0.0.0.0/0', ...entry,
      },
    };
  }
}
