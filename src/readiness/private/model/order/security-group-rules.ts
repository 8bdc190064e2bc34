import { piecesWith } from './pieces';
import type { Via } from '../../reach/verdict';
import type { ResolvedResource } from '../../sources/resolved';
import { Property } from '../property';
import type { Subject } from '../subject';
import type { Departure } from '../task-network';
import type { Text } from '../text';

/** The rules that stand alone and let HTTPS out of the tasks, or into an endpoint from them, where nothing else does. */
export function rulesOf(departure: Departure, via: Via, subject: Subject): readonly ResolvedResource[] {
  const own = departure.interfaces.flatMap(({ securityGroups }) => 'known' in securityGroups ? securityGroups.known : []);
  const theirs = via.kind === 'interface-endpoint' ? groupsOf(via.id, subject) : [];
  return [
    ...own.filter((group) => hasRules(group, 'SecurityGroupEgress', subject)).flatMap((group) => standing('AWS::EC2::SecurityGroupEgress', ['GroupId'], [group], subject)),
    ...theirs.flatMap((group) => intoEndpoint(group, own, subject)),
  ];
}

/** From the groups of the tasks; from addresses only when the group has no rules of its own. */
function intoEndpoint(group: Text, own: readonly Text[], subject: Subject): readonly ResolvedResource[] {
  const type = 'AWS::EC2::SecurityGroupIngress';
  const bySource = own.flatMap((source) => standing(type, ['GroupId', 'SourceSecurityGroupId'], [group, source], subject));
  const byAddress = hasRules(group, 'SecurityGroupIngress', subject) || bySource.length > 0 ? []
    : standing(type, ['GroupId'], [group], subject).filter((rule) => Property.of(rule).at('CidrIp').given === 'yes');
  return [...bySource, ...byAddress];
}

function groupsOf(endpoint: Text, { model }: Subject): readonly Text[] {
  const found = model.networks.endpoint(endpoint);
  const groups = found ? Property.of(found.resource).at('SecurityGroupIds').texts : { known: [] };
  return 'known' in groups ? groups.known : [];
}

function hasRules(group: Text, key: string, { model }: Subject): boolean {
  const found = model.networks.resource(group);
  return found?.type === 'AWS::EC2::SecurityGroup' && Property.of(found).at(key).given === 'yes';
}

function standing(type: string, keys: readonly string[], values: readonly Text[], { model }: Subject): readonly ResolvedResource[] {
  return piecesWith(model, type, keys, values).filter((rule) => admitsHttps(Property.of(rule)));
}

function admitsHttps(rule: Property): boolean {
  const protocol = rule.at('IpProtocol').literal;
  const [from, to] = [rule.at('FromPort').number, rule.at('ToPort').number].map((port) => 'known' in port ? port.known : undefined);
  return 'known' in protocol && (protocol.known === '-1' || from !== undefined && to !== undefined && from <= 443 && 443 <= to);
}
