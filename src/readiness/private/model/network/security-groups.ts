import type { Piece } from './belongings';
import { defaultOf, idOf } from './own-ids';
import { doubtfulRule, rulesOf, type Way } from './security-rule';
import type { View } from './view';
import type { SecurityGroup, SecurityRule } from '../../reach/network';
import type { Property } from '../property';
import type { Text } from '../text';

/** The security groups that templates make, and those that their VPCs bring along. */
export function securityGroupsOf(view: View): SecurityGroup[] {
  return [
    ...view.all('AWS::EC2::SecurityGroup').map((group) => groupOf(view, group)),
    ...view.all('AWS::EC2::VPC').flatMap((vpc) => defaultGroup(view, vpc)),
  ];
}

function groupOf(view: View, group: Property): SecurityGroup {
  const { resource } = group;
  const id = idOf(resource);
  const egress = egressOf(view, group, id);
  return {
    id,
    ...egress ? { egress } : {},
    ingress: [...inline(view, group, 'ingress'), ...standing(view, 'ingress', id, group), ...byName(view, group)],
    complete: view.doubts.about(resource) === undefined,
  };
}

/**
 * The rules for what goes out; undefined when there are none, as in an empty list. AWS then allows everything, and it is not documented whether a rule that
 * stands alone, as a resource, takes that away.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
 */
function egressOf(view: View, group: Property, id: Text): readonly SecurityRule[] | undefined {
  const written = group.at('SecurityGroupEgress').list;
  const rules = [...inline(view, group, 'egress'), ...standing(view, 'egress', id, group)];
  if (written.items.length === 0 && rules.length === 0 && view.doubts.about(group.resource) === undefined) {
    return undefined;
  }
  return written.items.some(({ given }) => given === 'yes') ? rules : [...rules, DEFAULT_EGRESS];
}

const DEFAULT_EGRESS = doubtfulRule('whether the rule that allows everything is left is not known');

const INLINE = { ingress: 'SecurityGroupIngress', egress: 'SecurityGroupEgress' } as const;

function inline(view: View, group: Property, way: Way): SecurityRule[] {
  const { items, more } = group.at(INLINE[way]).list;
  return [...items.flatMap((item) => itemRules(view, item, way)), ...more === undefined ? [] : [doubtfulRule(more)]];
}

/** An item of a list that may be absent, or one of several. */
function itemRules(view: View, item: Property, way: Way): SecurityRule[] {
  const alternatives = item.alternatives.filter(({ value }) => value !== undefined);
  const doubt = item.given === 'yes' ? undefined : item.doubt;
  return alternatives.flatMap((each) => rulesOf(view, each, way, doubt));
}

/** The rules that stand alone. */
function standing(view: View, way: Way, id: Text, group?: Property): SecurityRule[] {
  const { pieces, more } = view.belonging(`AWS::EC2::${INLINE[way]}`, 'GroupId', id, group?.resource);
  return [...pieces.flatMap(({ at, doubt }) => rulesOf(view, at, way, doubt)), ...more === undefined ? [] : [doubtfulRule(more)]];
}

/** In the default VPC a rule may call its group by name. Two groups of different VPCs may have one name. */
function byName(view: View, group: Property): SecurityRule[] {
  if (group.at('VpcId').given === 'yes') {
    return [];
  }
  const { text } = group.at('GroupName');
  const rules = (id: Text, doubted?: string) => {
    const { pieces, more } = view.belonging('AWS::EC2::SecurityGroupIngress', 'GroupName', id, group.resource);
    const found = pieces.flatMap(({ at, doubt }: Piece) => rulesOf(view, at, 'ingress', doubt ?? doubted));
    return more === undefined ? found : [...found, doubtfulRule(more)];
  };
  return [...rules(idOf(group.resource)), ...'known' in text && text.known !== undefined ? rules(text.known, 'the group is called by its name') : []];
}

/**
 * The group that every VPC brings along lets its own members in and everything out. What is not given a group has it, and is not seen to.
 * That of a VPC at hand is as new as the VPC: only what the templates do can change it.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
function defaultGroup(view: View, { resource }: Property): SecurityGroup[] {
  const id = defaultOf(resource, 'DefaultSecurityGroup');
  const changed = view.doubts.aboutId(id) ?? view.doubts.about(resource);
  if (changed !== undefined) {
    return [];
  }
  const alone = standing(view, 'egress', id);
  const members: SecurityRule = { protocol: { known: 'all' }, ports: { known: { from: 0, to: 65535 } }, peer: { group: id } };
  return [{
    id,
    ...alone.length === 0 ? {} : { egress: [...alone, DEFAULT_EGRESS] },
    ingress: [members, ...standing(view, 'ingress', id)],
    complete: true,
  }];
}
