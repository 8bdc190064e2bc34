import { unclear, type Rule } from './rule';

export const ClusterSeen: Rule = {
  id: 'ClusterSeen',
  catalogue: ['X-010'],
  hop: 'session encryption',
  severity: 'error',
  requirement: 'The cluster is at hand, which decides on how sessions are encrypted and logged.',
  fix: { cdk: 'check the stacks of an app together', cloudFormation: 'give the template that holds the cluster, too' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  *check({ cluster, parts }) {
    // the cluster that AWS Batch makes has no settings for sessions
    if ('unseen' in cluster && parts.kind !== 'batch') {
      yield unclear(parts.cluster, `whether sessions are encrypted with a key that the task role must be able to use is not known: ${cluster.unseen}`);
    }
  },
};
