import { addLines, addSettings, launchData, onInstances, onWindows, silent, tells } from './_instances';
import { changed, says } from './_judge';
import { allow, publicFargate, ref, type Template } from './_ready';
import { CredentialSpecs } from '../../../../src/readiness/private/rules/credential-specs';

const PLACE = 'Task.ContainerDefinitions.0.CredentialSpecs.0';
const PARAMETER = 'arn:aws:ssm:eu-west-1:111111111111:parameter/spec';
type Resources = Template['Resources'];

const withSpec = (spec: string) => (resources: Resources) => {
  resources.Task.Properties.ContainerDefinitions[0].CredentialSpecs = [spec];
  resources.ExecutionRole.Properties.Policies[0].PolicyDocument.Statement.push(allow('ssm:GetParameters', PARAMETER));
};
const FILE = 'credentialspec:file://spec.json';
const DOMAINLESS = `credentialspecdomainless:${PARAMETER}`;
const initialize = "Initialize-ECSAgent -Cluster '${Cluster}' -EnableTaskIAMRole";

function onLinux(spec: string, change: (resources: Resources) => void = () => undefined): Template {
  return onInstances((resources) => {
    withSpec(spec)(resources);
    change(resources);
  });
}

describe('CredentialSpecs', () => {
  silent(CredentialSpecs);

  test('on Linux wants it to be asked for', () => {
    expect(says(CredentialSpecs, onLinux(FILE))).toEqual([`error ${PLACE}`]);
    expect(tells(CredentialSpecs, onLinux(FILE))).toEqual(['the instances of Instances hand out no group managed service accounts, so container "app" does not start there']);
    expect(says(CredentialSpecs, onLinux(FILE, (resources) => addSettings(resources, 'ECS_GMSA_SUPPORTED=true')))).toEqual([]);
    expect(says(CredentialSpecs, onLinux(FILE, (resources) => addSettings(resources, 'ECS_GMSA_SUPPORTED=false')))).toEqual([`error ${PLACE}`]);
  });

  test('on Windows wants it to be asked for outside of a domain', () => {
    expect(says(CredentialSpecs, onWindows(initialize, withSpec(FILE)))).toEqual([]);
    expect(says(CredentialSpecs, onWindows(initialize, withSpec(DOMAINLESS)))).toEqual([`error ${PLACE}`]);
    expect(says(CredentialSpecs, onWindows(`[Environment]::SetEnvironmentVariable("ECS_GMSA_SUPPORTED", \$TRUE, "Machine")\n${initialize}`, withSpec(DOMAINLESS)))).toEqual([]);
  });

  test('does not know images of your own, and is silent on what is not seen at all', () => {
    expect(says(CredentialSpecs, onLinux(FILE, (resources) => {
      launchData(resources).ImageId = 'ami-1';
    }))).toEqual([`unknown ${PLACE}`]);
    expect(says(CredentialSpecs, onLinux(FILE, (resources) => addLines(resources, './setup.sh')))).toEqual([]);
  });

  test('on Fargate is broken by Windows and by accounts of a domain', () => {
    const fargate = (spec: string, system = 'LINUX') => changed(publicFargate, (resources) => {
      withSpec(spec)(resources);
      resources.Task.Properties.RuntimePlatform = { OperatingSystemFamily: system };
    });
    expect(says(CredentialSpecs, fargate(DOMAINLESS))).toEqual([]);
    expect(says(CredentialSpecs, fargate(`credentialspec:${PARAMETER}`))).toEqual([`error ${PLACE}`]);
    expect(says(CredentialSpecs, fargate(DOMAINLESS, 'WINDOWS_SERVER_2022_CORE'))).toEqual([`error ${PLACE}`]);
  });

  test('is broken by an execution role that may not read what the account is described in', () => {
    const template = (spec: string) => changed(publicFargate, ({ Task }) => {
      Task.Properties.ContainerDefinitions[0].CredentialSpecs = [spec];
    });
    expect(says(CredentialSpecs, template(DOMAINLESS))).toEqual(['error ExecutionRole']);
    expect(tells(CredentialSpecs, template('credentialspecdomainless:arn:aws:s3:::bucket/spec.json'))).toEqual(
      ['role ExecutionRole does not allow s3:GetObject on arn:aws:s3:::bucket/spec.json']);
  });

  test('reads the older place, too', () => {
    expect(says(CredentialSpecs, onInstances(({ Task }) => {
      Task.Properties.ContainerDefinitions[0].DockerSecurityOptions = ['no-new-privileges', FILE];
    }))).toEqual(['error Task.ContainerDefinitions.0.DockerSecurityOptions.1']);
  });

  test('does not know whether a container is in the task that may not be', () => {
    expect(says(CredentialSpecs, onInstances(({ Task }, template) => {
      template.Parameters = { With: { Type: 'String' } };
      template.Conditions = { Both: { 'Fn::Equals': [ref('With'), 'yes'] } };
      Task.Properties.ContainerDefinitions.push({ 'Fn::If': ['Both', { Name: 'b', Image: 'x', CredentialSpecs: [FILE] }, ref('AWS::NoValue')] });
    }))).toEqual(['unknown Task.ContainerDefinitions.1.CredentialSpecs.0']);
  });
});
