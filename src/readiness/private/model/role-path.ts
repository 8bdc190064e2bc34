import { Presence } from './access/index';
import { linked } from './link';
import type { Model } from './model';
import { Property } from './property';
import { isKnown, readable, type Text } from './text';
import { sameText, splitText } from '../iam/index';
import type { Known } from '../reach/network';
import type { ResolvedResource } from '../sources/resolved';

/** Why a role is not, or may not be, what a property means: it is in a path that the property leaves out or gets wrong. */
export interface PathFlaw {
  /** `no` when there is certainly no such role. */
  readonly answer: 'no' | 'unknown';
  readonly because: string;
}

const ROLE = 'AWS::IAM::Role';
const ROOT = '/';

/** What is wrong with the path in which ECS is told to look for a role, if anything is. */
export function pathFlaw(pointer: Property, model: Model): PathFlaw | undefined {
  const flaws = pointer.alternatives.map((each) => flawOf(each, model));
  const flaw = flaws.find((each) => each !== undefined);
  return flaw && flaws.some((each) => each?.answer !== 'no') ? { ...flaw, answer: 'unknown' } : flaw;
}

function flawOf(pointer: Property, model: Model): PathFlaw | undefined {
  const { text } = pointer;
  if ('unknown' in text || text.known === undefined) {
    return undefined;
  }
  const role = linked(model.principals.at(pointer))?.resource;
  const isArn = splitText(text.known, ':')[0] === 'arn';
  return isArn ? role ? undefined : ofArn(text.known, pointer, model) : role && ofName(role);
}

/**
 * What ECS makes of the name of a role that is in a path is documented for the roles of services only, which need the path before it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
function ofName(role: ResolvedResource): PathFlaw | undefined {
  const path = pathOf(role);
  return 'known' in path && path.known === ROOT ? undefined
    : { answer: 'unknown', because: `role ${role.logicalId} is given by its name, and ${shown(path)}: AWS does not say that ECS finds it without that, as it does by its ARN` };
}

/**
 * There are no two roles of one name in an account, whatever their paths.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
function ofArn(arn: Text, { resource }: Property, { system }: Model): PathFlaw | undefined {
  const [, , service, , account, ...rest] = splitText(arn, ':');
  const parts = splitText(rest.join(':'), '/');
  const name = parts.at(-1)!;
  const [role, ...others] = service === 'iam' && parts[0] === 'role' && parts.length > 1 ? system.identified(name).filter(({ type }) => type === ROLE) : [];
  if (!role || others.length > 0 || sameText(account, system.template(role.stack)!.account) !== 'yes') {
    return undefined;
  }
  const path = pathOf(role);
  const written = parts.slice(1, -1).map((part) => `/${part}`).join('') + ROOT;
  const differs = 'known' in path && isKnown(path.known) && isKnown(written) && path.known.toLowerCase() !== written.toLowerCase();
  const isThere = (role.stack === resource.stack || isKnown(account)) && new Presence(system, [resource]).of(role) === 'yes';
  return {
    answer: differs && isThere ? 'no' : 'unknown',
    because: `${readable(arn)} says the path ${readable(written)}; ${shown(path)}, and there are no two roles of its name`,
  };
}

function pathOf(role: ResolvedResource): Known<Text> {
  const { text } = Property.of(role).at('Path');
  return 'unknown' in text ? text : { known: text.known ?? ROOT };
}

function shown(path: Known<Text>): string {
  return 'known' in path ? `the role of the templates is in the path ${readable(path.known)}` : `the path of the role is not known: ${path.unknown}`;
}
