import { joined } from './path-words';
import { unclear, violated, type Outcome, type Rule } from './rule';
import { Property } from '../model/property';
import { refusedCalls, type EndpointCall } from '../model/traffic/endpoint-calls';

/** A rule about the policies of the endpoints of some services. */
export type EndpointPolicyRule = Omit<Rule, 'check' | 'severity'> & { readonly concerns: (service: string) => boolean };

/** One finding for each endpoint that refuses what must go through it. */
export function endpointPolicyRule({ concerns, ...rule }: EndpointPolicyRule): Rule {
  return {
    ...rule,
    severity: 'error',
    *check(subject) {
      const refused = refusedCalls(subject).filter(({ path }) => concerns(path.need.services[0]));
      for (const endpoint of new Set(refused.map((each) => each.endpoint))) {
        yield* ofEndpoint(refused.filter((each) => each.endpoint === endpoint));
      }
    },
  };
}

function* ofEndpoint(refused: readonly EndpointCall[]): Iterable<Outcome> {
  const [{ endpoint }] = refused;
  const at = Property.of(endpoint).at('PolicyDocument');
  const broken = refused.filter(({ decision }) => decision.answer === 'no');
  const open = refused.find((each) => each.decision.answer === 'unknown' && matters(each));
  if (broken.length > 0) {
    const actions = [...new Set(broken.map(({ call }) => call.action))];
    const whys = [...new Set(broken.map(({ path }) => path.need.why))];
    const cause = `the policy of endpoint ${endpoint.logicalId} does not let ${joined(actions)} through for ${joined(whys)}: ${broken[0].decision.because}`;
    yield violated(at, cause, { severity: broken.some(matters) ? 'error' : 'warning' });
  }
  if (open && !broken.some(matters)) {
    yield unclear(at, `whether endpoint ${endpoint.logicalId} lets ${open.call.action} through for ${open.path.need.why} is not known: ${open.decision.because}`);
  }
}

/** Whether the task or its sessions do not work without. */
function matters({ call, path }: EndpointCall): boolean {
  return path.need.weight === 'error' && call.perhaps === undefined;
}
