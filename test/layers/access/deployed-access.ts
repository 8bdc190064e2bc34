import type { Policy } from '../../../src/readiness/private/iam';
import { parsePolicy } from '../../../src/readiness/private/iam';
import { DeployedExample } from '../_examples/deployed-example';
import type { Emulator } from '../emulator/emulator';

/** A policy document, as the `aws` command shows it. */
export interface Document {
  readonly Statement: readonly object[];
}

interface RoleDetail {
  readonly RoleName: string;
  readonly RolePolicyList: { readonly PolicyDocument: Document }[];
  readonly AttachedManagedPolicies: { readonly PolicyArn: string }[];
  readonly Tags?: object[];
}

interface AccountDetails {
  readonly RoleDetailList: RoleDetail[];
  readonly Policies: { readonly Arn: string; readonly PolicyVersionList: { readonly Document: Document; readonly IsDefaultVersion: boolean }[] }[];
}

/** The access example, deployed in an account of an organization, and read back. */
export class DeployedAccess extends DeployedExample {
  constructor(emulator: Emulator, region: string) {
    super(emulator, region, 'access');
  }

  /** Also makes the organization and its unit. */
  public async prepare(): Promise<void> {
    await this.aws('organizations', 'create-organization');
    const { Roots: [{ Id: root }] } = await this.aws<{ Roots: { Id: string }[] }>('organizations', 'list-roots');
    const { OrganizationalUnit: { Id: organizationalUnit } } = await this.aws<{ OrganizationalUnit: { Id: string } }>(
      'organizations', 'create-organizational-unit', '--parent-id', root, '--name', 'Production');
    await super.prepare({ organizationalUnit, identityCenter: await this.identityCenter() });
  }

  public async role(stack: string, prefix: string): Promise<RoleDetail> {
    const name = await this.id(stack, 'AWS::IAM::Role', prefix);
    return (await this.account()).RoleDetailList.find(({ RoleName }) => RoleName === name)!;
  }

  /** The documents of the policies of a role, inline and managed. */
  public async documents(stack: string, prefix: string): Promise<Document[]> {
    const { RolePolicyList, AttachedManagedPolicies } = await this.role(stack, prefix);
    const managed = AttachedManagedPolicies.map(async ({ PolicyArn }) => this.managedPolicy(PolicyArn));
    return [...RolePolicyList.map(({ PolicyDocument }) => PolicyDocument), ...await Promise.all(managed)];
  }

  public async managedPolicy(arn: string): Promise<Document> {
    const { PolicyVersionList } = (await this.account()).Policies.find(({ Arn }) => Arn === arn)!;
    return PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion)!.Document;
  }

  /** The policy of the only permission set. */
  public async permissionSet(): Promise<Document> {
    const [instanceArn, arn] = (await this.id('Organization', 'AWS::SSO::PermissionSet')).split('|');
    const { InlinePolicy } = await this.aws<{ InlinePolicy: string }>(
      'sso-admin', 'get-inline-policy-for-permission-set', '--instance-arn', instanceArn, '--permission-set-arn', arn);
    return JSON.parse(InlinePolicy) as Document;
  }

  public async serviceControlPolicy(): Promise<Document> {
    const id = await this.id('Organization', 'AWS::Organizations::Policy');
    const { Policy: { Content } } = await this.aws<{ Policy: { Content: string } }>('organizations', 'describe-policy', '--policy-id', id);
    return JSON.parse(Content) as Document;
  }

  public async keyPolicy(id: string): Promise<Policy> {
    return parsedJson((await this.aws<{ Policy: string }>('kms', 'get-key-policy', '--key-id', id, '--policy-name', 'default')).Policy);
  }

  public async bucketPolicy(name: string): Promise<Policy> {
    return parsedJson((await this.aws<{ Policy: string }>('s3api', 'get-bucket-policy', '--bucket', name)).Policy);
  }

  public async logGroup(name: string): Promise<object | undefined> {
    const { logGroups } = await this.aws<{ logGroups: { logGroupName: string }[] }>('logs', 'describe-log-groups');
    return logGroups.find(({ logGroupName }) => logGroupName === name);
  }

  private async identityCenter(): Promise<string> {
    return (await this.aws<{ Instances: { InstanceArn: string }[] }>('sso-admin', 'list-instances')).Instances[0].InstanceArn;
  }

  private async account(): Promise<AccountDetails> {
    return this.aws('iam', 'get-account-authorization-details', '--filter', 'Role', 'LocalManagedPolicy');
  }
}

export function parsed(document: Document): Policy {
  return parsePolicy(document, 'Deployed');
}

function parsedJson(json: string): Policy {
  return parsed(JSON.parse(json) as Document);
}
