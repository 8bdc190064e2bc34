import { Aws, Size, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { HostChoice } from './host-options';
import { warn } from '../../../private/warnings';
import type { Ec2CapacityOptions } from '../../ec2-capacity-options';

/** The volumes of instances: encrypted, and gone with their instance. */
export function hostVolumes(scope: Construct, options: Ec2CapacityOptions, choice: HostChoice): ec2.BlockDevice[] {
  const { volumeSize, volumeKey } = options;
  const { image, hardware, purchase } = choice;
  const { device, size, least } = image.volume(hardware);
  if (volumeSize && !volumeSize.isUnresolved() && volumeSize.toBytes() < Size.gibibytes(least).toBytes()) {
    throw new Error(`${scope.node.path}: volumeSize is ${volumeSize.toBytes()} bytes, and ${image.name} takes at least ${least} GiB; choose Size.gibibytes(${least}) or more`);
  }
  if (volumeKey) {
    allowLaunch(scope, volumeKey, purchase._hasSpot);
  }
  const volume = (deviceName: string, gibibytes: number): ec2.BlockDevice => ({
    deviceName,
    volume: ec2.BlockDeviceVolume.ebs(gibibytes, {
      encrypted: true,
      kmsKey: volumeKey,
      volumeType: ec2.EbsDeviceVolumeType.GP3,
      deleteOnTermination: true,
    }),
  });
  return [...image.system ? [volume(...image.system)] : [], volume(device, volumeSize?.toGibibytes() ?? size)];
}

/**
 * Instances are launched with roles that AWS keeps in the account, and that no identity policy allows to use a key.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 */
function allowLaunch(scope: Construct, key: kms.IKey, hasSpot: boolean): void {
  const roles = ['autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling', ...hasSpot ? ['spot.amazonaws.com/AWSServiceRoleForEC2Spot'] : []]
    .map((role) => Stack.of(scope).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: `aws-service-role/${role}` }));
  // a policy that names a role as its principal cannot be made before that role
  const statement = (actions: string[], conditions: Record<string, Record<string, unknown>>) => new iam.PolicyStatement({
    principals: [new iam.AnyPrincipal()],
    actions,
    resources: ['*'],
    conditions: { ...conditions, ArnEquals: { 'aws:PrincipalArn': roles }, StringEquals: { 'kms:CallerAccount': Aws.ACCOUNT_ID } },
  });
  const statements = [
    statement(['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'], {}),
    statement(['kms:CreateGrant'], { Bool: { 'kms:GrantIsForAWSResource': true } }),
  ];
  if (statements.some((each) => !key.addToResourcePolicy(each, true).statementAdded)) {
    warn(scope, 'importedVolumeKey', `the volumeKey ${JSON.stringify(key.node.path)} is imported, so Amazon EC2 Auto Scaling could not be allowed to use it, without which no instance starts; `
      + `add to its policy: ${JSON.stringify(Stack.of(scope).resolve(statements.map((each) => each.toStatementJson())))}`);
  }
}
