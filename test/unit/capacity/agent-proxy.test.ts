import { Aws } from 'aws-cdk-lib';
import { scope } from './_agent';
import { rangeContains } from '../../../src/capacity/private/agent-addresses';
import { containerProxyEnvironment } from '../../../src/capacity/private/agent-proxies';

test.each([
  ['proxy.example.com:3128', 'http://proxy.example.com:3128'],
  ['http://10.0.0.131:3128/', 'http://10.0.0.131:3128'],
  ['https://proxy.example.com', 'https://proxy.example.com'],
  ['[fd00::1]:3128', 'http://[fd00::1]:3128'],
])('containers behind the proxy %s get both spellings', (url, address) => {
  const exempt = '169.254.169.254,169.254.170.2,.example.com';
  expect(containerProxyEnvironment(scope(), { url, noProxy: ['.example.com'] })).toEqual({
    HTTP_PROXY: address, HTTPS_PROXY: address, NO_PROXY: exempt, http_proxy: address, https_proxy: address, no_proxy: exempt,
  });
});

test('a token is taken as it is', () => {
  const { HTTP_PROXY: url } = containerProxyEnvironment(scope(), { url: `http://proxy.${Aws.REGION}.example.com:3128` });
  expect(scope().resolve(url)).toEqual({ 'Fn::Join': ['', ['http://proxy.', { Ref: 'AWS::Region' }, '.example.com:3128']] });
});

test('a password beside a token is seen', () => {
  expect(() => containerProxyEnvironment(scope(), { url: `http://user:secret@${Aws.REGION}:3128` })).toThrow(/^Stack: agent\.proxy\.url contains a user or a password/);
});

test.each([
  ['0.0.0.0/0', true], ['169.254.170.2/32', true], ['169.254.168.0/21', true], ['169.254.170.0/31', false], ['10.0.0.0/8', false], ['255.255.255.255/32', false],
  ['10.0.0.0', undefined], ['10.0.0.256/8', undefined], ['10.0.0.0/33', undefined], ['::/0', undefined],
])('%s contains 169.254.170.2: %s', (range, contained) => {
  expect(rangeContains(range, '169.254.170.2')).toBe(contained);
});
