import type { Call, Caller } from './need';
import { endpointAllows, contextOf, type Context, type Decision, type Request } from '../../iam/index';
import type { ResolvedResource } from '../../sources/resolved';
import type { Principal } from '../access/index';
import { hostsOf } from '../hosts';
import { executionIdentity, regionOf, requestBy, taskIdentity, type Roles } from '../identities';
import type { Link } from '../link';
import { pathsOf, type Path } from '../paths';
import { Property } from '../property';
import type { Subject } from '../subject';
import { hole, type Text } from '../text';

/** What the policy of an endpoint says of a call that must go through it. */
export interface EndpointCall {
  readonly endpoint: ResolvedResource;
  readonly path: Path;
  readonly call: Call;
  /** Not yes. */
  readonly decision: Decision;
}

/** The calls that endpoints on known ways do not let through, or may not. */
export function refusedCalls(subject: Subject): readonly EndpointCall[] {
  return subject.once('refused calls', () => pathsOf(subject).flatMap((path) => endpointsOn(path).flatMap((id) => refusedAt(id, path, subject))));
}

function endpointsOn({ vias }: Path): readonly Text[] {
  const ids = vias.flatMap(({ kind, id }) => kind === 'interface-endpoint' || kind === 'gateway-endpoint' ? [id] : []);
  return [...new Set(ids)];
}

function refusedAt(id: Text, path: Path, subject: Subject): readonly EndpointCall[] {
  const found = subject.model.networks.endpoint(id);
  if (!found?.policy) {
    return [];
  }
  const { resource: endpoint, policy } = found;
  return path.need.calls.flatMap((call) => {
    const decisions = requestsOf(call, id, endpoint, subject).map((request) => endpointAllows(request, policy));
    const open = decisions.find(({ answer }) => answer !== 'yes');
    const certain = path.answer === 'yes' && path.need.perhaps === undefined && path.need.services.length === 1
      && call.optional === undefined && decisions.every(({ answer }) => answer === 'no');
    return open ? [{ endpoint, path, call, decision: certain ? open : { ...open, answer: 'unknown' as const } }] : [];
  });
}

/** One for each role that may make the call; none when there is no role to make it. */
function requestsOf({ action, resource, by }: Call, id: Text, endpoint: ResolvedResource, subject: Subject): readonly Request[] {
  const { text } = Property.of(endpoint).at('VpcId');
  const context: Context = new Map([
    ...contextOf({ 'aws:SourceVpce': id, ...'known' in text && text.known !== undefined ? { 'aws:SourceVpc': text.known } : {} }),
    ...resource === '*' ? regionOf(subject) : [],
  ]);
  return callersOf(by, subject).map((caller) => caller === ANYONE
    ? { action, resource, caller: { arn: hole('unknown', 'the caller') }, context }
    : requestBy(caller, action, resource, context));
}

const ANYONE = 'anyone';

type SomeCaller = Principal | typeof ANYONE;

function callersOf(by: Caller, subject: Subject): readonly SomeCaller[] {
  switch (by) {
    case 'anyone': return [ANYONE];
    case 'task': return inRole(taskIdentity(subject), []);
    case 'host': return ofHosts(subject);
    // without an execution role the agent on an instance uses that of the instance
    case 'execution': return inRole(executionIdentity(subject), subject.runsOn('fargate') === 'yes' ? [] : ofHosts(subject));
  }
}

function inRole(roles: Link<Roles>, otherwise: readonly SomeCaller[]): readonly SomeCaller[] {
  return 'to' in roles ? roles.to : 'unseen' in roles ? [ANYONE] : otherwise;
}

function ofHosts(subject: Subject): readonly SomeCaller[] {
  const { hosts, more } = hostsOf(subject);
  const roles = hosts.flatMap(({ role }): SomeCaller[] => 'to' in role ? [role.to] : 'unseen' in role ? [ANYONE] : []);
  return more === undefined ? roles : [...roles, ANYONE];
}
