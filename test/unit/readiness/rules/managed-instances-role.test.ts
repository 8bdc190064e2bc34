import { onManagedInstances, silent, tells } from './_instances';
import { says } from './_judge';
import { allow, att, inline, policy, sub, type Template } from './_ready';
import { ManagedInstancesRole } from '../../../../src/readiness/private/rules/managed-instances-role';

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
