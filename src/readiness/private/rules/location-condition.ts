import { keptOut, nameOf, operatorRule, placeOfStatement } from './operator-rule';
import { shownIds } from './path-words';
import { violated, type Outcome, type Rule } from './rule';
import { contextOf } from '../iam/index';
import { originsAsked, SIDES, silenceOf, type Access, type ExecStatement } from '../model/operators/index';
import { hole } from '../model/text';
import { Unknown } from '../model/unknown';

const NUMBER = { catalogue: ['X-059'] };

/** What calls carry that come through no endpoint, and through one that no policy names. */
const NOWHERE = contextOf({ 'aws:SourceVpc': 'absent', 'aws:SourceVpce': 'absent' });
const ELSEWHERE = contextOf({ 'aws:SourceVpc': hole('generated', 'another VPC'), 'aws:SourceVpce': hole('generated', 'another endpoint') });

/** Operators that hold, or do not, where a call comes through no endpoint: an Allow then lets in, and a Deny does not keep out. */
const OPENS = { Allow: /^ForAllValues:|IfExists$/, Deny: /^ForAnyValue:\w*Not/ };

export const LocationCondition: Rule = operatorRule({
  id: 'LocationCondition',
  ...NUMBER,
  severity: 'warning',
  requirement: 'A policy that asks where a session is opened from names a VPC with an endpoint of ECS, and keeps out what comes through none.',
  fix: {
    cdk: "vpc.addInterfaceEndpoint('Ecs', { service: ec2.InterfaceVpcEndpointAwsService.ECS })",
    cloudFormation: 'add an AWS::EC2::VPCEndpoint of type Interface for com.amazonaws.<region>.ecs with PrivateDnsEnabled to the VPC that is named; '
      + 'ask by plain StringEquals in an Allow and by plain StringNotEquals in a Deny',
  },
  docs: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  *look(access) {
    const asking = [...access.grants, ...access.denials].filter((each) => originsAsked(each).length > 0);
    const open = asking.filter(opens);
    const isOpen = open.length > 0 && SIDES.every((side) => access.execWith(side, NOWHERE).answer !== 'no');
    yield* open.filter((each) => isOpen || access.denials.includes(each)).map((each) => violated(placeOfStatement(each, 'Condition'),
      `${access.operator.name} lets sessions be opened through no endpoint, too, though the statement asks for one or for its VPC`));
    yield* asking.length > 0 && access.operator.meant && access.opens ? fromNowhere(access, asking) : [];
  },
});

function opens(each: ExecStatement): boolean {
  const { effect } = each.statement;
  return !(effect instanceof Unknown) && originsAsked(each).some(({ operator }) => OPENS[effect].test(operator));
}

/** What is said when all places that are asked for send no call to ECS. */
function fromNowhere(access: Access, asking: readonly ExecStatement[]): readonly Outcome[] {
  const isAsked = SIDES.some((side) => [NOWHERE, ELSEWHERE].every((context) => access.execWith(side, context).answer === 'no'));
  const origins = isAsked ? asking.flatMap(originsAsked).flatMap((condition) => condition.origins) : [];
  const silences = origins.map((origin) => silenceOf(origin, access.gate));
  if (origins.length === 0 || silences.includes(undefined)) {
    return [];
  }
  const places = shownIds(origins.map(({ id }) => String(id)), access.gate.subject);
  const isNameless = silences.includes('no private name');
  const why = isNameless ? 'whose endpoint of ECS has no private DNS' : 'which no call to ECS goes through: it has no endpoint';
  return [keptOut(access, placeOfStatement(asking[0], 'Condition'), `${nameOf(access)} allows sessions from ${places} only, ${why}`, { ...NUMBER, sure: !isNameless })];
}
