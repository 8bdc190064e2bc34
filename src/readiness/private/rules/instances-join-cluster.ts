import { onHosts } from './on-hosts';
import type { Rule } from './rule';
import { unfitHosts } from '../model/host-answers';
import { joining } from '../model/joins-cluster';

export const InstancesJoinCluster: Rule = {
  id: 'InstancesJoinCluster',
  catalogue: ['X-088'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The user data of the instances names the cluster of the tasks, so that their agent joins it.',
  fix: {
    cdk: 'cluster.addAsgCapacityProvider(provider), which adds it to the user data',
    cloudFormation: 'add to the user data: echo ECS_CLUSTER=<cluster> >> /etc/ecs/ecs.config',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html',
  *check(subject) {
    for (const unfit of unfitHosts(subject, (each) => each.managed ? 'yes' : joining(subject, each).answer)) {
      const { userDataAt, resource: { logicalId } } = unfit.host;
      const { because } = joining(subject, unfit.host);
      yield onHosts(unfit, userDataAt, `the instances of ${logicalId} do not join the cluster: ${because}`,
        `whether the instances of ${logicalId} join the cluster is not known: ${because}`);
    }
  },
};
