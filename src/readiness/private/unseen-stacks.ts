import type { UnseenStack } from './result';
import type { ResolvedSystem } from './sources/resolved';

const NESTED = ['AWS::CloudFormation::Stack', 'AWS::Serverless::Application'];

/** The nested stacks that are or may be created, and whose templates are not among those given. */
export function unseenStacks({ templates }: ResolvedSystem): readonly UnseenStack[] {
  const seen = new Set(templates.flatMap(({ parent }) => parent ? [JSON.stringify([parent.stack, parent.logicalId])] : []));
  return templates.flatMap(({ stack, file, resources, positionOf }) => [...resources.values()]
    .filter(({ type, created, logicalId }) => NESTED.includes(type) && created !== 'no' && !seen.has(JSON.stringify([stack, logicalId])))
    .map(({ logicalId, path }) => ({
      stack, resource: logicalId, file, line: positionOf(path).line, reason: 'its template is not at hand, so whether it starts ECS tasks is not known',
    })));
}
