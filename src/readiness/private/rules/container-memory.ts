import { ifThere } from './if-there';
import { violated, type Rule } from './rule';
import { execTargets } from '../model/exec-targets';

/** Docker 20.10 and later start no container with less, in MiB. */
const LEAST = 6;

export const ContainerMemory: Rule = {
  id: 'ContainerMemory',
  catalogue: ['X-016'],
  hop: 'container',
  severity: 'warning',
  requirement: 'The memory of a container has room for the agent, which uses that of the container.',
  fix: { cdk: 'memoryReservationMiB in place of memoryLimitMiB, or more of it', cloudFormation: 'raise Memory of the container' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
  *check(subject) {
    for (const { container: { at, label }, sure } of execTargets(subject)) {
      const limit = at.at('Memory').number;
      if ('known' in limit && limit.known !== undefined && limit.known < LEAST) {
        const cause = `${label} may use ${limit.known} MiB of memory, and Docker starts no container with less than ${LEAST} MiB`;
        yield* ifThere(sure, violated(at.at('Memory'), cause), 'warning');
      }
    }
  },
};
