import { Template } from 'aws-cdk-lib/assertions';
import { ExecCapacity } from '../../../src';
import { newService, newStack, privateImage } from '../_helpers/apps';

const AGENT = { proxy: { url: 'proxy.example.com:3128', noProxy: ['.example.com'] } };
const EXEMPT = '169.254.169.254,169.254.170.2,.example.com';
const PROXY = [
  { Name: 'HTTP_PROXY', Value: 'http://proxy.example.com:3128' }, { Name: 'HTTPS_PROXY', Value: 'http://proxy.example.com:3128' }, { Name: 'NO_PROXY', Value: EXEMPT },
  { Name: 'http_proxy', Value: 'http://proxy.example.com:3128' }, { Name: 'https_proxy', Value: 'http://proxy.example.com:3128' }, { Name: 'no_proxy', Value: EXEMPT },
];

function containersOf(capacity: ExecCapacity | undefined, environment?: { [name: string]: string }): unknown[] {
  const stack = newStack();
  const service = newService(stack, { capacity, container: { image: privateImage(stack), environment } });
  service.addContainer('helper', { image: privateImage(stack) });
  const [definition] = Object.values(Template.fromStack(stack).findResources('AWS::ECS::TaskDefinition')) as { Properties: { ContainerDefinitions: unknown[] } }[];
  return definition.Properties.ContainerDefinitions.map((container) => (container as { Environment?: unknown }).Environment);
}

describe('the proxy of instances', () => {
  test.each([['ec2', ExecCapacity.ec2({ agent: AGENT })], ['external', ExecCapacity.external({ agent: AGENT })]])('is that of every container on them, %s', (_name, capacity) => {
    expect(containersOf(capacity)).toEqual([PROXY, PROXY]);
  });

  test('leaves what a container says itself', () => {
    const [[own]] = containersOf(ExecCapacity.ec2({ agent: AGENT }), { HTTP_PROXY: 'http://localhost:15001', MODE: 'test' }) as { Name: string; Value: string }[][];
    expect(own).toEqual({ Name: 'HTTP_PROXY', Value: 'http://localhost:15001' });
  });

  test('is none where nobody has one', () => {
    expect(containersOf(ExecCapacity.ec2())).toEqual([undefined, undefined]);
    expect(containersOf(undefined, { MODE: 'test' })).toEqual([[{ Name: 'MODE', Value: 'test' }], undefined]);
  });
});
