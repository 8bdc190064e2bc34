import { changed } from './_judge';
import { explained, natFargate, told, type Resources } from './_network';
import { allow, att, isolatedFargate, policy, publicFargate, publicInstances, ref, type Template } from './_ready';

/** What is said to come too late when the service waits for some only. */
function late(
  make: () => Template,
  dependsOn: readonly string[] | undefined,
  change: (resources: Resources, template: Template) => void = () => undefined,
): readonly string[] {
  return explained(changed(make, (resources, template) => {
    resources.Service.DependsOn = dependsOn && [...dependsOn];
    change(resources, template);
  })).map(([line, cause]) => line === 'ServiceWaits warning Service' ? cause.replace(/ may be created after it, .*/, '') : line);
}

describe('ServiceWaits', () => {
  test('is silent when the service waits for everything', () => {
    expect([publicFargate(), isolatedFargate(), publicInstances()].map((template) => told(template))).toEqual([[], [], []]);
  });

  test('tells of routes, of what ties them to subnets and of gateways in one finding', () => {
    expect(explained(changed(publicFargate, ({ Service }) => { delete Service.DependsOn; }))).toEqual([[
      'ServiceWaits warning Service', 'Attachment, Default, RoutesA and RoutesB may be created after it, so that its first tasks start without',
    ]]);
    expect(late(publicFargate, ['RoutesA', 'RoutesB'], ({ Default }) => { delete Default.DependsOn; })).toEqual(['Attachment and Default']);
  });

  test('waits for what others wait for', () => {
    expect(late(publicFargate, ['Gate'], (resources) => {
      resources.Gate = { Type: 'AWS::CloudFormation::WaitConditionHandle', DependsOn: ['Default', 'RoutesA', 'RoutesB'], Properties: {} };
    })).toEqual([]);
    expect(late(publicFargate, 'RoutesA' as never, ({ RoutesA, RoutesB, Service }) => {
      Service.DependsOn = 'RoutesA';
      RoutesA.DependsOn = 'RoutesB';
      RoutesB.DependsOn = 'Default';
    })).toEqual([]);
  });

  test('gives up on more than a stack can have', () => {
    expect(late(publicFargate, ['Wait0'], (resources) => {
      for (let index = 0; index < 1100; index++) {
        resources[`Wait${index}`] = { Type: 'AWS::CloudFormation::WaitConditionHandle', DependsOn: [`Wait${index + 1}`], Properties: {} };
      }
    })).toEqual([]);
  });

  test('waits for the way out of a NAT gateway', () => {
    expect(late(natFargate, ['Default', 'RoutesA', 'RoutesB'])).toEqual([]);
    expect(late(natFargate, ['Default', 'RoutesA', 'RoutesB'], ({ Nat }) => { delete Nat.DependsOn; })).toEqual(['PublicAssociation and PublicDefault']);
  });

  test('waits for the endpoints that are on the way', () => {
    expect(late(isolatedFargate, ['Ssmmessages', 'EcrApi', 'EcrDkr', 'RoutesA', 'RoutesB'])).toEqual(['Kms, Logs and S3']);
    expect(late(isolatedFargate, undefined)).toEqual(['EcrApi, EcrDkr, Kms, Logs, RoutesA, RoutesB, S3 and Ssmmessages']);
  });

  test('waits for rules of security groups that stand alone, of its own group', () => {
    const rule = (more: object) => ({ Type: 'AWS::EC2::SecurityGroupIngress', Properties: { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, GroupId: att('EndpointGroup', 'GroupId'), ...more } });
    const all = ['Ssmmessages', 'EcrApi', 'EcrDkr', 'Logs', 'Kms', 'S3', 'RoutesA', 'RoutesB'];
    const alone = (more: object, others: object = {}) => late(isolatedFargate, all, (resources) => {
      delete resources.EndpointGroup.Properties.SecurityGroupIngress;
      resources.Alone = rule(more);
      Object.assign(resources, others);
    });
    expect(alone({ SourceSecurityGroupId: att('Group', 'GroupId') })).toEqual(['Alone']);
    expect(alone({ CidrIp: '10.0.0.0/16' })).toEqual(['Alone']);
    expect(alone({ SourceSecurityGroupId: att('Group', 'GroupId') }, {
      Other: rule({ FromPort: 80, ToPort: 80, SourceSecurityGroupId: att('Group', 'GroupId') }), Wide: rule({ CidrIp: '10.0.0.0/8' }),
    })).toEqual(['Alone']);
  });

  test('waits for rules that let something out where others do not', () => {
    const out = (SecurityGroupEgress: unknown) => late(publicFargate, ['Default', 'RoutesA', 'RoutesB'], (resources) => {
      resources.Group.Properties.SecurityGroupEgress = SecurityGroupEgress;
      resources.Alone = { Type: 'AWS::EC2::SecurityGroupEgress', Properties: { IpProtocol: '-1', CidrIp: '0.0.0.0/0', GroupId: ref('Group') } };
    });
    expect(out([{ IpProtocol: '-1', CidrIp: '255.255.255.255/32' }])).toEqual(['Alone']);
  });

  test('waits for policies of its roles that are needed and stand alone', () => {
    const withPolicy = (role: string, action: string, more: object = {}) => late(publicFargate, ['Default', 'RoutesA', 'RoutesB'], (resources) => {
      resources.Policy = { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'p', PolicyDocument: policy(allow(action)), Roles: [ref(role)] }, ...more };
    });
    expect(withPolicy('TaskRole', 'ssmmessages:*')).toEqual(['Policy']);
    expect(withPolicy('ExecutionRole', 'logs:*')).toEqual(['Policy']);
    expect([withPolicy('TaskRole', 'dynamodb:*'), withPolicy('ExecutionRole', 'ssmmessages:*')]).toEqual([[], []]);
    expect(withPolicy('TaskRole', 'ssmmessages:*', { Type: 'AWS::IAM::ManagedPolicy' })).toEqual(['Policy']);
    expect(withPolicy('TaskRole', 'ssmmessages:*', { DependsOn: 'Service' })).toEqual([]);
  });

  test('does not wait for a policy that the role itself names', () => {
    expect(late(publicFargate, ['Default', 'RoutesA', 'RoutesB'], (resources) => {
      resources.Policy = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: policy(allow('ssmmessages:*')) } };
      resources.TaskRole.Properties.ManagedPolicyArns = [ref('Policy')];
    })).toEqual([]);
  });

  test('waits for the capacity providers of the cluster', () => {
    expect(late(publicInstances, ['Default', 'RoutesA', 'RoutesB'])).toEqual(['Providers']);
    expect(late(publicInstances, ['Default', 'RoutesA', 'RoutesB'], ({ Service }) => {
      delete Service.Properties.CapacityProviderStrategy;
      Service.Properties.LaunchType = 'EC2';
    })).toEqual([]);
  });

  test('leaves out what may not be there, unless it is there whenever the service is', () => {
    const conditional = (ofService: boolean) => late(isolatedFargate, ['Ssmmessages', 'EcrApi', 'EcrDkr', 'Logs', 'S3', 'RoutesA', 'RoutesB'], ({ Kms, Vpc, Service }, template) => {
      template.Parameters = { Stage: { Type: 'String' } };
      template.Conditions = { IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] } };
      Kms.Condition = 'IsProd';
      Vpc.Condition = 'IsProd';
      Service.Condition = ofService ? 'IsProd' : undefined;
    });
    expect([conditional(true), conditional(false)]).toEqual([['Kms'], []]);
  });

  test('leaves out what is in other stacks, and what starts no tasks by itself', () => {
    const rule = changed(publicFargate, (resources) => {
      const { AwsvpcConfiguration } = resources.Service.Properties.NetworkConfiguration;
      resources.Service = {
        Type: 'AWS::Events::Rule',
        Properties: {
          ScheduleExpression: 'rate(1 day)',
          Targets: [{
            Id: 'task',
            Arn: att('Cluster', 'Arn'),
            RoleArn: att('TaskRole', 'Arn'),
            EcsParameters: {
              TaskDefinitionArn: ref('Task'), LaunchType: 'FARGATE', EnableExecuteCommand: true, NetworkConfiguration: { AwsVpcConfiguration: AwsvpcConfiguration },
            },
          }],
        },
      };
    });
    expect(told(rule)).toEqual([]);
  });

  /** A service behind a load balancer, with what it depends on beside the network. */
  const balanced = (dependsOn: readonly string[], change: (resources: Resources, template: Template) => void = () => undefined) =>
    explained(changed(publicFargate, (resources, template) => {
      resources.Targets = { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { VpcId: ref('Vpc'), Port: 80, Protocol: 'HTTP', TargetType: 'ip' } };
      resources.Balancer = { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Subnets: [ref('SubnetA'), ref('SubnetB')] } };
      resources.Listener = {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        Properties: { LoadBalancerArn: ref('Balancer'), Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }] },
      };
      resources.Service.Properties.LoadBalancers = [{ ContainerName: 'app', ContainerPort: 80, TargetGroupArn: ref('Targets') }];
      (resources.Service.DependsOn as string[]).push(...dependsOn);
      change(resources, template);
    }));
  const POINTER = 'Service.LoadBalancers.0.TargetGroupArn';
  const NO_LISTENER = 'and ECS refuses a target group that no listener forwards to';

  test('is broken when a load balancer must be made first', () => {
    const said = [`ServiceWaits error ${POINTER}`, `Listener will be created minutes after it, with the load balancer, ${NO_LISTENER}`];
    expect(balanced([])).toEqual([said]);
    expect(balanced(['Listener'])).toEqual([]);
    expect(balanced([], (resources) => {
      resources.Rule = {
        Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
        Properties: { ListenerArn: ref('Listener'), Priority: 1, Actions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }] },
      };
      resources.Listener.Properties.DefaultActions = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }];
    })).toEqual([[said[0], said[1].replace('Listener', 'Rule')]]);
  });

  test('needs one listener only', () => {
    const second = (resources: Resources) => { resources.Second = { ...resources.Listener }; };
    expect(balanced(['Second'], second)).toEqual([]);
    expect(balanced([], second).map(([line]) => line)).toEqual([`ServiceWaits error ${POINTER}`]);
  });

  test('warns when the listener may be made in time', () => {
    const said = [[`ServiceWaits warning ${POINTER}`, `Listener may be created after it, ${NO_LISTENER}`]];
    expect(balanced(['Database'], (resources) => { resources.Database = { Type: 'AWS::RDS::DBInstance', Properties: {} }; })).toEqual(said);
    expect(balanced([], ({ Listener }) => { Listener.Properties.LoadBalancerArn = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/a/b'; })).toEqual(said);
  });

  test('says nothing of listeners that are elsewhere, or may not be there', () => {
    expect(balanced([], (resources) => { resources.Nested = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'x', Parameters: { Group: ref('Targets') } } }; })).toEqual([]);
    expect(balanced([], (resources) => { resources.Listener.DependsOn = 'Service'; })).toEqual([]);
    expect(balanced([], (resources, template) => {
      template.Parameters = { Stage: { Type: 'String' } };
      template.Conditions = { IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] } };
      resources.Listener.Condition = 'IsProd';
    })).toEqual([]);
    expect(balanced([], ({ Service }) => { Service.Properties.LoadBalancers[0].TargetGroupArn = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/a/b'; })).toEqual([]);
  });

  test('warns of a task definition that is named by its family', () => {
    const byFamily = (dependsOn: readonly string[]) => explained(changed(publicFargate, ({ Task, Service }) => {
      Task.Properties.Family = 'app';
      Service.Properties.TaskDefinition = 'app';
      (Service.DependsOn as string[]).push(...dependsOn);
    }));
    expect(byFamily([])).toEqual([['ServiceWaits warning Service.TaskDefinition', 'Task may be created after it, and ECS refuses a task definition that is not there']]);
    expect(byFamily(['Task'])).toEqual([]);
  });

  test('says that ECS refuses capacity providers that are not associated yet', () => {
    expect(explained(changed(publicInstances, ({ Service }) => { Service.DependsOn = ['Default', 'RoutesA', 'RoutesB']; }))).toEqual([
      ['ServiceWaits warning Service', 'Providers may be created after it, and ECS refuses capacity providers that the cluster is not associated with'],
    ]);
  });
});
