/** A template that uses a bit of everything, to be corrupted. */
export const VALID = {
  AWSTemplateFormatVersion: '2010-09-09',
  Transform: 'AWS::LanguageExtensions',
  Parameters: {
    Env: { Type: 'String', Default: 'dev', AllowedValues: ['dev', 'prod'] },
    Name: { Type: 'String', Default: 'app' },
    Subnets: { Type: 'List<AWS::EC2::Subnet::Id>', Default: 'subnet-1,subnet-2' },
    Path: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/ami' },
    Count: { Type: 'Number', Default: 2, MinLength: 1 },
  },
  Mappings: { Sizes: { dev: { Cpu: 256, Same: 'x' }, prod: { Cpu: 512, Same: 'x' } } },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] },
    NotProd: { 'Fn::Not': [{ Condition: 'IsProd' }] },
    Named: { 'Fn::And': [{ Condition: 'NotProd' }, { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Name' }, ''] }] }] },
    Any: { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'Named' }] },
  },
  Resources: {
    'Cluster': { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: { 'Fn::Sub': '${Name}-${Env}' } } },
    'Role': {
      Type: 'AWS::IAM::Role',
      Condition: 'Any',
      Properties: {
        Path: '/x/',
        AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: { 'Fn::Sub': 'ecs-tasks.${AWS::URLSuffix}' } } }] },
        Tags: [{ 'Fn::If': ['IsProd', { Key: 'a', Value: 'b' }, { Ref: 'AWS::NoValue' }] }, { Key: 'c', Value: { 'Fn::If': ['Named', 'n', 'm'] } }],
      },
    },
    'Task': {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        Cpu: { 'Fn::FindInMap': ['Sizes', { Ref: 'Env' }, 'Cpu'] },
        TaskRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        ContainerDefinitions: [{ Name: 'app', Image: { 'Fn::Join': ['', [{ Ref: 'AWS::AccountId' }, '.dkr.ecr.', { Ref: 'AWS::Region' }, '/', { Ref: 'Name' }]] } }],
        Extra: { 'Fn::ToJsonString': { a: [{ Ref: 'Count' }, { 'Fn::Length': { Ref: 'Subnets' } }] } },
        Data: { 'Fn::Base64': { 'Fn::Sub': ['echo ${X} ${Path}', { X: { Ref: 'Env' } }] } },
        Secret: '{{resolve:secretsmanager:x:SecretString:y}}',
      },
    },
    'Service': {
      Type: 'AWS::ECS::Service',
      DependsOn: ['Role'],
      Properties: {
        Cluster: { Ref: 'Cluster' },
        TaskDefinition: { Ref: 'Task' },
        DesiredCount: { Ref: 'Count' },
        First: { 'Fn::Select': [0, { Ref: 'Subnets' }] },
        Zone: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] },
        Piece: { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Role', 'Arn'] }] }] },
        Blocks: { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] },
        Imported: { 'Fn::ImportValue': { 'Fn::Sub': '${Env}-vpc' } },
        Output: { 'Fn::GetStackOutput': { StackName: 'x', OutputName: 'y' } },
        Nested: { 'Fn::If': ['IsProd', { 'Fn::If': ['Named', 'a', 'b'] }, { 'Fn::If': ['Any', { Ref: 'Name' }, 'd'] }] },
      },
    },
    'Fn::ForEach::Logs': ['L', ['a', { Ref: 'Env' }], { 'Log${L}': { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: { 'Fn::Sub': '/x/${L}/${Name}' } } } }],
  },
  Outputs: {
    ServiceArn: { Value: { Ref: 'Service' }, Export: { Name: { 'Fn::Sub': '${Env}-vpc' } } },
    Other: { Condition: 'IsProd', Value: { 'Fn::Join': [',', { Ref: 'Subnets' }] } },
  },
};

export const VALID_YAML = `
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Env: &env {Type: String, Default: dev}
  Other: *env
Conditions:
  IsProd: !Equals [!Ref Env, prod]
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub "\${Env}-role"
      Policies:
        - !If
          - IsProd
          - PolicyName: a
          - !Ref AWS::NoValue
        - PolicyName: >-
            folded
            text
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      TaskRoleArn: !GetAtt Role.Arn
      Script: |
        #!/bin/sh
        echo 'a' "b"
      Vpc: !ImportValue
        Fn::Sub: "\${Env}-vpc"
Outputs:
  Arn: {Value: !GetAtt Role.Arn, Export: {Name: x}}
`;
