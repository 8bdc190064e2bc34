import { resolved } from './_builders';
import { REQUIRED_PROPERTIES } from '../../../../src/readiness/private/sources/required-properties';

const NO_VALUE = { Ref: 'AWS::NoValue' };

const problems = (Type: string, Properties: object, sections: object = {}) =>
  resolved({ ...sections, Resources: { Thing: { Type, Properties } } }).problems.map(({ path, message }) => `${path.slice(3).join('.')}: ${message}`);

const lacking = (Type: string, Properties: object, sections: object = {}) => problems(Type, Properties, sections).map((each) => each.split(':')[0]);

describe('A resource without a property that it needs', () => {
  test.each(Object.entries(REQUIRED_PROPERTIES).map(([type, paths]) => [type, paths.filter((path) => !path.includes('.'))] as const))(
    'a bare %s lacks %j', (type, paths) => {
      expect(lacking(type, {})).toEqual([...paths]);
    },
  );

  test('is told with its type and the property, and stops the deployment', () => {
    expect(problems('AWS::EC2::RouteTable', {})).toEqual(['VpcId: AWS::EC2::RouteTable needs VpcId, which is not given']);
    expect(resolved({ Resources: { Table: { Type: 'AWS::EC2::RouteTable' } } }).problems[0])
      .toMatchObject({ path: ['Resources', 'Table', 'Properties', 'VpcId'], stopsDeployment: true });
  });

  test('is told below a property and in each item of a list', () => {
    expect(lacking('AWS::ECS::CapacityProvider', { AutoScalingGroupProvider: {} })).toEqual(['AutoScalingGroupProvider.AutoScalingGroupArn']);
    expect(lacking('AWS::ECS::CapacityProvider', {})).toEqual([]);
    expect(lacking('AWS::Events::Rule', { Targets: [{ Id: 'a', Arn: 'b' }, { Id: 'a' }] })).toEqual(['Targets.1.Arn']);
  });

  test('lacks a property that is given as no value, not one that may be given', () => {
    expect(lacking('AWS::EC2::RouteTable', { VpcId: NO_VALUE })).toEqual(['VpcId']);
    const Parameters = { P: { Type: 'String' } };
    const Conditions = { Maybe: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } };
    expect(lacking('AWS::EC2::RouteTable', { VpcId: { 'Fn::If': ['Maybe', 'vpc-1', NO_VALUE] } }, { Parameters, Conditions })).toEqual([]);
    expect(lacking('AWS::EC2::RouteTable', { VpcId: { Ref: 'P' } }, { Parameters })).toEqual([]);
    expect(lacking('AWS::EC2::RouteTable', { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://b/k' } } })).toEqual([]);
  });

  test('is passed over when a macro may complete it, or it may not be created', () => {
    expect(lacking('AWS::EC2::RouteTable', {}, { Transform: 'Mine' })).toEqual([]);
    const Parameters = { P: { Type: 'String' } };
    const Conditions = { Maybe: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } };
    expect(resolved({ Parameters, Conditions, Resources: { Table: { Type: 'AWS::EC2::RouteTable', Condition: 'Maybe' } } }).problems).toEqual([]);
  });

  test.each([
    [{}, ['SubnetId', 'AllocationId']],
    [{ SubnetId: 'subnet-1' }, ['AllocationId']],
    [{ SubnetId: 'subnet-1', AllocationId: 'eipalloc-1' }, []],
    [{ SubnetId: 'subnet-1', ConnectivityType: 'private' }, []],
    [{ ConnectivityType: 'private' }, ['SubnetId']],
    [{ AvailabilityMode: 'regional' }, []],
    [{ AvailabilityMode: { Ref: 'P' } }, []],
    [{ SubnetId: 'subnet-1', ConnectivityType: { Ref: 'P' } }, []],
  ])('a NAT gateway with %j lacks %j', (properties, expected) => {
    expect(lacking('AWS::EC2::NatGateway', properties, { Parameters: { P: { Type: 'String' } } })).toEqual(expected);
  });

  test.each([
    [{}, ['ImageId', 'InstanceType']],
    [{ ImageId: 'ami-1' }, ['InstanceType']],
    [{ InstanceId: 'i-1' }, []],
  ])('a launch configuration with %j lacks %j', (properties, expected) => {
    expect(lacking('AWS::AutoScaling::LaunchConfiguration', properties)).toEqual(expected);
  });
});
