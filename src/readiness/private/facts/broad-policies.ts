/**
 * AWS managed policies that give a container more than any application needs: all of AWS, or all that makes roles and tasks.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const BROAD_POLICIES: ReadonlySet<string> = new Set(['AdministratorAccess', 'PowerUserAccess', 'IAMFullAccess', 'AmazonECS_FullAccess']);

/**
 * AWS managed policies that are no longer to be used, with what takes their place.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-awsmanpol.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/security-iam-awsmanpol.html
 */
export const DEPRECATED_POLICIES: ReadonlyMap<string, string> = new Map([
  ['AmazonEC2ContainerServiceFullAccess', 'AmazonECS_FullAccess, for people only'],
  ['service-role/AmazonEC2ContainerServiceRole', 'the service-linked role of Amazon ECS'],
  ['service-role/AmazonEC2ContainerServiceAutoscaleRole', 'the service-linked role of Application Auto Scaling'],
  ['service-role/AmazonEC2RoleforSSM', 'AmazonSSMManagedInstanceCore'],
]);
