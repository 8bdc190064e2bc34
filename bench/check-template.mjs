// A template as hand-written ones are: services that share a VPC, a cluster and a security group, each with roles, a task definition and a log group,
// among functions that take messages from queues.

const ref = (name) => ({ Ref: name });
const att = (name, attribute) => ({ 'Fn::GetAtt': [name, attribute] });
const sub = (text) => ({ 'Fn::Sub': text });
const allow = (Action, Resource) => ({ Effect: 'Allow', Action, Resource });
const policy = (...Statement) => ({ Version: '2012-10-17', Statement });

const TRUST = policy({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { Service: 'ecs-tasks.amazonaws.com' },
  Condition: {
    StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') },
    ArnLike: { 'aws:SourceArn': sub('arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:*') },
  },
});

function subnet(zone) {
  return { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Vpc'), CidrBlock: `10.0.${zone}.0/24`, AvailabilityZone: { 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] } } };
}

/** What all services share. */
function shared() {
  return {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true, EnableDnsSupport: true } },
    SubnetA: subnet(0),
    SubnetB: subnet(1),
    Routes: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: ref('Vpc') } },
    RoutesA: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: ref('SubnetA'), RouteTableId: ref('Routes') } },
    RoutesB: { Type: 'AWS::EC2::SubnetRouteTableAssociation', Properties: { SubnetId: ref('SubnetB'), RouteTableId: ref('Routes') } },
    Gateway: { Type: 'AWS::EC2::InternetGateway', Properties: {} },
    Attachment: { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: { VpcId: ref('Vpc'), InternetGatewayId: ref('Gateway') } },
    Default: { Type: 'AWS::EC2::Route', DependsOn: 'Attachment', Properties: { RouteTableId: ref('Routes'), DestinationCidrBlock: '0.0.0.0/0', GatewayId: ref('Gateway') } },
    Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'tasks', VpcId: ref('Vpc') } },
    SessionLog: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30 } },
    Cluster: { Type: 'AWS::ECS::Cluster', Properties: { Configuration: { ExecuteCommandConfiguration: {
      Logging: 'OVERRIDE', LogConfiguration: { CloudWatchLogGroupName: ref('SessionLog') },
    } } } },
  };
}

function service(number) {
  const id = (name) => `${name}${number}`;
  return {
    [id('Log')]: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 30 } },
    [id('TaskRole')]: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST } },
    [id('TaskPolicy')]: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'exec', Roles: [ref(id('TaskRole'))], PolicyDocument: policy(
      allow(['ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel'], '*'),
      allow('logs:DescribeLogGroups', '*'),
      allow(['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], att('SessionLog', 'Arn')),
    ) } },
    [id('StartRole')]: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST, Policies: [
      { PolicyName: 'start', PolicyDocument: policy(allow(['logs:CreateLogStream', 'logs:PutLogEvents'], att(id('Log'), 'Arn'))) },
    ] } },
    [id('Task')]: { Type: 'AWS::ECS::TaskDefinition', Properties: {
      Cpu: '256', Memory: '512', NetworkMode: 'awsvpc', RequiresCompatibilities: ['FARGATE'],
      TaskRoleArn: att(id('TaskRole'), 'Arn'),
      ExecutionRoleArn: att(id('StartRole'), 'Arn'),
      ContainerDefinitions: [{
        Name: 'app', Image: 'public.ecr.aws/nginx/nginx:1.27', LinuxParameters: { InitProcessEnabled: true },
        Environment: [{ Name: 'STAGE', Value: 'prod' }, { Name: 'NUMBER', Value: String(number) }],
        LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': ref(id('Log')), 'awslogs-region': ref('AWS::Region'), 'awslogs-stream-prefix': 'app' } },
      }],
    } },
    [id('Service')]: { Type: 'AWS::ECS::Service', DependsOn: ['Default', 'RoutesA', 'RoutesB', id('TaskPolicy')], Properties: {
      Cluster: ref('Cluster'), TaskDefinition: ref(id('Task')), DesiredCount: 2, LaunchType: 'FARGATE', EnableExecuteCommand: true,
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [ref('SubnetA'), ref('SubnetB')], SecurityGroups: [ref('Group')], AssignPublicIp: 'ENABLED' } },
    } },
  };
}

/** What else stands in a template: a function with its role, what it reads and writes, and an alarm. */
function worker(number) {
  const id = (name) => `${name}${number}`;
  return {
    [id('Queue')]: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 30, SqsManagedSseEnabled: true } },
    [id('Table')]: { Type: 'AWS::DynamoDB::Table', Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    } },
    [id('FunctionRole')]: { Type: 'AWS::IAM::Role', Properties: {
      AssumeRolePolicyDocument: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }),
      ManagedPolicyArns: [sub('arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole')],
    } },
    [id('FunctionPolicy')]: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'work', Roles: [ref(id('FunctionRole'))], PolicyDocument: policy(
      allow(['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], att(id('Queue'), 'Arn')),
      allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], att(id('Table'), 'Arn')),
    ) } },
    [id('Function')]: { Type: 'AWS::Lambda::Function', DependsOn: id('FunctionPolicy'), Properties: {
      Handler: 'index.handler', Runtime: 'nodejs22.x', Role: att(id('FunctionRole'), 'Arn'), Timeout: 30, MemorySize: 512,
      Code: { S3Bucket: sub('code-${AWS::AccountId}-${AWS::Region}'), S3Key: `function-${number}.zip` },
      Environment: { Variables: { TABLE: ref(id('Table')), STAGE: 'prod' } },
    } },
    [id('Source')]: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: ref(id('Function')), EventSourceArn: att(id('Queue'), 'Arn'), BatchSize: 10 } },
    [id('Alarm')]: { Type: 'AWS::CloudWatch::Alarm', Properties: {
      Namespace: 'AWS/SQS', MetricName: 'ApproximateAgeOfOldestMessage', Statistic: 'Maximum', Period: 60, EvaluationPeriods: 5, Threshold: 600,
      ComparisonOperator: 'GreaterThanThreshold', Dimensions: [{ Name: 'QueueName', Value: att(id('Queue'), 'QueueName') }],
    } },
    [id('Parameter')]: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Name: `/app/${number}/queue`, Value: ref(id('Queue')) } },
  };
}

/** A template with as many services, and as many functions beside them. */
export function templateOf(services, workers = 0) {
  const all = (count, make) => Array.from({ length: count }, (_, index) => make(index));
  return { Resources: Object.assign(shared(), ...all(services, service), ...all(workers, worker)) };
}

/** A template of at most so many resources, in which functions stand where services do not. */
export function fullTemplateOf(services, resources) {
  const left = resources - Object.keys(templateOf(services).Resources).length;
  return templateOf(services, Math.floor(left / Object.keys(worker(0)).length));
}
