import { judged, says } from './_judge';
import { ref, sub } from './_ready';
import { CONTAINER, parameters, saysOf, saysOfReady, task, WINDOWS } from './_task';
import { ProxyExemption } from '../../../../src/readiness/private/rules/proxy-exemption';

const PROXY = 'http://proxy.example.com:3128';
const BOTH = '169.254.169.254,169.254.170.2';
const FIRST = `${CONTAINER}.Environment.0`;
const SECOND = `${CONTAINER}.Environment.1`;

/** Variables as `Environment` has them. */
const variables = (values: object) => Object.entries(values).map(([Name, Value]) => ({ Name, Value: Value as unknown }));
const env = (values: object, more: object = {}) => saysOf(ProxyExemption, { container: { Environment: variables(values) }, parameters: parameters('P'), ...more });

describe('ProxyExemption', () => {
  test('is silent without a proxy', () => {
    expect(saysOfReady(ProxyExemption)).toEqual([]);
    expect(env({ HTTP_PROXY: '', NO_PROXY: 'localhost' })).toEqual([]);
    expect(env({ Http_Proxy: PROXY, FTP_PROXY: PROXY })).toEqual([]);
  });

  test.each([
    ['both addresses', BOTH], ['both and more, with spaces', 'localhost, 169.254.170.2 , 169.254.169.254,.internal'], ['everything', '*'], ['a range', '10.0.0.0/8,169.254.0.0/16'],
    ['the port of HTTP', '169.254.170.2:80,169.254.169.254:80'], ['the end of the addresses', '.170.2,*.169.254'], ['a part made up later', sub('.${AWS::URLSuffix},169.254.0.0/16,${P}')],
  ])('is silent when %s are exempt', (_, NO_PROXY) => {
    expect(env({ HTTP_PROXY: PROXY, NO_PROXY })).toEqual([]);
    expect(env({ http_proxy: PROXY, no_proxy: NO_PROXY, HTTPS_PROXY: PROXY })).toEqual([]);
  });

  test.each([
    ['other hosts', 'localhost,.example.com'], ['the metadata of the instance only', '169.254.169.254'], ['another port', '169.254.170.2:8080'], ['another range', '169.254.0.0/17,10.0.0.0/8'],
    ['the beginning of the address', '169.254.,169.254.*'], ['nothing', ''], ['addresses with the wrong separator', '169.254.169.254;169.254.170.2'],
    ['endpoints of AWS', sub('.${AWS::Region}.${AWS::URLSuffix}')], ['what AWS makes up', ref('Group')],
  ])('is broken when %s are exempt', (_, NO_PROXY) => {
    expect(env({ HTTP_PROXY: PROXY, NO_PROXY })).toEqual([`error ${NO_PROXY === '' ? FIRST : SECOND}`]);
  });

  test('is broken when nothing is exempt', () => {
    expect(env({ HTTP_PROXY: PROXY })).toEqual([`error ${FIRST}`]);
    expect(env({ http_proxy: 'proxy.example.com:3128' })).toEqual([`error ${FIRST}`]);
    expect(env({ HTTP_PROXY: '', http_proxy: PROXY })).toEqual([`error ${SECOND}`]);
    const template = task({ container: { Environment: variables({ HTTP_PROXY: sub('http://${Proxy.DNSName}:3128') }) } });
    template.Resources.Proxy = { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Type: 'network', Subnets: [ref('SubnetA')] } };
    expect(says(ProxyExemption, template)).toEqual([`error ${FIRST}`]);
    template.Resources.Proxy = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/proxy.yaml' } };
    expect(says(ProxyExemption, template)).toEqual([`unknown ${FIRST}`]);
  });

  test('takes capitals before small letters, as the agent does', () => {
    expect(env({ HTTP_PROXY: PROXY, NO_PROXY: 'localhost', no_proxy: BOTH })).toEqual([`error ${SECOND}`]);
    expect(env({ HTTP_PROXY: PROXY, no_proxy: 'localhost', NO_PROXY: BOTH })).toEqual([]);
  });

  test('tells no letters apart on Windows', () => {
    expect(env({ Http_Proxy: PROXY }, { task: WINDOWS })).toEqual([`error ${FIRST}`]);
    expect(env({ Http_Proxy: PROXY, No_Proxy: BOTH }, { task: WINDOWS })).toEqual([]);
  });

  test('warns when only the metadata of the instance goes through the proxy, or only what is encrypted', () => {
    expect(env({ HTTP_PROXY: PROXY, NO_PROXY: '169.254.170.2' })).toEqual([`warning ${SECOND}`]);
    expect(env({ HTTPS_PROXY: PROXY })).toEqual([`warning ${FIRST}`]);
    expect(env({ HTTPS_PROXY: PROXY, NO_PROXY: 'localhost' })).toEqual([`warning ${SECOND}`]);
    expect([env({ HTTPS_PROXY: PROXY, NO_PROXY: BOTH }), env({ HTTPS_PROXY: ref('P') })]).toEqual([[], []]);
  });

  test.each([
    ['whether there is a proxy', { HTTP_PROXY: ref('P') }, FIRST],
    ['what is exempt', { HTTP_PROXY: PROXY, NO_PROXY: ref('P') }, SECOND],
    ['a part of what is exempt', { HTTP_PROXY: PROXY, NO_PROXY: sub('localhost,${P}') }, SECOND],
    ['whether a proxy on the same machine passes it on', { HTTP_PROXY: 'http://localhost:3128' }, FIRST],
    ['whether a proxy on the same address passes it on', { HTTP_PROXY: 'http://[::1]:3128' }, FIRST],
    ['whether a proxy on another local address passes it on', { HTTP_PROXY: '127.0.0.2:3128' }, FIRST],
    ['whether a proxy in the same task passes it on', { HTTP_PROXY: 'http://user:secret@proxy:3128/' }, FIRST],
    ['where the proxy is', { HTTP_PROXY: sub('http://${P}:3128') }, FIRST],
  ])('does not know %s', (_, values, place) => {
    expect(env(values)).toEqual([`unknown ${place}`]);
  });

  test('does not know what a condition decides', () => {
    const [proxy, exempt] = variables({ HTTP_PROXY: PROXY, NO_PROXY: BOTH });
    const maybe = (variable: object) => ({ 'Fn::If': ['Behind', variable, ref('AWS::NoValue')] });
    expect(saysOf(ProxyExemption, { container: { Environment: [maybe(proxy)] } })).toEqual([`unknown ${FIRST}`]);
    expect(saysOf(ProxyExemption, { container: { Environment: [proxy, maybe(exempt)] } })).toEqual([`unknown ${SECOND}`]);
    expect(saysOf(ProxyExemption, { container: { Environment: [maybe(proxy), exempt] } })).toEqual([]);
  });

  test('does not know what is in files', () => {
    const files = { EnvironmentFiles: [{ Type: 's3', Value: 'arn:aws:s3:::bucket/app.env' }] };
    expect(saysOf(ProxyExemption, { container: { ...files } })).toEqual([]);
    expect(saysOf(ProxyExemption, { container: { ...files, Environment: variables({ HTTP_PROXY: PROXY }) } })).toEqual([`unknown ${FIRST}`]);
    expect(saysOf(ProxyExemption, { container: { ...files, Environment: variables({ HTTP_PROXY: PROXY, NO_PROXY: 'localhost' }) } })).toEqual([`error ${SECOND}`]);
  });

  test('does not know what secrets hold', () => {
    const secret = (Name: string) => ({ Name, ValueFrom: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:proxy' });
    const secrets = (Secrets: object[], values: object) => saysOf(ProxyExemption, { container: { Secrets, Environment: variables(values) } });
    expect(secrets([secret('HTTP_PROXY')], {})).toEqual([`unknown ${CONTAINER}.Secrets.0`]);
    expect(secrets([secret('HTTP_PROXY')], { NO_PROXY: BOTH })).toEqual([]);
    expect(secrets([secret('NO_PROXY')], { HTTP_PROXY: PROXY })).toEqual([`unknown ${CONTAINER}.Secrets.0`]);
  });

  test('says why it does not know', () => {
    const reasons = (values: object, more: object = {}) => judged(task({ container: { Environment: variables(values), ...more }, parameters: parameters('P') }), [ProxyExemption])[0].unknowns
      .map(({ reason }) => reason.replace(/^.*is not known: /, ''));
    expect(reasons({ HTTP_PROXY: ref('P') })).toEqual(['HTTP_PROXY: it may be empty']);
    expect(reasons({ HTTP_PROXY: PROXY, NO_PROXY: ref('P') })).toEqual(['NO_PROXY: it may be empty']);
    expect(reasons({ HTTP_PROXY: PROXY, NO_PROXY: sub('a,${P}') })).toEqual(['a part of NO_PROXY is not known']);
    expect(reasons({ HTTP_PROXY: 'localhost:1' })).toEqual(['its proxy may be in the same task']);
    expect(reasons({ HTTP_PROXY: PROXY }, { EnvironmentFiles: [{ Type: 's3', Value: 'arn:aws:s3:::bucket/app.env' }] })).toEqual(['NO_PROXY may be in a file']);
  });

  test('only mentions a companion', () => {
    expect(saysOf(ProxyExemption, { others: [{ Name: 'helper', Image: 'a', Essential: false, Environment: variables({ HTTP_PROXY: PROXY }) }] }))
      .toEqual(['info Task.ContainerDefinitions.1.Environment.0']);
    expect(saysOf(ProxyExemption, { others: [{ Name: 'helper', Image: 'a', Essential: false, Environment: variables({ HTTP_PROXY: 'localhost:1' }) }] })).toEqual([]);
  });
});
