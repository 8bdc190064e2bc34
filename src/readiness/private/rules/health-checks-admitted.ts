import { violated, type Rule } from './rule';
import { balancedContainer, hasPort } from '../model/balanced-port';
import type { Property } from '../model/property';
import { targetGroupAt } from '../model/target-group';
import { taskGroups } from '../model/task-groups';
import { portRules } from '../model/tcp-port';

export const HealthChecksAdmitted: Rule = {
  id: 'HealthChecksAdmitted',
  catalogue: ['X-109'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The security groups of the tasks let the health checks of the load balancer in.',
  fix: {
    cdk: 'service.connections.allowFrom(loadBalancer, ec2.Port.tcp(80))',
    cloudFormation: 'add an ingress rule for the port of the container from the security group of the load balancer',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html',
  *check(subject) {
    const { parts: { kind, at, awsvpc }, model, resource } = subject;
    const groups = kind === 'service' || kind === 'task-set' ? taskGroups(subject) : undefined;
    // that the container has no such port is told elsewhere
    const isMissing = (balancer: Property) => {
      const target = balancedContainer(balancer, subject);
      return target !== undefined && hasPort(target, balancer.at('ContainerPort')) === 'no';
    };
    for (const balancer of groups ? at.at('LoadBalancers').list.items.filter(({ given }) => given === 'yes') : []) {
      const checked = targetGroupAt(balancer.at('TargetGroupArn'), model)?.at('HealthCheckPort');
      const other = checked && checked.given !== 'no' && checked.value !== 'traffic-port';
      const { number } = other ? checked : balancer.at('ContainerPort');
      const port = 'known' in number ? number.known : undefined;
      if (checked && port !== undefined && !isMissing(balancer) && portRules(groups!, 'ingress', port, resource, model).none) {
        yield violated(awsvpc.at('SecurityGroups'), `the security groups of the tasks let no TCP ${port} in, so that no health check succeeds and tasks are replaced for ever`);
      }
    }
  },
};
