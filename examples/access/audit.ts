import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import type * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { ExecReadyService } from '../../lib'; // in your app: from 'cdk-ecs-exec-ready'
import { ExecAudit, ExecTrail } from '../../lib';

export interface AuditProps {
  readonly service: ExecReadyService;
}

/** Who opened a session, and who was refused one: kept, counted, and told to those who look after it. */
export class Audit extends Stack {
  constructor(scope: Construct, id: string, { service }: AuditProps) {
    super(scope, id);

    const security = new sns.Topic(this, 'Security', { enforceSSL: true });
    const audit = new ExecAudit(this, 'Audit', { trail: ExecTrail.create(), clusters: [service.cluster] });
    audit.notify(new targets.SnsTopic(security));
    const replacement = audit.replaceTasks();
    // the CDK lets a state machine depend on its role, to which it refers as well
    (replacement.node.defaultChild as stepfunctions.CfnStateMachine).addMetadata('cfn-lint', { config: { ignore_checks: ['W3005'] } });

    audit.refusalAlarm.addAlarmAction(new actions.SnsAction(security));
    security.grantPublish(new iam.ServicePrincipal('cloudwatch.amazonaws.com'));
    new cloudwatch.Dashboard(this, 'Dashboard', { widgets: [audit.widgets()] });
  }
}
