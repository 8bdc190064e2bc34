import type { Stack } from 'aws-cdk-lib';
import { CfnResource } from 'aws-cdk-lib';

/**
 * How many characters AWS counts in a policy, and takes at most.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export const MAX_MANAGED_POLICY = 6144;
export const MAX_PERMISSION_SET_POLICY = 10_240;
export const MAX_SERVICE_CONTROL_POLICY = 5120;

/** The longest values of the pseudo parameters. */
const PSEUDO: Readonly<Record<string, number>> = {
  'AWS::Partition': 'aws-us-gov'.length,
  'AWS::Region': 'ap-southeast-99'.length,
  'AWS::AccountId': '111122223333'.length,
  'AWS::URLSuffix': 'amazonaws.com.cn'.length,
};

/** What CloudFormation puts around the name of a stack and a logical id to make a name, and what an ARN puts around a name. */
const SUFFIX = 15;
const ARN = 70;

/** What is not known to be shorter. */
const OTHER = 64;

/** The lengths of ids that AWS makes, and the properties with the names of what is named. */
const IDS: Readonly<Record<string, number>> = { 'AWS::EC2::VPC': 'vpc-'.length + 17, 'AWS::EC2::VPCEndpoint': 'vpce-'.length + 17, 'AWS::KMS::Key': 'mrk-'.length + 36, 'AWS::S3::Bucket': 63 };
const NAMES: Readonly<Record<string, string>> = { 'AWS::ECS::Cluster': 'clusterName', 'AWS::Logs::LogGroup': 'logGroupName', 'AWS::IAM::Role': 'roleName', 'AWS::ECS::Service': 'serviceName' };

/** What refers to an ARN by itself. */
const ARN_REFS = ['AWS::ECS::Service', 'AWS::ECS::TaskDefinition'];

/** The size of a policy. What is known only at deployment counts as long as it is likely to get at most. */
export function sizeOfPolicy(stack: Stack, document: unknown): number {
  return sizeOf(stack.resolve(document), stack);
}

function sizeOf(value: unknown, stack: Stack): number {
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value).length;
  }
  const intrinsic = intrinsicOf(value);
  if (intrinsic) {
    return sizeOfIntrinsic(...intrinsic, stack) + '""'.length;
  }
  const separators = Math.max(Object.keys(value).length - 1, 0) + '[]'.length;
  return Array.isArray(value) ? total(value.map((item) => sizeOf(item, stack))) + separators
    : total(Object.entries(value).map(([key, inner]) => JSON.stringify(key).length + ':'.length + sizeOf(inner, stack))) + separators;
}

function sizeOfIntrinsic(name: string, argument: unknown, stack: Stack): number {
  switch (name) {
    case 'Fn::Join': {
      const [delimiter, parts] = argument as [string, unknown[]];
      return total(parts.map((part) => sizeOf(part, stack) - '""'.length)) + delimiter.length * (parts.length - 1);
    }
    case 'Ref':
      return PSEUDO[argument as string] ?? sizeOfReference(argument as string, 'Ref', stack);
    case 'Fn::GetAtt':
      return sizeOfReference(...argument as [string, string], stack);
    default:
      return OTHER;
  }
}

function sizeOfReference(id: string, attribute: string, stack: Stack): number {
  const resource = resourceOf(stack, id);
  const type = resource?.cfnResourceType ?? '';
  const written: unknown = resource && NAMES[type] && stack.resolve((resource as unknown as Record<string, unknown>)[NAMES[type]]);
  const name = IDS[type] ?? (written ? sizeOf(written, stack) - '""'.length : Math.max(stack.stackName.length + id.length + SUFFIX, resource ? 0 : OTHER));
  return attribute.endsWith('Arn') || attribute === 'Ref' && ARN_REFS.includes(type) ? name + ARN : name;
}

/** The resources of a stack by their logical ids. What is referred to is there, or in another stack. */
const RESOURCES = new WeakMap<Stack, Map<string, CfnResource | undefined>>();

function resourceOf(stack: Stack, id: string): CfnResource | undefined {
  if (!RESOURCES.get(stack)?.has(id)) {
    const resources = stack.node.findAll().filter((node) => CfnResource.isCfnResource(node) && node.stack === stack) as CfnResource[];
    const byId = resources.map((resource) => [stack.resolve(resource.logicalId) as string, resource] as const);
    RESOURCES.set(stack, new Map([...RESOURCES.get(stack) ?? [], [id, undefined], ...byId]));
  }
  return RESOURCES.get(stack)!.get(id);
}

function intrinsicOf(value: object): [string, unknown] | undefined {
  const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
  return others.length === 0 && (name === 'Ref' || name.startsWith('Fn::')) ? [name, argument] : undefined;
}

function total(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + size, 0);
}
