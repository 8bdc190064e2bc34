import { secretive } from './_bases';
import { apart } from './_forms';
import { add, addBefore, all, attribute, drop, push, set, undecided, type Change, type Table } from './_table';
import { isolatedInstances, natFargate, withAcl } from '../rules/_network';
import { allow, att, isolatedFargate, policy, publicFargate, publicInstances, ref, REPOSITORY, sub, type Template } from '../rules/_ready';

const NETWORK = 'Service.NetworkConfiguration.AwsvpcConfiguration';
const SUBNETS = `${NETWORK}.Subnets`;
const APP = 'Task.ContainerDefinitions.0';
const table = (id: string) => add(id, 'AWS::EC2::RouteTable', { VpcId: ref('Vpc') });
const otherVpc = add('Other', 'AWS::EC2::VPC', { CidrBlock: '10.1.0.0/16' });
const gateway = (type: string, key: string) => all(add('Beyond', type), set('Default.GatewayId', undefined), set(`Default.${key}`, ref('Beyond')));
const zones = all(set('SubnetA.AvailabilityZone', 'eu-west-1a'), set('SubnetB.AvailabilityZone', 'eu-west-1b'));

/** Isolated instances whose execution role may pull. */
function pullingInstances(): Template {
  const template = isolatedInstances();
  push('ExecutionRole.Policies.0.PolicyDocument.Statement', allow('ecr:GetAuthorizationToken'), allow(['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], REPOSITORY))(template.Resources, template);
  return template;
}

/** An endpoint like the others. */
const endpoint = (id: string, service: string): Change => (resources, template) =>
  addBefore(id, 'AWS::EC2::VPCEndpoint', { ...resources.Kms.Properties, ServiceName: sub(`com.amazonaws.\${AWS::Region}.${service}`) })(resources, template);

/** A second endpoint for sessions. */
const twice = (PrivateDnsEnabled: boolean): Change => (resources, template) =>
  addBefore('Second', 'AWS::EC2::VPCEndpoint', { ...resources.Ssmmessages.Properties, PrivateDnsEnabled })(resources, template);

/** A network ACL for the subnets of tasks, with an entry before those that let everything through. */
const acl = (entry: object): Change => (resources) => withAcl(resources, { No: { RuleNumber: 90, RuleAction: 'deny', Protocol: 6, ...entry } });
const out = (From: number, To = From, more: object = {}) => acl({ Egress: true, PortRange: { From, To }, ...more });
const into = (From: number, To = From, more: object = {}) => acl({ Egress: false, PortRange: { From, To }, ...more });

/** The same for a subnet that has only the endpoints. */
const endpointsApart = (entry: Change): Change => (resources, template) => {
  entry(resources, template);
  ['A', 'B'].forEach((zone) => delete resources[`AclSubnet${zone}`]);
  add('Endpoints', 'AWS::EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.0.9.0/24' })(resources, template);
  add('AclEndpoints', 'AWS::EC2::SubnetNetworkAclAssociation', { SubnetId: ref('Endpoints'), NetworkAclId: ref('Acl') })(resources, template);
  ['Ssmmessages', 'EcrApi', 'EcrDkr', 'Logs', 'Kms'].forEach((id) => { resources[id].Properties.SubnetIds = [ref('Endpoints')]; });
};

const natAcl = (entry: Change): Change => (resources, template) => {
  entry(resources, template);
  ['A', 'B'].forEach((zone) => delete resources[`AclSubnet${zone}`]);
  add('AclPublic', 'AWS::EC2::SubnetNetworkAclAssociation', { SubnetId: ref('PublicSubnet'), NetworkAclId: ref('Acl') })(resources, template);
};

/** A container beside the first one that takes its logs. */
const ROUTER: Change = ({ Task }) => {
  const [app] = Task.Properties.ContainerDefinitions;
  Task.Properties.ContainerDefinitions.push({ ...structuredClone(app), Name: 'router', FirelensConfiguration: { Type: 'fluentbit' } });
};

export const ROUTES: Table = {
  RoutesSeen: {
    broken: {
      'a transit gateway': [publicFargate, `unknown ${SUBNETS}`, gateway('AWS::EC2::TransitGateway', 'TransitGatewayId')],
      'a peering connection': [publicFargate, `unknown ${SUBNETS}`, gateway('AWS::EC2::VPCPeeringConnection', 'VpcPeeringConnectionId')],
      'a route that a parameter decides': [publicFargate, `unknown ${SUBNETS}`, undecided('P'), set('Default.GatewayId', ref('P'))],
    },
    sound: {
      'the same beside a way out': [publicFargate, add('Beyond', 'AWS::EC2::TransitGateway'),
        addBefore('Far', 'AWS::EC2::Route', { RouteTableId: ref('Routes'), DestinationCidrBlock: '10.9.0.0/16', TransitGatewayId: ref('Beyond') })],
    },
  },
  WayOut: {
    broken: {
      'no route': [publicFargate, `error ${SUBNETS}`, drop('Default')],
      'no route behind a NAT gateway': [natFargate, `error ${SUBNETS}`, drop('Default')],
      'no route for instances': [publicInstances, 'error Instances', drop('Default')],
      'no route in the table of one subnet': [publicFargate, `error ${SUBNETS}`, table('Others'), set('RoutesB.RouteTableId', ref('Others'))],
      'no endpoint at all': [isolatedFargate, `error ${SUBNETS}`, drop('Ssmmessages', 'EcrApi', 'EcrDkr', 'Logs', 'Kms', 'S3')],
      'an image that no endpoint leads to': [isolatedFargate, `error ${APP}.Image`, set(`${APP}.Image`, 'public.ecr.aws/nginx/nginx:1.27')],
    },
    sound: {
      'two halves': [publicFargate, set('Default.DestinationCidrBlock', '0.0.0.0/1'), (resources, template) =>
        addBefore('Half', 'AWS::EC2::Route', { ...resources.Default.Properties, DestinationCidrBlock: '128.0.0.0/1' })(resources, template)],
    },
  },
  PublicAddress: {
    broken: {
      'tasks': [publicFargate, `error ${NETWORK}.AssignPublicIp`, set(`${NETWORK}.AssignPublicIp`, 'DISABLED')],
      'tasks of which nothing is said': [publicFargate, `error ${NETWORK}.AssignPublicIp`, set(`${NETWORK}.AssignPublicIp`, undefined)],
      'instances': [publicInstances, 'error Launch.LaunchTemplateData', set('Launch.LaunchTemplateData.NetworkInterfaces.0.AssociatePublicIpAddress', false)],
      'tasks on instances': [publicInstances, `error ${NETWORK}.AssignPublicIp`, set('Task.NetworkMode', 'awsvpc'),
        set(NETWORK, { Subnets: [ref('SubnetA'), ref('SubnetB')], SecurityGroups: [ref('Group')] })],
      'a parameter': [publicFargate, `unknown ${NETWORK}.AssignPublicIp`, undecided('P'), set(`${NETWORK}.AssignPublicIp`, ref('P'))],
    },
    sound: {
      'the subnet gives instances one': [publicInstances, set('Launch.LaunchTemplateData.NetworkInterfaces.0.AssociatePublicIpAddress', undefined),
        ...['A', 'B'].map((zone) => set(`Subnet${zone}.MapPublicIpOnLaunch`, true))],
    },
  },
  GatewayRoutes: {
    broken: {
      'an internet gateway of no VPC': [publicFargate, 'error Gateway', drop('Attachment')],
      'an internet gateway of another VPC': [publicFargate, 'error Gateway', otherVpc, set('Attachment.VpcId', ref('Other'))],
      'a NAT gateway without a route': [natFargate, 'error Nat', drop('PublicDefault')],
      'a NAT gateway in the subnet of the tasks': [natFargate, 'error Nat', set('Nat.SubnetId', ref('SubnetA'))],
      'a NAT gateway in a subnet that is elsewhere': [natFargate, 'unknown Nat', set('Nat.SubnetId', 'subnet-1')],
    },
    sound: { 'a NAT gateway without an address of its own': [natFargate, drop('Address'), set('Nat.AllocationId', 'eipalloc-1')] },
  },
  TaskAcl: {
    broken: {
      'requests': [publicFargate, 'error Acl', out(443)],
      'answers': [publicFargate, 'error Acl', into(1024, 65535)],
      'requests of instances': [publicInstances, 'error Acl', out(443)],
      'answers to the NAT gateway': [natFargate, 'error Acl', natAcl(into(1024, 65535))],
      'requests to the NAT gateway': [natFargate, 'error Acl', natAcl(into(443))],
      'some answers': [publicFargate, 'unknown Acl', into(1024, 2000)],
    },
    sound: {
      'other requests': [publicFargate, out(80)],
      'it comes too late': [publicFargate, out(443, 443, { RuleNumber: 110 })],
    },
  },
};

const INGRESS = 'EndpointGroup.SecurityGroupIngress';
const ENDPOINT_POLICY = (id: string, ...statements: object[]) => set(`${id}.PolicyDocument`, policy(...statements.map((each) => ({ Principal: '*', ...each }))));

export const ENDPOINTS: Table = {
  RegistryEndpoints: {
    broken: {
      'ecr.api': [isolatedFargate, `error ${SUBNETS}`, drop('EcrApi')],
      'ecr.dkr': [isolatedFargate, `error ${SUBNETS}`, drop('EcrDkr')],
      'both, for instances': [pullingInstances, 'error Instances', drop('EcrDkr', 'EcrApi')],
    },
    sound: {
      'there is a NAT gateway': [natFargate, set(`${APP}.Image`, '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app:v1'),
        push('ExecutionRole.Policies.0.PolicyDocument.Statement', allow('ecr:GetAuthorizationToken'), allow(['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], REPOSITORY))],
    },
  },
  ChannelEndpoint: {
    broken: {
      'tasks': [isolatedFargate, `error ${SUBNETS}`, drop('Ssmmessages')],
      'an endpoint of ssm instead': [isolatedFargate, `error ${SUBNETS}`, set('Ssmmessages.ServiceName', sub('com.amazonaws.${AWS::Region}.ssm'))],
      'instances': [pullingInstances, 'error Instances', drop('Ssmmessages')],
    },
    sound: { 'the Region is written out': [isolatedFargate, set('Ssmmessages.ServiceName', 'com.amazonaws.eu-west-1.ssmmessages')] },
  },
  GatewayEndpoint: {
    broken: {
      'there is none': [isolatedFargate, `error ${SUBNETS}`, drop('S3')],
      'it is in another route table': [isolatedFargate, 'error S3.RouteTableIds', table('Others'), set('S3.RouteTableIds', [ref('Others')])],
    },
    sound: { 'it is in both route tables': [isolatedFargate, table('Others'), set('RoutesB.RouteTableId', ref('Others')), push('S3.RouteTableIds', ref('Others'))] },
  },
  AgentEndpoints: {
    broken: {
      'ecs': [pullingInstances, 'error Instances', drop('Ecs')],
      'ecs-agent': [pullingInstances, 'error Instances', drop('EcsAgent')],
      'ecs-telemetry': [pullingInstances, 'warning Instances', drop('EcsTelemetry')],
    },
    sound: { 'tasks on Fargate need none': [isolatedFargate], 'all of them': [pullingInstances] },
  },
  ValueEndpoints: {
    broken: {
      'a secret': [() => secretive(isolatedFargate), `error ${SUBNETS}`],
      'a parameter': [isolatedFargate, `error ${SUBNETS}`, set(`${APP}.Secrets`, [{ Name: 'PASSWORD', ValueFrom: '/db/password' }]),
        push('ExecutionRole.Policies.0.PolicyDocument.Statement', allow('ssm:GetParameters'))],
    },
    sound: { 'there is one': [() => secretive(isolatedFargate), endpoint('Secrets', 'secretsmanager')] },
  },
  LogEndpoint: {
    broken: {
      'tasks': [isolatedFargate, `error ${SUBNETS}`, drop('Logs')],
      'instances': [pullingInstances, 'error Instances', drop('Logs')],
      'a log router': [isolatedFargate, `warning ${SUBNETS}`, ROUTER, set(`${APP}.LogConfiguration`, { LogDriver: 'awsfirelens', Options: { Name: 'kinesis_firehose' } })],
    },
    sound: {
      'a log router to what is there': [isolatedFargate, ROUTER, set(`${APP}.LogConfiguration`, { LogDriver: 'awsfirelens', Options: { Name: 'cloudwatch_logs' } })],
      'nothing is logged': [isolatedFargate, drop('Logs'), set(`${APP}.LogConfiguration`, undefined), drop('SessionLog'),
        set('Cluster.Configuration.ExecuteCommandConfiguration.LogConfiguration', { S3BucketName: 'sessions' }),
        set('TaskRole.Policies.0.PolicyDocument.Statement.2', allow('s3:PutObject', 'arn:aws:s3:::sessions/*'))],
    },
  },
  KeyEndpoint: {
    broken: { tasks: [isolatedFargate, `error ${SUBNETS}`, drop('Kms')], instances: [pullingInstances, 'error Instances', drop('Kms')] },
    sound: { 'the name of its FIPS endpoint beside': [isolatedFargate, endpoint('Fips', 'kms-fips')] },
  },
  EndpointPolicies: {
    broken: {
      'the channels': [isolatedFargate, 'error Ssmmessages.PolicyDocument', ENDPOINT_POLICY('Ssmmessages', allow('ssmmessages:CreateControlChannel'))],
      'the key': [isolatedFargate, 'error Kms.PolicyDocument', ENDPOINT_POLICY('Kms', allow('kms:Encrypt'))],
      'the group of the log': [isolatedFargate, 'error Logs.PolicyDocument', drop('AppLog'), set(`${APP}.LogConfiguration.Options.awslogs-group`, '/app'),
        set(`${APP}.LogConfiguration.Options.awslogs-create-group`, 'true'), set('ExecutionRole.Policies.0.PolicyDocument.Statement.0', allow('logs:*')),
        ENDPOINT_POLICY('Logs', allow(['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:Describe*']))],
      'the layers': [isolatedFargate, 'error S3.PolicyDocument', ENDPOINT_POLICY('S3', allow('s3:GetObject', 'arn:aws:s3:::mine/*'))],
      'a Deny': [isolatedFargate, 'error Ssmmessages.PolicyDocument', ENDPOINT_POLICY('Ssmmessages', allow('*'), { Effect: 'Deny', Action: 'ssmmessages:OpenDataChannel', Resource: '*' })],
    },
    sound: { 'the actions of the service': [isolatedFargate, ENDPOINT_POLICY('Ssmmessages', allow('ssmmessages:*')), ENDPOINT_POLICY('Kms', allow('kms:Decrypt'))] },
  },
  RegistryEndpointPolicies: {
    broken: {
      'the login': [isolatedFargate, 'error EcrApi.PolicyDocument', ENDPOINT_POLICY('EcrApi', allow('ecr:*', REPOSITORY))],
      'the pull': [isolatedFargate, 'error EcrDkr.PolicyDocument', ENDPOINT_POLICY('EcrDkr', allow('ecr:BatchGetImage'))],
    },
    sound: {
      'both alike': [isolatedFargate, ...['EcrApi', 'EcrDkr'].map((id) =>
        ENDPOINT_POLICY(id, allow('ecr:GetAuthorizationToken'), allow(['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], REPOSITORY)))],
    },
  },
  EndpointAcl: {
    broken: {
      'requests': [isolatedFargate, 'error Acl', endpointsApart(into(443))],
      'answers': [isolatedFargate, 'error Acl', endpointsApart(out(1024, 65535))],
      'some answers': [isolatedFargate, 'unknown Acl', endpointsApart(out(1024, 2000))],
    },
    sound: { 'what endpoints do not send': [isolatedFargate, endpointsApart(out(443))] },
  },
  EndpointIngress: {
    broken: {
      'nothing': [isolatedFargate, `error ${INGRESS}`, set(INGRESS, [])],
      'another port': [isolatedFargate, `error ${INGRESS}`, set(`${INGRESS}.0.FromPort`, 80), set(`${INGRESS}.0.ToPort`, 80)],
      'another group': [isolatedFargate, `error ${INGRESS}`, add('Third', 'AWS::EC2::SecurityGroup', { GroupDescription: 'third', VpcId: ref('Vpc') }),
        set(`${INGRESS}.0.SourceSecurityGroupId`, att('Third', 'GroupId'))],
      'a rule apart for another port': [isolatedFargate, `error ${INGRESS}`, set(INGRESS, undefined), addBefore('In', 'AWS::EC2::SecurityGroupIngress',
        { GroupId: att('EndpointGroup', 'GroupId'), IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/16' })],
    },
    sound: {
      'a rule apart': [isolatedFargate, set(INGRESS, undefined), addBefore('In', 'AWS::EC2::SecurityGroupIngress',
        { GroupId: att('EndpointGroup', 'GroupId'), IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/16' })],
    },
  },
  EndpointNames: {
    broken: {
      'an endpoint': [isolatedFargate, 'error Ssmmessages.PrivateDnsEnabled', set('Ssmmessages.PrivateDnsEnabled', false)],
      'an endpoint that says nothing': [isolatedFargate, 'unknown Ssmmessages.PrivateDnsEnabled', set('Ssmmessages.PrivateDnsEnabled', undefined)],
      'the VPC': [isolatedFargate, 'error Vpc.EnableDnsSupport', set('Vpc.EnableDnsSupport', false)],
      'the host names of the VPC': [isolatedFargate, 'error Vpc.EnableDnsHostnames', set('Vpc.EnableDnsHostnames', false)],
    },
    sound: { 'there are no endpoints': [publicFargate, set('Vpc.EnableDnsHostnames', false)] },
  },
  EndpointPlacement: {
    broken: {
      'another VPC': [isolatedFargate, 'error Kms.VpcId', otherVpc, set('Kms.VpcId', ref('Other')), set('Kms.SubnetIds', [])],
      'one zone': [isolatedFargate, 'warning Kms.SubnetIds', zones, set('Kms.SubnetIds', [ref('SubnetA')])],
      'subnets that are elsewhere': [isolatedFargate, 'unknown Kms.SubnetIds', set('Kms.SubnetIds', ['subnet-1'])],
    },
    sound: { 'both zones': [isolatedFargate, zones] },
  },
  EndpointOnce: {
    broken: { 'two for one name': [isolatedFargate, 'error Second.PrivateDnsEnabled', twice(true)] },
    sound: { 'one of them without the name': [isolatedFargate, twice(false)] },
  },
};

const late = (...ids: string[]) => attribute('Service', { DependsOn: ids });

export const ORDER: Table = {
  ServiceWaits: {
    broken: {
      'routes': [publicFargate, 'warning Service', late('RoutesA', 'RoutesB')],
      'associations': [publicFargate, 'warning Service', late('Default')],
      'endpoints': [isolatedFargate, 'warning Service', late('EcrApi', 'EcrDkr', 'Logs', 'Kms', 'S3', 'RoutesA', 'RoutesB')],
      'a policy': [publicFargate, 'warning Service', apart('TaskRole', 'AWS::IAM::Policy'), late('Default', 'RoutesA', 'RoutesB')],
      'a rule of a security group': [isolatedFargate, 'warning Service', set(INGRESS, undefined), add('In', 'AWS::EC2::SecurityGroupIngress',
        { GroupId: att('EndpointGroup', 'GroupId'), IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/16' })],
      'capacity providers': [publicInstances, 'warning Service', late('Default', 'RoutesA', 'RoutesB')],
    },
    sound: { 'it waits for what waits for them': [publicFargate, late('Last'), add('Last', 'AWS::CloudFormation::WaitConditionHandle', {}, { DependsOn: ['Default', 'RoutesA', 'RoutesB'] })] },
  },
};
