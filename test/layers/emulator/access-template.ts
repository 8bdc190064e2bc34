import type { Template } from './exec-ready-template';

/** A CloudFormation template by hand: what access to sessions and their audit are made of. */
export interface AccessChoices {
  readonly unit: string;
  readonly effect?: 'Allow' | 'Deny';
  readonly threshold?: number;
  readonly query?: string;
  readonly isLogging?: boolean;
  readonly isAttached?: boolean;
}

const INSTANCE = 'arn:aws:sso:::instance/ssoins-1111222233334444';

export function accessTemplate({ unit, effect = 'Allow', threshold = 1, query = 'fields @message', isLogging = true, isAttached = true }: AccessChoices): Template {
  const document = { Version: '2012-10-17', Statement: [{ Effect: effect, Action: 'ecs:ExecuteCommand', Resource: '*' }] };
  return {
    Parameters: {},
    Resources: {
      Role: resource('AWS::IAM::Role', { AssumeRolePolicyDocument: document, Policies: [{ PolicyName: 'inline', PolicyDocument: document }] }),
      ManagedPolicy: resource('AWS::IAM::ManagedPolicy', { Description: 'People', PolicyDocument: document, Roles: isAttached ? [ref('Role')] : [] }),
      ServiceControl: resource('AWS::Organizations::Policy', { Name: 'guardrail', Type: 'SERVICE_CONTROL_POLICY', Content: document, TargetIds: isAttached ? [unit] : [] }),
      PermissionSet: resource('AWS::SSO::PermissionSet', { Name: 'operators', InstanceArn: INSTANCE, InlinePolicy: JSON.stringify(document), SessionDuration: 'PT2H' }),
      Key: { ...resource('AWS::KMS::Key', { Description: 'kept' }), DeletionPolicy: 'RetainExceptOnCreate' },
      Cluster: resource('AWS::ECS::Cluster', {}),
      ...audit(threshold, query, isLogging),
    },
    Outputs: {
      Role: { Value: ref('Role') },
      ManagedPolicy: { Value: ref('ManagedPolicy') },
      ServiceControl: { Value: ref('ServiceControl') },
      PermissionSet: { Value: attribute('PermissionSet', 'PermissionSetArn') },
      Key: { Value: ref('Key') },
      Cluster: { Value: ref('Cluster'), Export: { Name: 'cluster' } },
      Alarm: { Value: attribute('Alarm', 'Arn') },
      Trail: { Value: ref('Trail') },
      Query: { Value: ref('Query') },
      Topic: { Value: ref('Topic') },
      Machine: { Value: ref('Machine') },
    },
  };
}

function audit(threshold: number, query: string, isLogging: boolean) {
  return {
    Bucket: resource('AWS::S3::Bucket', {}),
    Trail: resource('AWS::CloudTrail::Trail', {
      S3BucketName: ref('Bucket'),
      IsLogging: isLogging,
      IsMultiRegionTrail: 'false',
      EnableLogFileValidation: 'true',
      EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: 'true' }],
    }),
    Alarm: resource('AWS::CloudWatch::Alarm', {
      AlarmDescription: 'opened',
      Namespace: 'AWS/Events',
      MetricName: 'TriggeredRules',
      Dimensions: [{ Name: 'RuleName', Value: ref('Rule') }],
      Statistic: 'Sum',
      Period: '300',
      EvaluationPeriods: '1',
      Threshold: threshold,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      AlarmActions: [ref('Topic')],
      OKActions: [ref('Topic')],
    }),
    Query: resource('AWS::Logs::QueryDefinition', { Name: 'sessions', QueryString: query, LogGroupNames: ['audit'] }),
    Topic: resource('AWS::SNS::Topic', {}),
    TopicPolicy: resource('AWS::SNS::TopicPolicy', {
      Topics: [ref('Topic')],
      PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: ref('Topic') }] },
    }),
    Machine: resource('AWS::StepFunctions::StateMachine', { RoleArn: attribute('Role', 'Arn'), DefinitionString: '{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}' }),
    Rule: resource('AWS::Events::Rule', {
      EventPattern: { source: ['aws.ecs'] },
      Targets: [
        { Id: 'Topic', Arn: ref('Topic'), InputTransformer: { InputPathsMap: { who: '$.detail.who' }, InputTemplate: '"<who> was here"' } },
        { Id: 'Machine', Arn: ref('Machine'), RoleArn: attribute('Role', 'Arn') },
      ],
    }),
  };
}

function resource(type: string, properties: Record<string, unknown>) {
  return { Type: type, Properties: properties };
}

function ref(logicalId: string) {
  return { Ref: logicalId };
}

function attribute(logicalId: string, name: string) {
  return { 'Fn::GetAtt': [logicalId, name] };
}
