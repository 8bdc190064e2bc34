import { changed, judged } from '../rules/_judge';
import { isolatedFargate, publicFargate, ref, type Template } from '../rules/_ready';

/** What is said of a service that names no security group. */
function said(make: () => Template, change: Parameters<typeof changed>[1] = () => undefined): string[] {
  const [{ findings, unknowns }] = judged(changed(make, (resources, template) => {
    delete resources.Service.Properties.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups;
    change(resources, template);
  }));
  return [...findings.map(({ rule }) => rule), ...unknowns.map(({ hop }) => `unknown ${hop}`)];
}

describe('a service without security groups', () => {
  test('has the default group of its VPC, which lets everything out', () => {
    expect(said(publicFargate)).toEqual([]);
  });

  test('is not let in where only others are', () => {
    expect(said(isolatedFargate)).toContain('EndpointIngress');
  });

  test('is not known in a VPC that is not at hand', () => {
    const unknown = said(publicFargate, (resources, template) => {
      template.Parameters = { Subnet: { Type: 'AWS::EC2::Subnet::Id' } };
      resources.Service.Properties.NetworkConfiguration.AwsvpcConfiguration.Subnets = [ref('Subnet')];
    });
    expect(unknown).toContain('unknown task network');
  });
});
