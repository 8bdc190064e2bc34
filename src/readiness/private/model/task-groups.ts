import type { Subject } from './subject';
import type { Text } from './text';

/** The security groups of the network interfaces of the tasks; undefined when they are not known, or the tasks have no interfaces of their own. */
export function taskGroups({ parts, networkMode }: Subject): readonly Text[] | undefined {
  const { texts } = parts.awsvpc.at('SecurityGroups');
  return 'known' in networkMode && networkMode.known === 'awsvpc' && 'known' in texts && texts.known.length > 0 ? texts.known : undefined;
}
