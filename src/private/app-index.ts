import { CfnResource, Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { identityOf } from './identity';

const ENDPOINT_TYPE = 'AWS::EC2::VPCEndpoint';
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
      if (node.cfnResourceType === ENDPOINT_TYPE) {
        const endpoint = node as ec2.CfnVPCEndpoint;
        append(this.endpoints, identityOf(endpoint, endpoint.vpcId), endpoint);
      } else if (POLICY_TYPES.includes(node.cfnResourceType)) {
        rolesOf(node).forEach((role) => append(this.policies, role, node));
      }
    }
  }

  /** The VPC endpoints that the app makes in a VPC. */
  public endpointsIn(vpc: ec2.IVpc): ec2.CfnVPCEndpoint[] {
    return this.endpoints.get(identityOf(vpc, vpc.vpcId)) ?? [];
  }

  /** The policies that stand beside a role of the app, in its stack, and name it by reference. */
  public policiesOf(role: CfnResource): CfnResource[] {
    const stack = Stack.of(role);
    return this.policies.get(keyOf(stack, stack.resolve(role.ref))) ?? [];
  }
}

function rolesOf(policy: CfnResource): string[] {
  const stack = Stack.of(policy);
  const { roles, roleName } = policy as { roles?: unknown; roleName?: unknown };
  const named: unknown = stack.resolve(roles ?? [roleName]);
  return Array.isArray(named) ? named.map((role) => keyOf(stack, role)) : [];
}

/** With its stack: another stack may have a role of the same logical id, and a policy of a later stack cannot come before the service. */
function keyOf(stack: Stack, reference: unknown): string {
  return `${stack.node.path}|${JSON.stringify(reference)}`;
}

function append<V>(map: Map<string, V[]>, key: string, value: V): void {
  const values = map.get(key);
  if (values) {
    values.push(value);
  } else {
    map.set(key, [value]);
  }
}
