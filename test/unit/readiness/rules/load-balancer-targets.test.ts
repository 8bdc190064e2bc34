import { changed, judged, says } from './_judge';
import { publicFargate, publicInstances, ref, type Template } from './_ready';
import { parameters, saysOfReady } from './_task';
import { LoadBalancerTargets } from '../../../../src/readiness/private/rules/load-balancer-targets';

const PLACE = 'Service.LoadBalancers.0';

/** A service behind a load balancer. */
function balanced(change: (resources: Template['Resources'], template: Template) => void = () => undefined, make = publicFargate): Template {
  return changed(make, (resources, template) => {
    resources.Targets = {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: {
        VpcId: ref('Vpc'), Port: 80, Protocol: 'HTTP', TargetType: make === publicFargate ? 'ip' : 'instance',
      },
    };
    resources.Balancer = { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Subnets: [ref('SubnetA'), ref('SubnetB')] } };
    resources.Listener = {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: ref('Balancer'), Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }],
      },
    };
    resources.Task.Properties.ContainerDefinitions[0].PortMappings = [{ ContainerPort: 8080 }];
    resources.Service.Properties.LoadBalancers = [{ ContainerName: 'app', ContainerPort: 8080, TargetGroupArn: ref('Targets') }];
    change(resources, template);
  });
}

const saysWith = (balancer: object, change: (resources: Template['Resources'], template: Template) => void = () => undefined, make = publicFargate) =>
  says(LoadBalancerTargets, balanced((resources, template) => {
    Object.assign(resources.Service.Properties.LoadBalancers[0], balancer);
    change(resources, template);
  }, make));

describe('LoadBalancerTargets', () => {
  test('is silent about a container, a port and a target group that fit', () => {
    expect(saysOfReady(LoadBalancerTargets)).toEqual([]);
    expect(says(LoadBalancerTargets, balanced())).toEqual([]);
    expect(saysWith({ ContainerPort: '8080' })).toEqual([]);
    expect(saysWith({}, undefined, publicInstances)).toEqual([]);
  });

  test('is broken by a container that the task does not have', () => {
    expect(saysWith({ ContainerName: 'web' })).toEqual([`error ${PLACE}.ContainerName`]);
    expect(judged(balanced(({ Service }) => {
      Service.Properties.LoadBalancers[0].ContainerName = 'web';
    }), [LoadBalancerTargets])[0].findings[0].cause).toBe('the task has no container "web"');
  });

  test('does not know a container that a condition or parameter decides on', () => {
    expect(saysWith({ ContainerName: 'web' }, ({ Task }) => {
      Task.Properties.ContainerDefinitions.push({ 'Fn::If': ['Web', { Name: 'web', PortMappings: [{ ContainerPort: 8080 }] }, ref('AWS::NoValue')] });
    })).toEqual([`unknown ${PLACE}.ContainerName`]);
    expect(saysWith({ ContainerName: ref('Name') }, (_, template) => Object.assign(template, { Parameters: parameters('Name') })))
      .toEqual([`unknown ${PLACE}.ContainerName`]);
  });

  test('leaves it to others that a container has no name', () => {
    expect(saysWith({ ContainerName: 'web' }, ({ Task }) => {
      delete Task.Properties.ContainerDefinitions[0].Name;
    })).toEqual([]);
  });

  test('is broken by a port that the container does not map', () => {
    expect(saysWith({ ContainerPort: 80 })).toEqual([`error ${PLACE}.ContainerPort`]);
    expect(saysWith({}, ({ Task }) => {
      delete Task.Properties.ContainerDefinitions[0].PortMappings;
    })).toEqual([`error ${PLACE}.ContainerPort`]);
  });

  test('takes the same parameter on both sides for the same port, and does not know others', () => {
    const withPort = (ContainerPort: unknown, mapped: unknown) => saysWith({ ContainerPort }, ({ Task }, template) => {
      Task.Properties.ContainerDefinitions[0].PortMappings = [mapped];
      template.Parameters = parameters('Port', 'Other') as never;
    });
    expect(withPort(ref('Port'), { ContainerPort: ref('Port') })).toEqual([]);
    expect(withPort(ref('Port'), { ContainerPort: ref('Other') })).toEqual([`unknown ${PLACE}.ContainerPort`]);
    expect(withPort(8080, { ContainerPort: ref('Port') })).toEqual([`unknown ${PLACE}.ContainerPort`]);
    expect(withPort(8080, { ContainerPortRange: '8000-9000' })).toEqual([`unknown ${PLACE}.ContainerPort`]);
  });

  test('is broken by what is absent', () => {
    expect(saysWith({ ContainerName: undefined, ContainerPort: undefined })).toEqual([`error ${PLACE}.ContainerName`, `error ${PLACE}.ContainerPort`]);
    expect(saysWith({ TargetGroupArn: undefined })).toEqual([`error ${PLACE}.TargetGroupArn`]);
  });

  test('is broken by a Classic Load Balancer for awsvpc', () => {
    expect(saysWith({ TargetGroupArn: undefined, LoadBalancerName: 'classic' })).toEqual([`error ${PLACE}.LoadBalancerName`]);
    expect(saysWith({ TargetGroupArn: undefined, LoadBalancerName: 'classic' }, undefined, publicInstances)).toEqual([]);
  });

  test('is broken by a target type that does not fit the network mode', () => {
    const typed = (TargetType: unknown, make = publicFargate) => saysWith({}, ({ Targets }, template) => {
      Targets.Properties.TargetType = TargetType;
      template.Parameters = parameters('Type') as never;
    }, make);
    expect(typed('instance')).toEqual(['error Targets.TargetType']);
    expect(typed(undefined)).toEqual(['error Targets.TargetType']);
    expect(typed('ip', publicInstances)).toEqual(['error Targets.TargetType']);
    expect(typed(undefined, publicInstances)).toEqual([]);
    expect(typed(ref('Type'))).toEqual([]);
  });

  test('is broken by a target group that no listener uses', () => {
    expect(saysWith({}, (resources) => {
      delete resources.Listener;
      resources.Alarm = { Type: 'AWS::CloudWatch::Alarm', Properties: { Dimensions: [{ Name: 'TargetGroup', Value: ref('Targets') }] } };
    })).toEqual([`error ${PLACE}.TargetGroupArn`]);
    expect(saysWith({}, (resources) => {
      resources.Listener.Type = 'AWS::ElasticLoadBalancingV2::ListenerRule';
    })).toEqual([]);
    expect(saysWith({ TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/a/b' })).toEqual([]);
    expect(saysWith({}, (resources, template) => {
      delete resources.Listener;
      Object.assign(template, { Transform: 'Macro' });
    })).toEqual([]);
  });

  test('leaves the container alone when the task definition is not at hand', () => {
    expect(saysWith({ ContainerName: 'web' }, ({ Service }) => {
      Service.Properties.TaskDefinition = 'elsewhere';
    })).toEqual([]);
  });
});
