import { unclear, violated, type Rule } from './rule';

const KINDS: readonly string[] = ['service', 'task-set', 'run-task'];

export const NetworkConfiguration: Rule = {
  id: 'NetworkConfiguration',
  catalogue: ['X-095'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'Tasks of the network mode awsvpc are given a network configuration with subnets, and others are not.',
  fix: { cdk: 'vpcSubnets on the service', cloudFormation: 'set NetworkConfiguration.AwsvpcConfiguration.Subnets, or remove NetworkConfiguration for other modes' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html',
  *check({ parts: { kind, awsvpc }, networkMode }) {
    if (!KINDS.includes(kind) || 'unknown' in networkMode) {
      return;
    }
    const mode = networkMode.known;
    if (mode !== 'awsvpc') {
      yield* awsvpc.given === 'yes' ? [violated(awsvpc, `the tasks have the network mode ${mode}, for which AWS takes no network configuration`)] : [];
    } else if (awsvpc.given === 'no') {
      yield violated(awsvpc, 'tasks of the network mode awsvpc need a network configuration, and there is none');
    } else if (awsvpc.given === 'unknown') {
      yield unclear(awsvpc, `whether there is a network configuration, which the network mode awsvpc needs, is not known${awsvpc.doubt === undefined ? '' : `: ${awsvpc.doubt}`}`);
    } else {
      const subnets = awsvpc.at('Subnets');
      const { items, more } = subnets.list;
      yield* items.length === 0 && more === undefined ? [violated(subnets, 'no subnet is given for the tasks')] : [];
    }
  },
};
