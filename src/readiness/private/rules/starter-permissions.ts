import { unclear, violated, type Outcome, type Rule } from './rule';
import { TASKS_PRINCIPAL } from '../../../private/exec-facts';
import { contextOf, identityAllows, merged } from '../iam/index';
import type { Principal } from '../model/access/index';
import { clusterArn } from '../model/cluster-arn';
import { executionIdentity, rolesAt, taskIdentity, type Roles } from '../model/identities';
import { linked, type Link } from '../model/link';
import { shortfalls, type Decide, type Permission } from '../model/permissions/index';
import type { Property } from '../model/property';
import { BY_SERVICE } from '../model/service-calls';
import type { Starter } from '../model/starter';
import { principalOf, trustsStarter } from '../model/starter-trust';
import type { Subject } from '../model/subject';
import { hole, type Text } from '../model/text';

export const StarterPermissions: Rule = {
  id: 'StarterPermissions',
  catalogue: [],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'A rule, schedule, pipe or state machine has a role that its service may assume, and with which it may run the task and pass the roles of the task.',
  fix: {
    cdk: 'leave out the role: the CDK makes one that fits',
    cloudFormation: 'let the service assume the role, and let the role allow ecs:RunTask on the task definition, and iam:PassRole on its task role and execution role',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html',
  *check(subject) {
    const { starter } = subject.parts;
    if (!starter) {
      return;
    }
    const { role, doubt } = starter;
    const roles: Link<Roles> = doubt === undefined ? rolesAt(role, subject) : { unseen: doubt };
    if ('to' in roles) {
      for (const each of roles.to) {
        yield* trusted(subject, starter, each, roles.to.length === 1);
      }
      yield* allowed(subject, starter, roles.to);
    } else if ('unseen' in roles) {
      yield unclear(role, `whether the role that starts the tasks may do so is not known: ${roles.unseen}`);
    } else {
      yield violated(role, `${principalOf(starter)} has no role to start the tasks with`);
    }
  },
};

function* trusted(subject: Subject, starter: Starter, { trust, trustAt, resource }: Principal, certain: boolean): Generator<Outcome> {
  const decision = trustsStarter(subject, starter, trust!);
  const [service, name] = [principalOf(starter), `role ${resource.logicalId}`];
  if (decision.answer === 'no' && certain) {
    yield violated(trustAt, `${service} may not assume ${name}: ${decision.because}`);
  } else if (decision.answer !== 'yes') {
    yield unclear(trustAt, `whether ${service} may assume ${name} is not known: ${decision.because}`);
  }
}

function* allowed(subject: Subject, starter: Starter, roles: Roles): Generator<Outcome> {
  const permissions = [running(subject, starter), ...passing(subject, starter)];
  for (const { kind, at, cause } of shortfalls(subject, roles, permissions)) {
    yield kind === 'unknown' ? unclear(at, cause) : violated(at, cause);
  }
}

function running(subject: Subject, { role: at }: Starter): Permission {
  const { exec, parts } = subject;
  const enabled: Record<string, string> = 'known' in exec ? { 'ecs:enable-execute-command': String(exec.known) } : {};
  const context = merged(BY_SERVICE, contextOf({ ...enabled, 'ecs:cluster': clusterArn(subject) }));
  return { at, by: 'agent', action: 'ecs:RunTask', resource: definitionArn(subject, parts.taskDefinition), context, decide: revisionOrFamily };
}

/** Without a revision the newest is run. A policy must name a revision or all of them, though AWS says so for some calls only. */
const revisionOrFamily: Decide = (request, identity) => {
  const decision = identityAllows(request, identity);
  const family = request.resource!.replace(/(task-definition\/[^:]*):.*$/s, '$1');
  return decision.answer !== 'no' || decision.decidedBy || identityAllows({ ...request, resource: family }, identity).answer === 'no' ? decision
    : { ...decision, answer: 'unknown', because: 'it names the task definition without a revision' };
};

function definitionArn({ taskDefinition, template: { partition, region, account } }: Subject, at: Property): Text {
  const arn = linked(taskDefinition)?.at.resource.arn;
  const written = 'known' in at.text ? at.text.known ?? '' : hole('unknown', 'the task definition');
  const revision = written.includes(':') ? '' : `:${hole('unknown', 'the revision')}`;
  return arn ?? (written.startsWith('arn:') ? written : `arn:${partition}:ecs:${region}:${account}:task-definition/${written}${revision}`);
}

/** The roles of the task, which are passed to ECS. */
function passing(subject: Subject, { role: at }: Starter): readonly Permission[] {
  const context = merged(BY_SERVICE, contextOf({ 'iam:PassedToService': TASKS_PRINCIPAL }));
  const arns = [
    ...arnsOf(subject, taskIdentity(subject), subject.taskRole), ...arnsOf(subject, executionIdentity(subject), subject.executionRole),
  ];
  return [...new Set(arns)].map((resource) => ({ at, by: 'agent', action: 'iam:PassRole', resource, context }));
}

function arnsOf({ template: { partition, account } }: Subject, roles: Link<Roles>, pointer: Property | undefined): readonly Text[] {
  if ('nothing' in roles || !pointer) {
    return [];
  }
  const written = 'known' in pointer.text ? pointer.text.known ?? '' : '';
  const unseen = written.startsWith('arn:') ? written : `arn:${partition}:iam::${account}:role/${hole('unknown', `the role ${pointer.shown}`)}`;
  return 'to' in roles ? roles.to.map(({ arn }) => arn ?? unseen) : [unseen];
}
