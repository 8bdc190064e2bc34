import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ExecEndpointSource, ExecNetwork, ExecOperatorNetwork, ExecReadyCluster, ExecSession, ReadinessReport, SessionLog, type ExecOperatorNetworkProps } from '../../../src';
import { newService, newStack } from '../_helpers/apps';
import { endpointsOf, idsOf, statementsOf } from '../_helpers/templates';
import { warningIds, warningText } from '../_helpers/warnings';

type Desk = Partial<ExecOperatorNetworkProps> & Pick<ExecOperatorNetworkProps, 'vpc'>;

/** The VPC of the operators, apart from that of the service. */
function offices(stack: Stack, subnetType: ec2.SubnetType, id = 'Offices'): ec2.Vpc {
  return new ec2.Vpc(stack, id, {
    maxAzs: 2,
    restrictDefaultSecurityGroup: false,
    natGateways: subnetType === ec2.SubnetType.PRIVATE_WITH_EGRESS ? undefined : 0,
    subnetConfiguration: [
      { name: 'Desks', subnetType },
      ...subnetType === ec2.SubnetType.PRIVATE_WITH_EGRESS ? [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }] : [],
    ],
  });
}

/** A network of operators whose one machine is in a group of its own. */
function newDesk(stack: Stack, { vpc, ...props }: Desk): ExecOperatorNetwork {
  const group = new ec2.SecurityGroup(stack, 'Machines', { vpc });
  return new ExecOperatorNetwork(stack, 'Desk', { vpc, operators: group, ...props });
}

function newOperators(stack: Stack): iam.Role {
  return new iam.Role(stack, 'Operators', { assumedBy: new iam.AccountRootPrincipal() });
}

/** The services that have an endpoint in a VPC of the template. */
function servicesIn(stack: Stack, vpc: ec2.IVpc): string[] {
  const template = Template.fromStack(stack);
  const all = Object.values(template.findResources('AWS::EC2::VPCEndpoint', { Properties: { VpcId: stack.resolve(vpc.vpcId) } }));
  return all.map(({ Properties }) => String((JSON.stringify(Properties.ServiceName).match(/[a-z]+(?=")/g) ?? []).at(-1))).sort();
}

describe('ExecOperatorNetwork', () => {
  test('has what an isolated machine needs, and admits that machine alone', () => {
    const stack = newStack();
    const vpc = offices(stack, ec2.SubnetType.PRIVATE_ISOLATED);
    newService(stack).grants.exec(newOperators(stack), { from: newDesk(stack, { vpc }) });
    expect(servicesIn(stack, vpc)).toEqual(['ecs', 'kms', 'ssmmessages']);
    const template = Template.fromStack(stack);
    const [machines] = idsOf(template, 'AWS::EC2::SecurityGroup', 'Machines');
    const rules = Object.entries(template.findResources('AWS::EC2::SecurityGroupIngress')).filter(([id]) => id.startsWith('Desk'));
    expect(rules.map(([, { Properties }]) => [Properties.SourceSecurityGroupId, Properties.FromPort, Properties.ToPort])).toEqual([
      [{ 'Fn::GetAtt': [machines, 'GroupId'] }, 443, 443],
    ]);
    expect(warningIds(stack)).toEqual([]);
  });

  test('lets operators open sessions from there only', () => {
    const stack = newStack();
    const vpc = offices(stack, ec2.SubnetType.PRIVATE_ISOLATED);
    newService(stack).grants.exec(newOperators(stack), { from: newDesk(stack, { vpc }) });
    const statements = statementsOf(Template.fromStack(stack), 'Operators');
    expect(statements).toHaveLength(4);
    expect(statements.map(({ Condition }) => (Condition as { StringEquals: object }).StringEquals))
      .toEqual(statements.map(() => expect.objectContaining({ 'aws:SourceVpc': stack.resolve(vpc.vpcId) })));
  });

  test('is ready in the eyes of the checker', () => {
    const stack = newStack();
    const vpc = offices(stack, ec2.SubnetType.PRIVATE_ISOLATED);
    newService(stack).grants.exec(newOperators(stack), { from: newDesk(stack, { vpc }) });
    const report = ReadinessReport.ofStack(stack);
    expect(report.findings).toEqual([]);
    expect(report.ready).toBe(true);
  });

  test('needs no endpoint for the channel where there is a way out', () => {
    const stack = newStack();
    const vpc = offices(stack, ec2.SubnetType.PRIVATE_WITH_EGRESS);
    newService(stack).grants.exec(newOperators(stack), { from: newDesk(stack, { vpc }) });
    expect(servicesIn(stack, vpc)).toEqual(['ecs', 'kms']);
  });

  test('needs none for AWS KMS when no session of its operators has a key', () => {
    const stack = newStack();
    const vpc = offices(stack, ec2.SubnetType.PRIVATE_ISOLATED);
    newDesk(stack, { vpc });
    expect(servicesIn(stack, vpc)).toEqual(['ecs', 'ssmmessages']);
  });

  test('shares the endpoints of a service in the same VPC', () => {
    const stack = newStack();
    const vpc = offices(stack, ec2.SubnetType.PRIVATE_ISOLATED);
    const api = newService(stack, { network: ExecNetwork.existing({ vpc }) });
    const before = Object.keys(endpointsOf(Template.fromStack(stack)));
    expect(before).toContain('ssmmessages');
    const other = newStack();
    const shared = offices(other, ec2.SubnetType.PRIVATE_ISOLATED);
    const again = newService(other, { network: ExecNetwork.existing({ vpc: shared }) });
    again.grants.exec(newOperators(other), { from: newDesk(other, { vpc: shared }) });
    expect(Object.keys(endpointsOf(Template.fromStack(other))).sort()).toEqual([...before, 'ecs'].sort());
    expect(api.endpoints.endpoints.map(({ service }) => service)).not.toContain('ecs');
  });

  test('explains its endpoints', () => {
    const stack = newStack();
    const vpc = offices(stack, ec2.SubnetType.PRIVATE_ISOLATED);
    const desk = newDesk(stack, { vpc });
    newService(stack).grants.exec(newOperators(stack), { from: desk });
    Template.fromStack(stack);
    expect(Object.fromEntries(desk.endpoints.endpoints.map(({ service, reasons }) => [service, reasons]))).toEqual({
      ecs: ['ECS Exec: operators open sessions from this VPC'],
      kms: ['ECS Exec: operators use the session key from this VPC'],
      ssmmessages: ['ECS Exec: the channel between operators and Session Manager'],
    });
  });

  test('believes what is declared of an imported VPC, and warns of what is missing', () => {
    for (const [services, missing] of [[['ecs', 'kms', 'ssmmessages'], []], [['ecs'], ['ssmmessages', 'kms']]] as const) {
      const stack = newStack();
      const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Imported', {
        vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-west-1a'], isolatedSubnetIds: ['subnet-0123456789abcdef0'],
      });
      const desk = newDesk(stack, { vpc, endpoints: ExecEndpointSource.declared({ services: [...services] }) });
      newService(stack).grants.exec(newOperators(stack), { from: desk });
      expect(servicesIn(stack, vpc)).toEqual([]);
      expect(warningIds(stack).includes('exec-ready:unseenEndpoints')).toBe(missing.length > 0);
      missing.forEach((service) => expect(warningText(stack, 'exec-ready:unseenEndpoints')).toContain(service));
    }
  });

  test('takes a session key that is brought', () => {
    const stack = newStack();
    const vpc = offices(stack, ec2.SubnetType.PRIVATE_ISOLATED);
    const own = offices(stack, ec2.SubnetType.PRIVATE_ISOLATED, 'Own');
    const key = new kms.Key(stack, 'Key');
    const session = new ExecSession(stack, 'Session', { key, log: SessionLog.toCloudWatch({ retention: logs.RetentionDays.ONE_DAY }) });
    const cluster = new ExecReadyCluster(stack, 'Cluster', { vpc: own, session });
    newService(stack, { cluster }).grants.exec(newOperators(stack), { from: newDesk(stack, { vpc }) });
    const keys = statementsOf(Template.fromStack(stack), 'Operators').filter(({ Action }) => Action === 'kms:GenerateDataKey');
    expect(keys.map(({ Resource }) => Resource)).toEqual([stack.resolve(key.keyArn)]);
  });
});
