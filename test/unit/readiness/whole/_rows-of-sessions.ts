import { bucketLog, keyedBucketLog } from './_bases';
import { also, apart, bounded } from './_forms';
import { add, all, drop, push, set, undecided, type Table } from './_table';
import { allow, att, deny, policy, publicFargate, publicInstances, ref, sub } from '../rules/_ready';

const SESSION = 'Cluster.Configuration.ExecuteCommandConfiguration';
const LOG = `${SESSION}.LogConfiguration`;
const ROLE = 'TaskRole.Policies.0.PolicyDocument.Statement';
const KEY = 'Key.KeyPolicy.Statement';
const ROOT = { AWS: sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:root') };
const APP = sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/app');
const TASK_LOG = allow(['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], att('AppLog', 'Arn'));

/** What Amazon S3 tells the key of a bucket that has no bucket key. */
const forObjectsOf = (bucket: string) => ({ StringLike: { 'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${bucket}/*` } });

/** Sessions are recorded where the containers log to. */
const byDefault = all(drop('SessionLog'), set(`${SESSION}.Logging`, 'DEFAULT'), set(LOG, undefined), set(`${ROLE}.2`, TASK_LOG));

export const ENCRYPTION: Table = {
  ClusterSeen: {
    broken: {
      'it is elsewhere': [publicFargate, 'unknown Service.Cluster', set('Service.Cluster', 'others')],
      'there is none': [publicFargate, 'unknown Service.Cluster', set('Service.Cluster', undefined)],
    },
    sound: { 'its name': [publicFargate, set('Cluster.ClusterName', 'mine'), set('Service.Cluster', 'mine')] },
  },
  SessionKeyUse: {
    broken: {
      'the role': [publicFargate, 'error TaskRole', set(`${ROLE}.3`, undefined)],
      'another action': [publicFargate, 'error TaskRole', set(`${ROLE}.3.Action`, 'kms:GenerateDataKey')],
      'another key': [publicInstances, `error ${ROLE}.3.Resource`, set(`${ROLE}.3.Resource`, 'arn:aws:kms:eu-west-1:111111111111:key/other')],
      'a policy apart': [publicFargate, 'error TaskRole', set(`${ROLE}.3`, undefined), apart('TaskRole', 'AWS::IAM::Policy')],
      'a Deny': [publicFargate, `error ${ROLE}.4`, push(ROLE, deny('kms:*'))],
      'a Deny apart': [publicFargate, 'error More.PolicyDocument.Statement.0', also('TaskRole', deny('kms:Decrypt'))],
      'a boundary': [publicFargate, 'error Boundary.PolicyDocument', bounded('TaskRole', allow(['logs:*', 'ssmmessages:*']))],
      'the policy of the key': [publicFargate, 'error Key.KeyPolicy', set(`${KEY}.0.Action`, ['kms:Describe*', 'kms:PutKeyPolicy'])],
      'a Deny in the policy of the key': [publicFargate, `error ${KEY}.2`, set('TaskRole.RoleName', 'app'),
        push(KEY, { ...deny('kms:Decrypt'), Principal: { AWS: APP } })],
    },
    sound: {
      'the policy of the key names the role': [publicFargate, set('TaskRole.RoleName', 'app'), set(`${ROLE}.3`, undefined),
        push(KEY, { ...allow('kms:Decrypt'), Principal: { AWS: APP } })],
      'there is no key': [publicFargate, push(ROLE, deny('kms:Encrypt'))],
    },
  },
  SessionKeyFit: {
    broken: {
      'a key that AWS keeps': [publicFargate, `error ${SESSION}.KmsKeyId`, set(`${SESSION}.KmsKeyId`, 'alias/aws/s3'), set(`${ROLE}.3.Resource`, '*')],
      'a key that is off': [publicFargate, 'error Key.Enabled', set('Key.Enabled', false)],
      'a key for signatures': [publicFargate, 'error Key.KeySpec', set('Key.KeySpec', 'RSA_2048'), set('Key.KeyUsage', 'SIGN_VERIFY'), set('Key.EnableKeyRotation', undefined)],
      'a key that may be off': [publicFargate, 'unknown Key.Enabled', undecided('P'), set('Key.Enabled', ref('P'))],
    },
    sound: { 'all is said': [publicFargate, set('Key.Enabled', true), set('Key.KeySpec', 'SYMMETRIC_DEFAULT'), set('Key.KeyUsage', 'ENCRYPT_DECRYPT')] },
  },
  SessionKeyPresent: {
    broken: { none: [publicFargate, `info ${SESSION}.KmsKeyId`, set(`${SESSION}.KmsKeyId`, undefined)] },
    sound: { 'its alias': [publicFargate, add('Alias', 'AWS::KMS::Alias', { AliasName: 'alias/exec', TargetKeyId: ref('Key') }), set(`${SESSION}.KmsKeyId`, ref('Alias'))] },
  },
  SessionKeyRotation: {
    broken: {
      'it is left out': [publicFargate, 'info Key.EnableKeyRotation', set('Key.EnableKeyRotation', undefined)],
      'it is off': [publicInstances, 'info Key.EnableKeyRotation', set('Key.EnableKeyRotation', false)],
    },
    sound: { 'material from outside': [publicFargate, set('Key.EnableKeyRotation', false), set('Key.Origin', 'EXTERNAL')] },
  },
};

export const LOGS: Table = {
  SessionLogging: {
    broken: {
      'it is off': [publicFargate, `warning ${SESSION}.Logging`, byDefault, set(`${SESSION}.Logging`, 'NONE')],
      'a container logs elsewhere': [publicFargate, 'warning Task.ContainerDefinitions.0.LogConfiguration.LogDriver', byDefault,
        set('Task.ContainerDefinitions.0.LogConfiguration', { LogDriver: 'splunk' })],
    },
    sound: { 'the containers log with awslogs': [publicFargate, byDefault] },
  },
  SessionLogDestination: {
    broken: {
      'none is named': [publicFargate, `error ${LOG}`, drop('SessionLog'), set(LOG, {}), set(`${ROLE}.2`, undefined)],
      'a Logging that there is not': [publicFargate, `error ${SESSION}.Logging`, set(`${SESSION}.Logging`, 'CLOUDWATCH')],
      'one that is not used': [publicFargate, `error ${LOG}`, set(`${SESSION}.Logging`, 'NONE')],
      'one that is not used by default': [publicFargate, `error ${LOG}`, set(`${SESSION}.Logging`, 'DEFAULT'), push(ROLE, TASK_LOG)],
      'encryption of a bucket that there is not': [publicFargate, `warning ${LOG}.S3EncryptionEnabled`, set(`${LOG}.S3EncryptionEnabled`, true)],
      'a parameter': [publicFargate, `unknown ${SESSION}.Logging`, undecided('P'), set(`${SESSION}.Logging`, ref('P'))],
    },
    sound: { 'a bucket': [bucketLog] },
  },
  SessionLogExists: {
    broken: {
      'a group that is elsewhere': [publicFargate, `unknown ${LOG}.CloudWatchLogGroupName`, drop('SessionLog'), set(`${LOG}.CloudWatchLogGroupName`, '/exec/others'), set(`${ROLE}.2.Resource`, '*')],
      'a bucket that is elsewhere': [bucketLog, `unknown ${LOG}.S3BucketName`, drop('Bucket', 'BucketPolicy'), set(`${LOG}.S3BucketName`, 'sessions')],
      'the ARN of a group': [publicFargate, `error ${LOG}.CloudWatchLogGroupName`, set(`${LOG}.CloudWatchLogGroupName`, att('SessionLog', 'Arn'))],
    },
    sound: { 'its name': [publicFargate, set(`${LOG}.CloudWatchLogGroupName`, '/exec/app')] },
  },
  SessionLogRetention: {
    broken: { 'for ever': [publicFargate, 'warning SessionLog.RetentionInDays', set('SessionLog.RetentionInDays', undefined)] },
    sound: { 'another log for ever': [publicFargate, set('AppLog.RetentionInDays', undefined)] },
  },
  SessionLogAccess: {
    broken: {
      'the group is not found': [publicFargate, 'error TaskRole', set(`${ROLE}.1`, undefined)],
      'the streams are not found': [publicInstances, 'warning TaskRole', set(`${ROLE}.2.Action`, ['logs:CreateLogStream', 'logs:PutLogEvents'])],
      'nothing is written': [publicFargate, 'warning TaskRole', set(`${ROLE}.2.Action`, ['logs:CreateLogStream', 'logs:DescribeLogStreams'])],
      'another group': [publicFargate, `warning ${ROLE}.2.Resource`, set(`${ROLE}.2.Resource`, att('AppLog', 'Arn'))],
      'a policy apart': [publicFargate, 'error TaskRole', set(`${ROLE}.1`, undefined), apart('TaskRole', 'AWS::IAM::Policy')],
      'a Deny': [publicFargate, `error ${ROLE}.4`, push(ROLE, deny('logs:Describe*'))],
      'a boundary': [publicFargate, 'error Boundary.PolicyDocument', bounded('TaskRole', allow(['kms:*', 'ssmmessages:*']))],
      'a bucket is not written to': [bucketLog, 'warning TaskRole', set(`${ROLE}.2`, undefined)],
      'a bucket is not asked': [bucketLog, 'error TaskRole', set(`${ROLE}.1`, undefined)],
      'another prefix': [bucketLog, `warning ${ROLE}.2.Resource`, set(`${LOG}.S3KeyPrefix`, 'exec'), set(`${ROLE}.2.Resource`, 'arn:aws:s3:::sessions/other/*')],
      'the log of a container': [publicFargate, `warning ${ROLE}.2.Resource`, byDefault, set(`${ROLE}.2.Resource`, 'arn:aws:logs:eu-west-1:111111111111:log-group:/other:*')],
    },
    sound: { 'all logs': [publicFargate, set(`${ROLE}.2`, allow('logs:*'))] },
  },
  SessionLogBucketClosed: {
    broken: {
      'the public': [bucketLog, 'warning Bucket.PublicAccessBlockConfiguration', set('Bucket.PublicAccessBlockConfiguration', { BlockPublicPolicy: false })],
      'requests without TLS': [bucketLog, 'info Bucket', drop('BucketPolicy')],
    },
    sound: { 'it is closed': [bucketLog, set('Bucket.PublicAccessBlockConfiguration', { BlockPublicPolicy: true })] },
  },
  SessionLogBucketPolicy: {
    broken: {
      writing: [bucketLog, 'warning BucketPolicy.PolicyDocument.Statement.1', push('BucketPolicy.PolicyDocument.Statement', { ...deny('s3:PutObject', 'arn:aws:s3:::sessions/*'), Principal: '*' })],
      asking: [bucketLog, 'error BucketPolicy.PolicyDocument.Statement.1', push('BucketPolicy.PolicyDocument.Statement', { ...deny('s3:GetEncryptionConfiguration', 'arn:aws:s3:::sessions'), Principal: '*' })],
    },
    sound: { deleting: [bucketLog, push('BucketPolicy.PolicyDocument.Statement', { ...deny('s3:DeleteObject', 'arn:aws:s3:::sessions/*'), Principal: '*' })] },
  },
  SessionLogEncrypted: {
    broken: {
      'no key': [publicFargate, 'error SessionLog.KmsKeyId', set('SessionLog.KmsKeyId', undefined)],
      'a bucket that is encrypted twice': [keyedBucketLog, 'unknown Bucket.BucketEncryption', set('Bucket.BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.SSEAlgorithm', 'aws:kms:dsse')],
    },
    sound: { 'nobody asks for it': [publicFargate, set('SessionLog.KmsKeyId', undefined), set(`${LOG}.CloudWatchEncryptionEnabled`, false)] },
  },
  LogGroupKeyPolicy: {
    broken: {
      'the log of sessions': [publicFargate, 'error Key.KeyPolicy', set(`${KEY}.1`, undefined)],
      'another group': [publicFargate, 'error Key.KeyPolicy', set(`${KEY}.1.Condition.ArnEquals`, { 'kms:EncryptionContext:aws:logs:arn': sub('arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/other') })],
      'the log of a container': [publicFargate, 'error Other.KeyPolicy', set('AppLog.KmsKeyId', att('Other', 'Arn')),
        add('Other', 'AWS::KMS::Key', { EnableKeyRotation: true, KeyPolicy: policy({ ...allow('kms:*'), Principal: ROOT }) })],
      'a key that is elsewhere': [publicFargate, 'unknown AppLog.KmsKeyId', set('AppLog.KmsKeyId', 'arn:aws:kms:eu-west-1:111111111111:key/other')],
    },
    sound: { 'any group': [publicFargate, set(`${KEY}.1.Condition`, undefined)] },
  },
  BucketKeyUse: {
    broken: {
      'the role': [keyedBucketLog, 'warning TaskRole', set(`${ROLE}.4`, undefined)],
      'a Deny': [keyedBucketLog, `warning ${ROLE}.5`, push(ROLE, deny('kms:GenerateDataKey'))],
      'the policy of the key': [keyedBucketLog, 'warning BucketKey.KeyPolicy', set('BucketKey.KeyPolicy.Statement.0.Action', 'kms:Describe*')],
      'the context of another bucket': [keyedBucketLog, `warning ${ROLE}.4.Condition`, set(`${ROLE}.4.Condition`, forObjectsOf('other'))],
    },
    sound: {
      'any key': [keyedBucketLog, set(`${ROLE}.4.Resource`, '*')],
      'the context of the objects': [keyedBucketLog, set(`${ROLE}.4.Condition`, forObjectsOf('sessions'))],
    },
  },
};
