import { changed, says } from './_judge';
import { allow, att, deny, inline, isolatedFargate, policy, publicFargate, ref } from './_ready';
import { tells } from './_roles';
import { parameters, saysOfReady } from './_task';
import { EfsAllowed } from '../../../../src/readiness/private/rules/efs-allowed';

const ROLE = att('TaskRole', 'Arn');
const IAM = { AuthorizationConfig: { IAM: 'ENABLED' }, TransitEncryption: 'ENABLED' };
const POLICY = 'Files.FileSystemPolicy';
const mounting = (Principal: unknown, more: object = {}) => ({ Effect: 'Allow', Principal, Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'], ...more });
const EVERYBODY = mounting({ AWS: '*' });
const WITH_TLS = { Effect: 'Deny', Principal: { AWS: '*' }, Action: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };

/** A task that mounts a file system with a policy. */
function mounted(FileSystemPolicy: unknown, volume: object = {}, change: Parameters<typeof changed>[1] = () => undefined) {
  return changed(publicFargate, (resources, template) => {
    resources.Files = { Type: 'AWS::EFS::FileSystem', Properties: { FileSystemPolicy } };
    resources.Task.Properties.Volumes = [{ Name: 'data', EFSVolumeConfiguration: { FilesystemId: ref('Files'), ...volume } }];
    change(resources, template);
  });
}

const saysOf = (...parts: Parameters<typeof mounted>) => says(EfsAllowed, mounted(...parts));

describe('EfsAllowed', () => {
  test('has nothing to say of tasks without file systems, and of file systems without policies', () => {
    expect(saysOfReady(EfsAllowed)).toEqual([]);
    expect(saysOf(undefined)).toEqual([]);
    expect(says(EfsAllowed, changed(isolatedFargate, ({ Task }) => {
      Task.Properties.Volumes = [{ Name: 'data', EFSVolumeConfiguration: { FilesystemId: 'fs-1' } }];
    }))).toEqual([]);
  });

  test('is silent where everybody may mount', () => {
    expect(saysOf(policy(EVERYBODY))).toEqual([]);
    expect(saysOf(policy({ ...EVERYBODY, Resource: '*' }))).toEqual([]);
    expect(saysOf(policy({ ...EVERYBODY, Condition: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } } }))).toEqual([]);
    expect(saysOf(policy(EVERYBODY), IAM)).toEqual([]);
  });

  test('is broken where tasks without IAM are not meant', () => {
    const template = mounted(policy(mounting({ AWS: ROLE })));
    expect(says(EfsAllowed, template)).toEqual([`error ${POLICY}`]);
    expect(tells(EfsAllowed, template)[0]).toContain('the tasks may not mount Files');
    expect(saysOf(policy({ ...EVERYBODY, Action: ['elasticfilesystem:ClientWrite', 'elasticfilesystem:ClientRootAccess'] }))).toEqual([`error ${POLICY}`]);
  });

  test('is broken without the encryption that is asked for', () => {
    expect(saysOf(policy(EVERYBODY, WITH_TLS))).toEqual([`error ${POLICY}`]);
    expect(saysOf(policy(EVERYBODY, WITH_TLS), { TransitEncryption: 'DISABLED' })).toEqual([`error ${POLICY}`]);
    expect(saysOf(policy(EVERYBODY, WITH_TLS), { TransitEncryption: 'ENABLED' })).toEqual([]);
    expect(saysOf(policy(EVERYBODY, WITH_TLS), { TransitEncryption: ref('Tls') }, (_, template) => {
      template.Parameters = parameters('Tls') as typeof template.Parameters;
    })).toEqual([`unknown ${POLICY}`]);
  });

  test('asks for the task role where the volume has IAM: its own policies may allow it, too', () => {
    expect(saysOf(policy(mounting({ AWS: ROLE })), IAM)).toEqual([]);
    expect(saysOf(policy(mounting({ AWS: att('ExecutionRole', 'Arn') })), IAM)).toEqual([`error ${POLICY}`]);
    const own = (statement: unknown, document: unknown = policy(WITH_TLS)) => saysOf(document, IAM, ({ TaskRole }) => {
      TaskRole.Properties.Policies.push(inline('files', statement));
    });
    expect(own(allow('elasticfilesystem:Client*', att('Files', 'Arn')))).toEqual([]);
    expect(own(allow('s3:GetObject'))).toEqual([`error ${POLICY}`]);
    expect(own(deny('elasticfilesystem:*'), policy(EVERYBODY))).toEqual([`error ${POLICY}`]);
  });

  test('knows the access point', () => {
    const through = (point: unknown) => saysOf(policy({ ...EVERYBODY, Condition: { StringEquals: { 'elasticfilesystem:AccessPointArn': att('Point', 'Arn') } } }),
      point === undefined ? {} : { AuthorizationConfig: { AccessPointId: point }, TransitEncryption: 'ENABLED' }, (resources) => {
        resources.Point = { Type: 'AWS::EFS::AccessPoint', Properties: { FileSystemId: ref('Files') } };
      });
    expect(through(ref('Point'))).toEqual([]);
    expect(through(undefined)).toEqual([`error ${POLICY}`]);
    expect(through('fsap-1')).toEqual([`unknown ${POLICY}`]);
  });

  test('does not know conditions and roles that it does not see', () => {
    expect(saysOf(policy({ ...EVERYBODY, Condition: { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } } }))).toEqual([`unknown ${POLICY}`]);
    expect(saysOf({ 'Fn::ImportValue': 'policy' })).toEqual([`unknown ${POLICY}`]);
    expect(saysOf(policy(mounting({ AWS: ROLE })), { ...IAM, AuthorizationConfig: { IAM: ref('Iam') } }, (_, template) => {
      template.Parameters = parameters('Iam') as typeof template.Parameters;
    })).toEqual([`unknown ${POLICY}`]);
    expect(saysOf(policy(mounting({ AWS: ROLE })), IAM, ({ Task }) => {
      Task.Properties.TaskRoleArn = 'arn:aws:iam::111111111111:role/app';
    })).toEqual([`unknown ${POLICY}`]);
    expect(saysOf(policy(mounting({ AWS: ROLE })), IAM, ({ Task }) => {
      delete Task.Properties.TaskRoleArn;
    })).toEqual([]);
  });
});
