import { onManagedInstances, silent, tells } from './_instances';
import { says } from './_judge';
import { allow, att, deny, ENVIRONMENT, inline, policy, sub, type Template } from './_ready';
import { judge } from '../../../../src/readiness/private/judge';
import { Model } from '../../../../src/readiness/private/model/model';
import { ManagedInstancesRole } from '../../../../src/readiness/private/rules/managed-instances-role';
import { input, system } from '../sources/_builders';

const POLICY = sub('arn:${AWS::Partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances');

function withRole(properties: object, name?: unknown): Template {
  return onManagedInstances((resources) => {
    resources.Infrastructure = {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs.amazonaws.com' } }), ...properties,
      },
    };
    resources.Provider.Properties.ManagedInstancesProvider.InfrastructureRoleArn = att('Infrastructure', 'Arn');
    Object.assign(resources.InstanceRole.Properties, name === undefined ? {} : { RoleName: name });
  });
}

describe('ManagedInstancesRole', () => {
  silent(ManagedInstancesRole);

  test('is silent on a role with the right name, and on one that is allowed', () => {
    expect(says(ManagedInstancesRole, withRole({ ManagedPolicyArns: [POLICY] }, 'ecsInstanceRole-web'))).toEqual([]);
    expect(says(ManagedInstancesRole, withRole({ ManagedPolicyArns: [POLICY] }, sub('ecsInstanceRole-${AWS::Region}')))).toEqual([]);
    expect(says(ManagedInstancesRole, withRole({ ManagedPolicyArns: [POLICY], Policies: [inline('pass', allow('iam:PassRole', att('InstanceRole', 'Arn')))] }))).toEqual([]);
    expect(says(ManagedInstancesRole, withRole({ Policies: [inline('pass', allow('iam:PassRole', '*', { Condition: { StringLike: { 'iam:PassedToService': 'ec2.*' } } }))] }, 'web'))).toEqual([]);
  });

  test('is broken by another name', () => {
    const template = withRole({ ManagedPolicyArns: [POLICY] }, 'web');
    expect(says(ManagedInstancesRole, template)).toEqual(['error InstanceRole.RoleName']);
    expect(tells(ManagedInstancesRole, template)).toEqual(['nothing allows it that role Infrastructure may give the instances role InstanceRole']);
    expect(says(ManagedInstancesRole, withRole({}, 'ecsInstanceRole'))).toEqual(['error InstanceRole.RoleName']);
  });

  test('is broken by a Deny, a path and another service', () => {
    const denied = withRole({ ManagedPolicyArns: [POLICY], Policies: [inline('no', deny('iam:PassRole'))] }, 'ecsInstanceRole');
    expect(tells(ManagedInstancesRole, denied)).toEqual(['it is denied that role Infrastructure may give the instances role InstanceRole']);
    const inFolder = withRole({ ManagedPolicyArns: [POLICY] }, 'ecsInstanceRole');
    inFolder.Resources.InstanceRole.Properties.Path = '/team/';
    expect(says(ManagedInstancesRole, inFolder)).toEqual(['error InstanceRole.RoleName']);
    expect(says(ManagedInstancesRole, withRole({ Policies: [inline('pass', allow('iam:PassRole', '*', { Condition: { StringEquals: { 'iam:PassedToService': 'ecs.amazonaws.com' } } }))] }, 'web')))
      .toEqual(['error InstanceRole.RoleName']);
  });

  test('knows the beginning of the name that CloudFormation makes up for a stack with a known name', () => {
    const made = (stackName: string, properties: object) => {
      const inputs = input(withRole(properties), { name: 'stack', stackName, environment: ENVIRONMENT });
      const [subject] = new Model(system(inputs)).subjects;
      const { findings, unknowns } = judge(subject, [ManagedInstancesRole]);
      return [...findings.map(({ severity }) => severity), ...unknowns.map(() => 'unknown')];
    };
    expect(made('web', { ManagedPolicyArns: [POLICY] })).toEqual(['error']);
    expect(made('ecsInstanceRole-web', { ManagedPolicyArns: [POLICY] })).toEqual([]);
    expect(made('ecsInstanceRole-web', { ManagedPolicyArns: [POLICY], Policies: [inline('no', deny('iam:PassRole', 'arn:aws:iam::111111111111:role/*web-*'))] })).toEqual(['unknown']);
    expect(made('web', { ManagedPolicyArns: [POLICY], Policies: [inline('pass', allow('iam:PassRole', att('InstanceRole', 'Arn')))] })).toEqual([]);
    expect(made('web', { ManagedPolicyArns: [POLICY], Policies: [inline('pass', allow('iam:PassRole', att('InstanceRole', 'Arn'), { Condition: { StringEquals: { 'aws:PrincipalTag/a': 'b' } } }))] }))
      .toEqual(['unknown']);
  });

  test('does not know the name that CloudFormation makes up for a stack without a known name', () => {
    expect(says(ManagedInstancesRole, withRole({ ManagedPolicyArns: [POLICY] }))).toEqual(['unknown InstanceRole.RoleName']);
    expect(says(ManagedInstancesRole, withRole({ ManagedPolicyArns: [POLICY, 'arn:aws:iam::111111111111:policy/other'] }, 'web'))).toEqual(['unknown InstanceRole.RoleName']);
  });

  test('leaves roles alone that are not at hand', () => {
    expect(says(ManagedInstancesRole, onManagedInstances(({ Profile }) => {
      Profile.Properties.Roles = ['other'];
    }))).toEqual([]);
  });
});
