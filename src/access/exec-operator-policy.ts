import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ExecGuardrail } from './exec-guardrail';
import { LateDocument } from './private/late-document';
import { documentOf, PERMISSION_SET_POLICY, sizedDocumentOf } from './private/policy-documents';
import { PolicyPrincipal } from './private/policy-principal';
import { PolicySet } from './private/policy-set';

/**
 * Properties of an ExecOperatorPolicy.
 */
export interface ExecOperatorPolicyProps {
  /**
   * What operators are refused, whatever allows it.
   *
   * @default - nothing
   */
  readonly guardrail?: ExecGuardrail;
}

/**
 * What operators may do, as a policy for people that this app does not know: those who come through IAM Identity Center, or whose roles are made elsewhere.
 *
 * It takes grants as a role does: `grants.exec()` of services, tasks and clusters, `grants.readSessionLogs()`, and those of other resources. It allows nothing
 * by itself.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html
 *
 * @example
 * declare const api: ExecReadyService;
 * const policy = new ExecOperatorPolicy(this, 'OnCall', { guardrail: new ExecGuardrail(this, 'Guardrail') });
 * api.grants.exec(policy);
 * new sso.CfnPermissionSet(this, 'PermissionSet', {
 *   instanceArn: 'arn:aws:sso:::instance/ssoins-1111222233334444',
 *   name: 'OnCall',
 *   inlinePolicy: policy.permissionSetPolicy(),
 * });
 */
export class ExecOperatorPolicy extends Construct implements iam.IGrantable {
  /**
   * What grants are given to.
   */
  public readonly grantPrincipal: iam.IPrincipal;

  private readonly policies: PolicySet;
  private readonly guardrail?: ExecGuardrail;

  constructor(scope: Construct, id: string, props: ExecOperatorPolicyProps = {}) {
    super(scope, id);

    this.guardrail = props.guardrail;
    this.policies = new PolicySet(this, 'What operators of ECS Exec may do');
    this.grantPrincipal = new PolicyPrincipal(this, this.policies);
  }

  /**
   * What has been granted so far, and what is refused.
   */
  public get document(): iam.PolicyDocument {
    return documentOf(this.statements());
  }

  /**
   * The managed policies of what has been granted so far: one, or as many as it takes within the size that AWS allows. Those of the guardrail are its own.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
   */
  public get managedPolicies(): iam.ManagedPolicy[] {
    return this.policies.managedPolicies;
  }

  /**
   * Has the policy, and its guardrail, hold for a role, a user, or the users of a group, of this app or imported; also what is granted to it later.
   *
   * Warns when the policies of the identity cannot be changed here.
   *
   * @param identity whom it holds for
   */
  public attachTo(identity: iam.IIdentity): void {
    this.policies.attachTo(identity);
    this.guardrail?.attachTo(identity);
  }

  /**
   * The inline policy for a permission set of IAM Identity Center, with what is granted until synthesis.
   *
   * Throws when statements are added to it: add them to the `grantPrincipal`. Synthesis fails when it is larger than 10,240 characters.
   */
  public permissionSetPolicy(): iam.PolicyDocument {
    return new LateDocument(this, () => sizedDocumentOf(this, this.statements(), PERMISSION_SET_POLICY));
  }

  private statements(): iam.PolicyStatement[] {
    return [...this.policies.statements, ...this.guardrail?._statements() ?? []];
  }
}
