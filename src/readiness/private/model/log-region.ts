import { linked } from './link';
import type { Property } from './property';
import type { Subject } from './subject';
import { hole, piecesOf, type Text } from './text';
import { sameText } from '../iam/index';

/** The Region that a log group is in although its driver is told another one: its name is made up there, so that there is none elsewhere. */
export function regionMissed(group: Property, region: Property, { model }: Pick<Subject, 'model'>): Text | undefined {
  const found = linked(model.policies.logGroup(group));
  const home = found && model.system.template(found.resource.stack)!.region;
  const told = 'known' in region.text ? region.text.known : undefined;
  const isUnique = found !== undefined && piecesOf(found.name).some((piece) => 'hole' in piece && piece.hole === 'generated');
  return home !== undefined && told !== undefined && isUnique && sameText(told, home) === 'no' ? home : undefined;
}

/** The Region that a driver writes to. That it is told a wrong one is told elsewhere. */
export function logRegionOf(option: (name: string) => Property, subject: Subject): Text {
  const region = option('awslogs-region');
  const { text, resource, path } = region;
  return regionMissed(option('awslogs-group'), region, subject)
    ?? ('unknown' in text ? hole('unknown', `${resource.stack}/${resource.logicalId}: ${path.join('.')}`) : text.known) ?? subject.template.region;
}
