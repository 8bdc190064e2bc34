import { changed } from './_judge';
import { explained, natFargate, told, without, type Resources } from './_network';
import { isolatedFargate, ref, sub } from './_ready';

const SUBNETS = 'Service.NetworkConfiguration.AwsvpcConfiguration.Subnets';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:api-abcdef';
type Change = (resources: Resources) => void;
const isolated = (container: object, change: Change = () => undefined, make = isolatedFargate) => explained(changed(make, (resources, template) => {
  template.Parameters = { Value: { Type: 'String' } };
  Object.assign(resources.Task.Properties.ContainerDefinitions[0], container);
  change(resources);
}));
const lines = (said: readonly (readonly [string, string])[]) => said.map(([line]) => line);
const secrets = (...values: unknown[]) => ({ Secrets: values.map((ValueFrom, index) => ({ Name: `S${index}`, ValueFrom })) });
const withEndpoint = (service: string) => (resources: Resources) => {
  resources.More = { ...resources.Kms, Properties: { ...resources.Kms.Properties, ServiceName: sub(`com.amazonaws.\${AWS::Region}.${service}`) } };
  (resources.Service.DependsOn as string[]).push('More');
};

describe('ValueEndpoints', () => {
  test('is silent with the endpoint, or with another way out', () => {
    expect(isolated(secrets(SECRET), withEndpoint('secretsmanager'))).toEqual([]);
    expect(isolated(secrets('/app/key'), withEndpoint('ssm'))).toEqual([]);
    expect(isolated(secrets(SECRET, '/app/key', ref('Value')), () => undefined, natFargate)).toEqual([]);
  });

  test('is broken without, in one finding for all values', () => {
    expect(isolated(secrets(SECRET, `${SECRET}:json:AWSCURRENT:`, '/app/key'))).toEqual([[
      `ValueEndpoints error ${SUBNETS}`,
      'neither an endpoint nor a route from SubnetA and SubnetB leads to what is needed: the tasks cannot reach secretsmanager (the secrets of container "app") and ssm (the secrets of container "app")',
    ]]);
  });

  test('knows secrets and parameters of the templates', () => {
    const made = (Type: string, endpoint: string) => lines(isolated(secrets(ref('Made')), (resources) => {
      resources.Made = { Type, Properties: { Type: 'String', Value: 'x' } };
      withEndpoint(endpoint)(resources);
    }));
    expect([made('AWS::SecretsManager::Secret', 'secretsmanager'), made('AWS::SSM::Parameter', 'ssm')]).toEqual([[], []]);
    expect([made('AWS::SecretsManager::Secret', 'ssm'), made('AWS::SSM::Parameter', 'secretsmanager')]).toEqual([[`ValueEndpoints error ${SUBNETS}`], [`ValueEndpoints error ${SUBNETS}`]]);
  });

  test('looks at log drivers and registries, too', () => {
    expect(isolated({ LogConfiguration: { LogDriver: 'splunk', SecretOptions: [{ Name: 'splunk-token', ValueFrom: SECRET }] } })[0][1]).toContain('secretsmanager (the log driver of container "app")');
    expect(isolated({ RepositoryCredentials: { CredentialsParameter: SECRET } })[0][1]).toContain('secretsmanager (the registry of container "app")');
  });

  test('does not know where a value comes from that a parameter names', () => {
    expect(isolated(secrets(ref('Value')), withEndpoint('ssm'))).toEqual([[
      'DestinationsKnown unknown Task.ContainerDefinitions.0.Secrets.0.ValueFrom',
      'where the secrets of container "app" come from is not known: it depends on <parameter Value>',
    ]]);
    expect(lines(isolated(secrets(ref('Value'))))).toEqual([`ValueEndpoints error ${SUBNETS}`]);
  });

  test('leaves values of other regions to the internet', () => {
    expect(lines(isolated(secrets('arn:aws:ssm:us-east-1:111111111111:parameter/key'), withEndpoint('ssm')))).toEqual(['WayOut error Task.ContainerDefinitions.0.Secrets.0.ValueFrom']);
  });

  test('leaves the gateway of S3 to others for environment files', () => {
    const files = { EnvironmentFiles: [{ Type: 's3', Value: 'arn:aws:s3:::settings/app.env' }] };
    expect(isolated(files)).toEqual([]);
    expect(told(changed(isolatedFargate, (resources) => {
      Object.assign(resources.Task.Properties.ContainerDefinitions[0], files);
      without(resources, 'S3');
    }))).toEqual([`GatewayEndpoint error ${SUBNETS}`]);
  });
});
