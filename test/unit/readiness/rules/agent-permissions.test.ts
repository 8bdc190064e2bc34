import { addGroup, addSettings, byLaunchType, launchData, onInstances, onManagedInstances, silent, tells } from './_instances';
import { says } from './_judge';
import { allow, deny, inline, policy, ref, sub } from './_ready';
import { AgentPermissions } from '../../../../src/readiness/private/rules/agent-permissions';

const AGENT = ['ecs:DiscoverPollEndpoint', 'ecs:Poll', 'ecs:RegisterContainerInstance', 'ecs:Submit*'];
const withPolicies = (...policies: unknown[]) => onInstances(({ InstanceRole }) => {
  delete InstanceRole.Properties.ManagedPolicyArns;
  InstanceRole.Properties.Policies = policies;
});
const CLUSTER = { 'Fn::GetAtt': ['Cluster', 'Arn'] };

describe('AgentPermissions', () => {
  silent(AgentPermissions);

  test.each<[string, unknown[]]>([
    ['all calls on everything', [allow(AGENT)]],
    ['as the CDK does', [
      allow(['ecs:DeregisterContainerInstance', 'ecs:RegisterContainerInstance', 'ecs:Submit*'], CLUSTER),
      allow(['ecs:Poll', 'ecs:StartTelemetrySession'], '*', { Condition: { ArnEquals: { 'ecs:cluster': CLUSTER } } }),
      allow(['ecs:DiscoverPollEndpoint', 'ecr:GetAuthorizationToken']),
    ]],
    ['on container instances', [
      allow(['ecs:DiscoverPollEndpoint']), allow(['ecs:Submit*', 'ecs:RegisterContainerInstance'], CLUSTER),
      allow('ecs:Poll', sub('arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:container-instance/*')),
    ]],
  ])('is silent on a role that allows %s', (_, statements) => {
    expect(says(AgentPermissions, withPolicies(inline('agent', ...statements)))).toEqual([]);
  });

  test('is broken by what is missing, told once', () => {
    const template = withPolicies(inline('agent', allow(['ecs:DiscoverPollEndpoint', 'ecs:Submit*'])));
    expect(says(AgentPermissions, template)).toEqual(['error InstanceRole']);
    expect(tells(AgentPermissions, template)).toEqual(['role InstanceRole does not allow ecs:RegisterContainerInstance on '
      + 'arn:aws:ecs:eu-west-1:111111111111:cluster/<Cluster>, and ecs:Poll on '
      + 'arn:aws:ecs:eu-west-1:111111111111:container-instance/<Cluster>/<the container instance>']);
  });

  test('is broken by a Deny, a boundary, and another cluster', () => {
    expect(says(AgentPermissions, withPolicies(inline('agent', allow(AGENT), deny('ecs:Poll'))))).toEqual(['error InstanceRole.Policies.0.PolicyDocument.Statement.1']);
    expect(says(AgentPermissions, onInstances((resources) => {
      resources.Boundary = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy(allow('s3:*')) } };
      resources.InstanceRole.Properties.PermissionsBoundary = ref('Boundary');
    }))).toEqual(['error Boundary.PolicyDocument']);
    expect(says(AgentPermissions, withPolicies(inline('agent', allow(AGENT.slice(0, 2)), allow(AGENT.slice(2), 'arn:aws:ecs:eu-west-1:111111111111:cluster/other'))))).toEqual(
      ['error InstanceRole.Policies.0.PolicyDocument.Statement.1.Resource']);
  });

  test('is broken by a role that instances may not assume', () => {
    const template = onInstances(({ InstanceRole }) => {
      InstanceRole.Properties.AssumeRolePolicyDocument = policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } });
    });
    expect(says(AgentPermissions, template)).toEqual(['error InstanceRole.AssumeRolePolicyDocument']);
    template.Resources.InstanceRole.Properties.AssumeRolePolicyDocument = policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' }, Condition: { StringEquals: { 'x:y': 'z' } } });
    expect(says(AgentPermissions, template)).toEqual(['unknown InstanceRole.AssumeRolePolicyDocument']);
  });

  test('is broken without a role, but not with keys in the settings', () => {
    const template = onInstances((resources) => {
      delete launchData(resources).IamInstanceProfile;
    });
    expect(says(AgentPermissions, template)).toEqual(['error Launch.LaunchTemplateData.IamInstanceProfile']);
    addSettings(template.Resources, 'AWS_ACCESS_KEY_ID=x');
    expect(says(AgentPermissions, template)).toEqual([]);
    expect(says(AgentPermissions, onInstances(({ Profile }) => {
      Profile.Properties.Roles = [];
    }))).toEqual(['error Launch.LaunchTemplateData.IamInstanceProfile']);
  });

  test('does not know a role that is not at hand', () => {
    const template = onInstances((resources) => {
      launchData(resources).IamInstanceProfile = { Name: 'ecsInstanceRole' };
    });
    expect(says(AgentPermissions, template)).toEqual(['unknown Launch.LaunchTemplateData.IamInstanceProfile']);
  });

  test('does not know a policy that is not at hand, and knows that of AWS for Managed Instances', () => {
    const withPolicy = (name: string) => [sub(`arn:\${AWS::Partition}:iam::aws:policy/${name}`)];
    expect(says(AgentPermissions, onInstances(({ InstanceRole }) => {
      InstanceRole.Properties.ManagedPolicyArns = withPolicy('AmazonSomething');
    }))).toEqual(['unknown InstanceRole.ManagedPolicyArns.0']);
    expect(says(AgentPermissions, onManagedInstances(({ InstanceRole }) => {
      InstanceRole.Properties.ManagedPolicyArns = withPolicy('AmazonECSInstanceRolePolicyForManagedInstances');
    }))).toEqual([]);
    expect(says(AgentPermissions, onManagedInstances(({ InstanceRole }) => {
      InstanceRole.Properties.ManagedPolicyArns = withPolicy('AmazonECSInstanceRolePolicyForManagedInstances');
      InstanceRole.Properties.Policies = [inline('no', deny('ecs:Poll'))];
    }))).toEqual(['error InstanceRole.Policies.0.PolicyDocument.Statement.0']);
  });

  test('names a cluster that is not at hand', () => {
    const template = withPolicies();
    template.Resources.Service.Properties.Cluster = 'other';
    expect(tells(AgentPermissions, template)[0]).toContain('ecs:RegisterContainerInstance and ecs:SubmitTaskStateChange on arn:aws:ecs:eu-west-1:111111111111:cluster/other');
  });
});

describe('AgentPermissions where metadata may be off', () => {
  const PLACE = 'Launch.LaunchTemplateData.MetadataOptions.HttpEndpoint';
  type Change = (resources: Parameters<typeof launchData>[0]) => void;
  const withEndpoint = (HttpEndpoint: unknown, change: Change = () => undefined) => onInstances((resources, template) => {
    template.Parameters = { Any: { Type: 'String' }, Off: { Type: 'String', Default: 'disabled' } };
    launchData(resources).MetadataOptions = { HttpEndpoint };
    change(resources);
  });

  test('is broken, as the agent has no credentials', () => {
    expect(says(AgentPermissions, withEndpoint('disabled'))).toEqual([`error ${PLACE}`]);
    expect(says(AgentPermissions, withEndpoint(ref('Off')))).toEqual([`error ${PLACE}`]);
    expect(tells(AgentPermissions, withEndpoint('disabled'))).toEqual(['the metadata of the instances of Instances are off, from which their agent takes the credentials of the role']);
    expect(says(AgentPermissions, withEndpoint('enabled'))).toEqual([]);
  });

  test('warns where others have metadata, if tasks choose freely', () => {
    const template = byLaunchType((resources) => {
      addGroup(resources, (data) => {
        data.MetadataOptions = { HttpEndpoint: 'disabled' };
      });
    });
    expect(says(AgentPermissions, template)).toEqual(['warning OtherLaunch.LaunchTemplateData.MetadataOptions.HttpEndpoint']);
  });

  test('does not know what a parameter decides, nor where else keys come from', () => {
    expect(says(AgentPermissions, withEndpoint(ref('Any')))).toEqual([`unknown ${PLACE}`]);
    expect(says(AgentPermissions, withEndpoint('disabled', (resources) => addSettings(resources, 'AWS_ACCESS_KEY_ID=x')))).toEqual([`unknown ${PLACE}`]);
    expect(says(AgentPermissions, withEndpoint('disabled', (resources) => {
      launchData(resources).UserData = ref('Any');
    }))).toEqual([`unknown ${PLACE}`]);
    expect(says(AgentPermissions, withEndpoint('disabled', (resources) => {
      launchData(resources).ImageId = 'ami-1';
    }))).toEqual([`unknown ${PLACE}`]);
  });

  test('looks at a single instance, which may leave it to its launch template', () => {
    const single = (own: object) => byLaunchType((resources) => {
      launchData(resources).MetadataOptions = { HttpEndpoint: 'disabled' };
      delete resources.Instances;
      resources.One = { Type: 'AWS::EC2::Instance', Properties: { LaunchTemplate: { LaunchTemplateId: ref('Launch'), Version: '1' }, SubnetId: ref('SubnetA'), ...own } };
    });
    expect(says(AgentPermissions, single({}))).toEqual([`error ${PLACE}`]);
    expect(says(AgentPermissions, single({ MetadataOptions: { HttpEndpoint: 'enabled' } }))).toEqual([]);
  });
});
