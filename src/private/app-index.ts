import { CfnResource, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';

const POLICY_TYPES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'];

/** What the whole app holds that a service must know of, found in one walk. */
export class AppIndex {
  private readonly endpoints = new Map<string, ec2.CfnVPCEndpoint[]>();
  private readonly policies = new Map<string, CfnResource[]>();

  constructor(root: IConstruct) {
    for (const node of root.node.findAll()) {
      if (!CfnResource.isCfnResource(node)) {
        continue;
      }
      if (node.cfnResourceType === ec2.CfnVPCEndpoint.CFN_RESOURCE_TYPE_NAME) {
        const endpoint = node as ec2.CfnVPCEndpoint;
        append(this.endpoints, endpoint.vpcId, endpoint);
      } else if (POLICY_TYPES.includes(node.cfnResourceType)) {
        rolesOf(node).forEach((role) => append(this.policies, role, node));
      }
    }
  }

  /** The VPC endpoints that the app makes in a VPC. */
  public endpointsIn(vpc: ec2.IVpc): ec2.CfnVPCEndpoint[] {
    return this.endpoints.get(vpc.vpcId) ?? [];
  }

  /** The policies that stand beside a role of the app and name it by reference. */
  public policiesOf(role: CfnResource): CfnResource[] {
    return this.policies.get(referenceTo(role)) ?? [];
  }
}

function rolesOf(policy: CfnResource): string[] {
  const { roles, roleName } = policy as { roles?: unknown; roleName?: unknown };
  const named: unknown = Stack.of(policy).resolve(roles ?? [roleName]);
  return Array.isArray(named) ? named.map((role) => JSON.stringify(role)) : [];
}

function referenceTo(role: CfnResource): string {
  return JSON.stringify(Stack.of(role).resolve(role.ref));
}

function append<V>(map: Map<string, V[]>, key: string, value: V): void {
  const values = map.get(key);
  if (values) {
    values.push(value);
  } else {
    map.set(key, [value]);
  }
}
