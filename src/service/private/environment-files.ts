import { Stack } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { referencedBy } from '../../private/identity';

/**
 * Lets the execution role read the environment files of a container, which the L2 leaves to the user.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html
 */
export function grantEnvironmentFiles(container: ecs.ContainerDefinition): void {
  for (const { s3Location: { bucketName, objectKey } } of container.environmentFiles ?? []) {
    const role = container.taskDefinition.obtainExecutionRole();
    const arn = (resourceName?: string) => Stack.of(container).formatArn({ service: 's3', region: '', account: '', resource: bucketName, resourceName });
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [arn(objectKey)] }));
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['s3:GetBucketLocation'], resources: [arn()] }));
    bucketsNamed(bucketName).forEach(({ encryptionKey }) => encryptionKey?.grantDecrypt(role));
  }
}

/** The buckets of this app that a name refers to. */
function bucketsNamed(name: string): s3.Bucket[] {
  return referencedBy(name).map(({ node }) => node.scope).filter((owner) => owner instanceof s3.Bucket);
}
