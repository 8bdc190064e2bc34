import { changed, says } from './_judge';
import { publicFargate, publicInstances, ref, type Template } from './_ready';
import { parameters, saysOfReady } from './_task';
import { HealthChecksAdmitted } from '../../../../src/readiness/private/rules/health-checks-admitted';

const PLACE = 'Service.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups';
const open = (port: number, protocol = 'tcp') => ({ IpProtocol: protocol, FromPort: port, ToPort: port, CidrIp: '10.0.0.0/16' });

function checked(ingress: unknown, targets: object = {}, change: (resources: Template['Resources'], template: Template) => void = () => undefined,
  make = publicFargate): readonly string[] {
  return says(HealthChecksAdmitted, changed(make, (resources, template) => {
    resources.Targets = { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { TargetType: 'ip', ...targets } };
    resources.Group.Properties.SecurityGroupIngress = ingress;
    resources.Task.Properties.ContainerDefinitions[0].PortMappings = [{ ContainerPort: 8080 }];
    resources.Service.Properties.LoadBalancers = [{ ContainerName: 'app', ContainerPort: 8080, TargetGroupArn: ref('Targets') }];
    change(resources, template);
  }));
}

describe('HealthChecksAdmitted', () => {
  test('is silent when something may come in', () => {
    expect(saysOfReady(HealthChecksAdmitted)).toEqual([]);
    expect(checked([open(8080)])).toEqual([]);
    expect(checked([{ IpProtocol: '-1', SourceSecurityGroupId: 'sg-12345678' }])).toEqual([]);
    expect(checked([], {}, (resources) => {
      resources.Ingress = { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { GroupId: ref('Group'), ...open(8080) } };
    })).toEqual([]);
  });

  test.each([[undefined], [[]], [[open(80)]], [[open(8080, 'udp')]]])('is broken when %j is all that may', (ingress) => {
    expect(checked(ingress)).toEqual([`error ${PLACE}`]);
  });

  test('leaves it to others that the container has no such port', () => {
    expect(checked([], {}, ({ Task }) => {
      delete Task.Properties.ContainerDefinitions[0].PortMappings;
    })).toEqual([]);
  });

  test('looks at the port of the health check', () => {
    expect(checked([open(8080)], { HealthCheckPort: 'traffic-port' })).toEqual([]);
    expect(checked([open(8080)], { HealthCheckPort: '9090' })).toEqual([`error ${PLACE}`]);
    expect(checked([open(9090)], { HealthCheckPort: 9090 })).toEqual([]);
    expect(checked([], { HealthCheckPort: ref('Port') }, (_, template) => Object.assign(template, { Parameters: parameters('Port') }))).toEqual([]);
  });

  test('leaves alone what it does not see', () => {
    expect(checked([], {}, ({ Service }) => {
      Service.Properties.LoadBalancers[0].TargetGroupArn = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/a/b';
    })).toEqual([]);
    expect(checked([], {}, ({ Service }) => {
      Service.Properties.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups.push('sg-12345678');
    })).toEqual([]);
    expect(checked([], {}, ({ Service }) => {
      delete Service.Properties.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups;
    })).toEqual([]);
    expect(checked([], {}, undefined, publicInstances)).toEqual([]);
  });
});
