import { changed } from './_judge';
import { awsvpcOf, explained, isolatedInstances, told, type Resources } from './_network';
import { allow, deny, isolatedFargate, policy, ref, type Template } from './_ready';

const everyone = (Action: unknown, Resource: unknown = '*', more: object = {}) => allow(Action, Resource, { Principal: '*', ...more });
const withPolicy = (endpoint: string, statements: readonly object[], more: (resources: Resources, template: Template) => void = () => undefined) =>
  explained(changed(isolatedFargate, (resources, template) => {
    resources[endpoint].Properties.PolicyDocument = policy(...statements);
    more(resources, template);
  })).map(([line, reason]) => `${line}: ${reason}`);
const lines = (said: readonly string[]) => said.map((each) => each.slice(0, each.indexOf(':')));
const LAYERS = 'arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*';

describe('EndpointPolicies', () => {
  test.each([
    ['everything', everyone('*')],
    ['the channels', everyone('ssmmessages:*')],
    ['the task role', everyone('ssmmessages:*', '*', { Principal: { AWS: { 'Fn::GetAtt': ['TaskRole', 'Arn'] } } })],
    ['the account', everyone('*', '*', { Condition: { StringEquals: { 'aws:PrincipalAccount': '111111111111' } } })],
    ['the VPC', everyone('*', '*', { Condition: { StringEquals: { 'aws:SourceVpc': ref('Vpc') } } })],
  ])('is silent when the policy allows %s', (_, statement) => {
    expect(withPolicy('Ssmmessages', [statement])).toEqual([]);
  });

  test('is broken when a channel is not allowed, or denied', () => {
    expect(withPolicy('Ssmmessages', [everyone('ssmmessages:Create*')])).toEqual([
      'EndpointPolicies error Ssmmessages.PolicyDocument: the policy of endpoint Ssmmessages does not let ssmmessages:OpenControlChannel and ssmmessages:OpenDataChannel through for sessions: '
      + 'the policy of endpoint Ssmmessages does not allow ssmmessages:OpenControlChannel on *',
    ]);
    expect(lines(withPolicy('Ssmmessages', [everyone('*'), { ...deny('ssmmessages:OpenDataChannel'), Principal: '*' }]))).toEqual(['EndpointPolicies error Ssmmessages.PolicyDocument']);
  });

  test('is broken for another role than that of the task', () => {
    expect(lines(withPolicy('Ssmmessages', [everyone('*', '*', { Principal: { AWS: 'arn:aws:iam::111111111111:role/other' } })]))).toEqual(['EndpointPolicies error Ssmmessages.PolicyDocument']);
    expect(lines(withPolicy('Logs', [everyone('logs:*', '*', { Principal: { AWS: { 'Fn::GetAtt': ['TaskRole', 'Arn'] } } })]))).toEqual(['EndpointPolicies error Logs.PolicyDocument']);
  });

  test('is broken for calls that come through another endpoint or VPC', () => {
    const from = (key: string, value: unknown) => lines(withPolicy('Kms', [everyone('*', '*', { Condition: { StringEquals: { [key]: value } } })]));
    expect([from('aws:SourceVpce', ref('Logs')), from('aws:SourceVpc', 'vpc-1')]).toEqual([['EndpointPolicies error Kms.PolicyDocument'], ['EndpointPolicies error Kms.PolicyDocument']]);
  });

  test('asks for the key, the logs and the layers of images', () => {
    expect(lines(withPolicy('Kms', [everyone('kms:GenerateDataKey')]))).toEqual(['EndpointPolicies error Kms.PolicyDocument']);
    expect(lines(withPolicy('Logs', [everyone('logs:CreateLogStream')]))).toEqual(['EndpointPolicies error Logs.PolicyDocument']);
    expect(lines(withPolicy('S3', [everyone('s3:*', 'arn:aws:s3:::mine/*')]))).toEqual(['EndpointPolicies error S3.PolicyDocument']);
    expect(withPolicy('Kms', [everyone('kms:Decrypt', { 'Fn::GetAtt': ['Key', 'Arn'] })])).toEqual([]);
    expect(withPolicy('Logs', [everyone('logs:*', 'arn:aws:logs:*:111111111111:*'), everyone('logs:DescribeLogGroups')])).toEqual([]);
    expect(withPolicy('S3', [everyone('s3:GetObject', LAYERS)])).toEqual([]);
  });

  test('asks for the bucket of sessions, and whether it is encrypted when it must be', () => {
    const bucket = (S3EncryptionEnabled: boolean, ...statements: object[]) => lines(withPolicy('S3', [everyone('s3:GetObject', LAYERS), ...statements], ({ Cluster }) => {
      Cluster.Properties.Configuration.ExecuteCommandConfiguration.LogConfiguration = { S3BucketName: 'sessions', S3KeyPrefix: 'exec', S3EncryptionEnabled };
    }));
    const put = everyone('s3:PutObject', 'arn:aws:s3:::sessions/exec/*');
    expect([bucket(false, put), bucket(true, put, everyone('s3:Get*', 'arn:aws:s3:::sessions'))]).toEqual([[], []]);
    expect([bucket(false), bucket(true, put)]).toEqual([['EndpointPolicies warning S3.PolicyDocument'], ['EndpointPolicies error S3.PolicyDocument']]);
  });

  test('puts one slash behind the folder of sessions, with a slash at its end or without', () => {
    const [said] = withPolicy('S3', [everyone('s3:GetObject', LAYERS)], ({ Cluster }) => {
      Cluster.Properties.Configuration.ExecuteCommandConfiguration.LogConfiguration = { S3BucketName: 'sessions', S3KeyPrefix: 'exec/' };
    });
    expect(said).toContain('does not allow s3:PutObject on arn:aws:s3:::sessions/exec/<the log of the session>');
  });

  test('asks in the name of the instance for what its agent calls', () => {
    const instances = (endpoint: string, Principal: unknown, action = '*') => told(isolatedInstances((resources) => {
      delete resources.Task.Properties.ExecutionRoleArn;
      resources[endpoint].Properties.PolicyDocument = policy(everyone(action, '*', { Principal }));
    }));
    const role = (name: string) => ({ AWS: { 'Fn::GetAtt': [name, 'Arn'] } });
    expect([instances('Ecs', role('InstanceRole')), instances('EcrDkr', role('InstanceRole'))]).toEqual([[], []]);
    expect([instances('Ecs', role('TaskRole')), instances('Ecs', '*', 'ecs:Describe*')]).toEqual([
      ['EndpointPolicies error Ecs.PolicyDocument'], ['EndpointPolicies error Ecs.PolicyDocument'],
    ]);
    expect(instances('EcrDkr', role('TaskRole'))).toEqual(['RegistryEndpointPolicies error EcrDkr.PolicyDocument']);
  });

  test('asks for what the agent of instances cannot do without', () => {
    const agent = (...actions: string[]) => told(isolatedInstances(({ Ecs }) => { Ecs.Properties.PolicyDocument = policy(everyone(actions)); }));
    expect(agent('ecs:DiscoverPollEndpoint', 'ecs:RegisterContainerInstance', 'ecs:SubmitTaskStateChange')).toEqual([]);
    expect(agent('ecs:DiscoverPollEndpoint', 'ecs:Submit*', 'ecs:Poll', 'ecs:StartTelemetrySession')).toEqual(['EndpointPolicies error Ecs.PolicyDocument']);
    expect(agent('ecs:RegisterContainerInstance', 'ecs:Submit*')).toEqual(['EndpointPolicies error Ecs.PolicyDocument']);
  });

  test('asks for the log group that the driver makes', () => {
    const made = (group: unknown, ...actions: string[]) => lines(withPolicy('Logs', [everyone(['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:Describe*', ...actions])], (resources, template) => {
      template.Parameters = { P: { Type: 'String' } };
      Object.assign(resources.Task.Properties.ContainerDefinitions[0].LogConfiguration.Options, { 'awslogs-group': group, 'awslogs-create-group': 'true' });
      resources.ExecutionRole.Properties.Policies[0].PolicyDocument.Statement.push(allow('logs:*'));
    }));
    expect([made('/new'), made('/new', 'logs:CreateLogGroup'), made(ref('AppLog'))]).toEqual([['EndpointPolicies error Logs.PolicyDocument'], [], []]);
    expect(made(ref('P'))).toContain('EndpointPolicies unknown Logs.PolicyDocument');
  });

  test('only warns when a log is lost', () => {
    expect(lines(withPolicy('Logs', [everyone('logs:*', 'arn:aws:logs:*:111111111111:log-group:*'), { ...deny('logs:DescribeLogGroups'), Principal: '*' }], ({ Cluster }) => {
      Cluster.Properties.Configuration.ExecuteCommandConfiguration.LogConfiguration.CloudWatchEncryptionEnabled = false;
    }))).toEqual(['EndpointPolicies warning Logs.PolicyDocument']);
  });

  test('does not know whose call for layers it is, and what an organization has', () => {
    expect(lines(withPolicy('S3', [everyone('s3:GetObject', LAYERS, { Principal: { AWS: 'arn:aws:iam::111111111111:role/one' } })]))).toEqual(['EndpointPolicies unknown S3.PolicyDocument']);
    expect(lines(withPolicy('Kms', [everyone('*', '*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } })]))).toEqual(['EndpointPolicies unknown Kms.PolicyDocument']);
  });

  test('does not know what a task role that is not at hand is called', () => {
    const role = withPolicy('Ssmmessages', [everyone('*', '*', { Principal: { AWS: 'arn:aws:iam::111111111111:role/one' } })], ({ Task }, template) => {
      template.Parameters = { Role: { Type: 'String' } };
      Task.Properties.TaskRoleArn = ref('Role');
    });
    expect(lines(role)).toEqual(['EndpointPolicies unknown Ssmmessages.PolicyDocument']);
  });

  test('leaves a task role that is absent to others', () => {
    expect(withPolicy('Ssmmessages', [everyone('*', '*', { Principal: { AWS: 'arn:aws:iam::111111111111:role/one' } })], ({ Task }) => { delete Task.Properties.TaskRoleArn; })).toEqual([]);
  });

  test('does not ask where endpoints are not on the way', () => {
    expect(told(changed(isolatedFargate, (resources) => {
      resources.Ssmmessages.Properties.PolicyDocument = policy(everyone('none:*'));
      awsvpcOf(resources).Subnets = ['subnet-1'];
    }))).toEqual(['SubnetsSeen unknown Service.NetworkConfiguration.AwsvpcConfiguration.Subnets']);
  });

  test('does not know an image that a parameter names', () => {
    const image = withPolicy('S3', [everyone('s3:*', 'arn:aws:s3:::mine/*')], (resources, template) => {
      template.Parameters = { Image: { Type: 'String' } };
      resources.Task.Properties.ContainerDefinitions[0].Image = ref('Image');
    });
    expect(lines(image)).toEqual(['EndpointPolicies unknown S3.PolicyDocument', 'DestinationsKnown unknown Task.ContainerDefinitions.0.Image']);
  });
});
