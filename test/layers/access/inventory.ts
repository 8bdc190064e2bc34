import type { DeployedAccess } from './deployed-access';

/** What there may be in an account, and how the `aws` command lists it by name. */
const KINDS: Record<string, [service: string, command: string, query: string, ...args: string[]]> = {
  alarms: ['cloudwatch', 'describe-alarms', 'MetricAlarms[].AlarmName'],
  buckets: ['s3api', 'list-buckets', 'Buckets[].Name'],
  clusters: ['ecs', 'list-clusters', 'clusterArns'],
  dashboards: ['cloudwatch', 'list-dashboards', 'DashboardEntries[].DashboardName'],
  endpoints: ['ec2', 'describe-vpc-endpoints', 'VpcEndpoints[].VpcEndpointId'],
  instances: ['ec2', 'describe-instances', 'Reservations[].Instances[].InstanceId', '--filters', 'Name=instance-state-name,Values=pending,running'],
  keys: ['kms', 'list-keys', 'Keys[].KeyId'],
  logGroups: ['logs', 'describe-log-groups', 'logGroups[].logGroupName'],
  logPolicies: ['logs', 'describe-resource-policies', 'resourcePolicies[].policyName'],
  policies: ['iam', 'list-policies', 'Policies[].Arn', '--scope', 'Local'],
  policiesOfTheOrganization: ['organizations', 'list-policies', 'Policies[].Id', '--filter', 'SERVICE_CONTROL_POLICY'],
  queries: ['logs', 'describe-query-definitions', 'queryDefinitions[].queryDefinitionId'],
  roles: ['iam', 'list-roles', 'Roles[].RoleName'],
  rules: ['events', 'list-rules', 'Rules[].Name'],
  stacks: ['cloudformation', 'describe-stacks', 'Stacks[].StackName'],
  stateMachines: ['stepfunctions', 'list-state-machines', 'stateMachines[].name'],
  topics: ['sns', 'list-topics', 'Topics[].TopicArn'],
  trails: ['cloudtrail', 'list-trails', 'Trails[].Name'],
  vpcs: ['ec2', 'describe-vpcs', 'Vpcs[].VpcId'],
};

export type Inventory = Record<string, string[]>;

/** What there is now. */
export async function inventoryOf({ emulator, region }: DeployedAccess): Promise<Inventory> {
  const inventory: Inventory = {};
  for (const [kind, [service, command, query, ...args]] of Object.entries(KINDS)) {
    inventory[kind] = (await emulator.aws<string[] | null>(region, service, command, ...args, '--query', query) ?? []).sort();
  }
  return inventory;
}

/** What has come since, of those kinds of which something has. */
export function since(before: Inventory, now: Inventory): Inventory {
  const come = Object.entries(now).map(([kind, names]) => [kind, names.filter((name) => !before[kind].includes(name))] as const);
  return Object.fromEntries(come.filter(([, names]) => names.length > 0));
}
