import { ref } from './_ready';
import { parameters, saysOf, saysOfReady } from './_task';
import { ServiceConnectPorts } from '../../../../src/readiness/private/rules/service-connect-ports';

const PLACE = 'Service.ServiceConnectConfiguration.Services.0.PortName';
const offering = (PortName: unknown, PortMappings: unknown, more: object = {}, declared?: object) => saysOf(ServiceConnectPorts, {
  container: { PortMappings }, service: { ServiceConnectConfiguration: { Enabled: true, Services: [{ PortName }], ...more } }, parameters: declared,
});

describe('ServiceConnectPorts', () => {
  test('is silent about ports that containers have, and without Service Connect', () => {
    expect(saysOfReady(ServiceConnectPorts)).toEqual([]);
    expect(offering('api', [{ Name: 'api', ContainerPort: 80 }])).toEqual([]);
    expect(offering('api', [], { Enabled: false })).toEqual([]);
    expect(offering('api', [], { Services: undefined })).toEqual([]);
    expect(offering(ref('Port'), [{ Name: ref('Port'), ContainerPort: 80 }], {}, parameters('Port'))).toEqual([]);
  });

  test('is broken by a name that no port has', () => {
    expect(offering('api', [{ Name: 'web', ContainerPort: 80 }])).toEqual([`error ${PLACE}`]);
    expect(offering('api', [{ ContainerPort: 80 }])).toEqual([`error ${PLACE}`]);
    expect(offering('api', undefined)).toEqual([`error ${PLACE}`]);
  });

  test('does not know names that it does not see', () => {
    expect(offering('api', [{ Name: ref('Port'), ContainerPort: 80 }], {}, parameters('Port'))).toEqual([`unknown ${PLACE}`]);
    expect(offering(ref('Port'), [{ Name: 'web', ContainerPort: 80 }], {}, parameters('Port'))).toEqual([`unknown ${PLACE}`]);
    expect(offering('api', { 'Fn::If': ['Perhaps', [{ Name: 'api', ContainerPort: 80 }], ref('AWS::NoValue')] })).toEqual([`unknown ${PLACE}`]);
    expect(offering('api', [{ 'Fn::If': ['Perhaps', { Name: 'api', ContainerPort: 80 }, ref('AWS::NoValue')] }])).toEqual([`unknown ${PLACE}`]);
    expect(offering('api', [{ 'Fn::If': ['Perhaps', { Name: 'api', ContainerPort: 80 }, { Name: 'api', ContainerPort: 81 }] }])).toEqual([]);
    expect(offering('api', [], { Enabled: ref('Connect') }, parameters('Connect'))).toEqual([`unknown ${PLACE}`]);
  });
});
