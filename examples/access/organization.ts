import { Stack } from 'aws-cdk-lib';
import * as organizations from 'aws-cdk-lib/aws-organizations';
import * as sso from 'aws-cdk-lib/aws-sso';
import type { Construct } from 'constructs';
import type { ExecOperatorPolicy } from '../../lib'; // in your app: from 'cdk-ecs-exec-ready'
import { ExecGuardrail } from '../../lib';

export interface OrganizationProps {
  readonly onCall: ExecOperatorPolicy;
}

/** What nobody may in all accounts of a unit, and what those may who come through IAM Identity Center. */
export class Organization extends Stack {
  constructor(scope: Construct, id: string, { onCall }: OrganizationProps) {
    super(scope, id);

    const unit = (this.node.tryGetContext('organizationalUnit') ?? 'ou-abcd-11112222') as string;
    const identityCenter = (this.node.tryGetContext('identityCenter') ?? 'arn:aws:sso:::instance/ssoins-1111222233334444') as string;

    // it names no cluster, so that it holds for all of them
    const guardrail = new ExecGuardrail(this, 'Guardrail', { closedContainers: ['payments'] });
    new organizations.CfnPolicy(this, 'ServiceControl', {
      name: 'ExecGuardrail',
      type: 'SERVICE_CONTROL_POLICY',
      content: guardrail.serviceControlPolicy({ pipelines: ['arn:*:iam::*:role/cdk-*-cfn-exec-role-*'] }),
      targetIds: [unit],
    });
    new sso.CfnPermissionSet(this, 'OnCall', {
      name: 'OnCall',
      instanceArn: identityCenter,
      inlinePolicy: onCall.permissionSetPolicy(),
    });
  }
}
