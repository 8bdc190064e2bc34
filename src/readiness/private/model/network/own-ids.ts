import { mayBeAnother } from '../../reach/identity';
import { resourceHole, resourceOf } from '../../sources/holes';
import type { ResolvedResource, ResolvedSystem } from '../../sources/resolved';
import type { Text } from '../text';

/** The id of a resource. */
export function idOf({ ref }: ResolvedResource): Text {
  return ref as Text;
}

/** The id of something that every VPC brings along. */
export function defaultOf(vpc: ResolvedResource, what: 'DefaultNetworkAcl' | 'DefaultSecurityGroup'): Text {
  return resourceHole('generated', vpc.stack, vpc.logicalId, what);
}

/** Whether a text may turn out to be the id of a resource that is called otherwise. */
export function mayBeAnyId(text: Text, system: ResolvedSystem): boolean {
  return mayBeAnother(text) && !isOwn(text, system);
}

/** Types that hand on what they were given. */
const HAND_ON = /^AWS::(?:CloudFormation|Serverless)::/;

/** Whether a text is the id that AWS makes up for a resource at hand, or for something that the resource brings along. */
function isOwn(text: Text, system: ResolvedSystem): boolean {
  const found = resourceOf(text);
  const type = found && system.resource(found.stack, found.logicalId)?.type;
  return type !== undefined && type.startsWith('AWS::') && !HAND_ON.test(type) && (found!.attribute === undefined || type === 'AWS::EC2::VPC');
}
