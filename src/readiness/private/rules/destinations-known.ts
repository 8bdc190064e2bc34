import { unclear, type Rule } from './rule';
import { pathsOf, type Path } from '../model/paths';
import type { Cause } from '../reach/verdict';

export const DestinationsKnown: Rule = {
  id: 'DestinationsKnown',
  catalogue: ['X-065'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'Where the images, secrets and logs of the tasks are can be seen in the templates, or all ways are open.',
  fix: {
    cdk: 'name the image, secret or log group by its construct',
    cloudFormation: 'write the image, secret or region down, or give the parameter a default',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-outbound.html',
  *check(subject) {
    const paths = pathsOf(subject);
    const certain = new Set(paths.flatMap(({ answer, causes }) => answer === 'no' ? causes.map(keyOf) : []));
    // what is certainly in the way of something else is told there
    const isTold = ({ suspects }: Path) => suspects.length > 0 && suspects.every((cause) => certain.has(keyOf(cause)));
    const open = paths.filter((path) => path.doubt !== undefined && path.need.weight === 'error' && !isTold(path));
    for (const doubt of new Set(open.map((path) => path.doubt!))) {
      yield unclear(open.find((path) => path.doubt === doubt)!.need.at, doubt);
    }
  },
};

function keyOf({ obstacle, ids }: Cause): string {
  return JSON.stringify([obstacle, ids]);
}
