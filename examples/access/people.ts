import { Stack, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { ExecOperatorNetwork, ExecReadyService } from '../../lib'; // in your app: from 'cdk-ecs-exec-ready'
import { ExecGuardrail, ExecOperatorPolicy, ExecSwitch } from '../../lib';

export interface PeopleProps {
  readonly service: ExecReadyService;
  readonly desk: ExecOperatorNetwork;
}

/** What people may do, and what nobody may. */
export class People extends Stack {
  public readonly onCall: ExecOperatorPolicy;

  constructor(scope: Construct, id: string, { service, desk }: PeopleProps) {
    super(scope, id);

    const guardrail = new ExecGuardrail(this, 'Guardrail', {
      clusters: [service.cluster],
      networks: [desk],
      closedContainers: ['payments'],
      execSwitch: ExecSwitch.KEPT_ON,
    });

    // from the desk, with a second factor, and only those of the team
    const operators = new iam.Role(this, 'Operators', { assumedBy: new iam.AccountRootPrincipal() });
    Tags.of(operators).add('team', 'orders');
    service.grants.exec(operators, { from: desk, containers: ['app'], requireMfa: true, principalTags: { team: 'orders' } });
    guardrail.attachTo(operators);

    // from an address, for a while, and only in tasks with a tag
    const visitors = new iam.Role(this, 'Visitors', { assumedBy: new iam.AccountRootPrincipal() });
    service.grants.exec(visitors, {
      sourceIps: ['203.0.113.0/24'],
      containers: ['app'],
      tags: { env: 'production' },
      notBefore: '2027-03-01T08:00:00Z',
      notAfter: '2027-03-05T18:00:00Z',
    });

    const auditors = new iam.Role(this, 'Auditors', { assumedBy: new iam.AccountRootPrincipal() });
    service.grants.readSessionLogs(auditors);

    const pipeline = new iam.Role(this, 'Pipeline', { assumedBy: new iam.AccountRootPrincipal() });
    service.grants.deployer(pipeline);

    // for those whom this app does not know, and for one role that it does
    this.onCall = new ExecOperatorPolicy(this, 'OnCall', { guardrail });
    service.grants.exec(this.onCall, { from: desk });
    service.grants.readSessionLogs(this.onCall);
    this.onCall.attachTo(new iam.Role(this, 'Emergency', { assumedBy: new iam.AccountRootPrincipal() }));
  }
}
