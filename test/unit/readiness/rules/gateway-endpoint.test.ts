import { changed } from './_judge';
import { explained, natFargate, told, without, type Resources } from './_network';
import { isolatedFargate, ref } from './_ready';

const SUBNETS = 'Service.NetworkConfiguration.AwsvpcConfiguration.Subnets';
const isolated = (change: (resources: Resources) => void) => told(changed(isolatedFargate, change));

describe('GatewayEndpoint', () => {
  test('is silent with it in the route tables, or with another way out', () => {
    expect([told(isolatedFargate()), told(changed(natFargate, ({ Task }) => {
      Task.Properties.ContainerDefinitions[0].Image = '111111111111.dkr.ecr.eu-west-1.amazonaws.com/app:1';
    }))]).toEqual([[], []]);
  });

  test('is broken without', () => {
    expect(isolated((resources) => without(resources, 'S3'))).toEqual([`GatewayEndpoint error ${SUBNETS}`]);
  });

  test('is broken when it is in other route tables', () => {
    expect(explained(changed(isolatedFargate, (resources) => {
      resources.Others = { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: ref('Vpc') } };
      resources.S3.Properties.RouteTableIds = [ref('Others')];
      resources.RoutesB.Properties.RouteTableId = ref('Others');
    }))).toEqual([[
      'GatewayEndpoint error S3.RouteTableIds', 'the gateway endpoint S3 is not in the route tables of SubnetA: the tasks cannot reach s3 (the image of container "app")',
    ]]);
  });

  test('only warns when nothing but a log is lost', () => {
    const logged = (S3EncryptionEnabled: boolean) => isolated((resources) => {
      without(resources, 'S3', 'EcrApi', 'EcrDkr');
      delete resources.Task.Properties.ContainerDefinitions[0].Image;
      resources.Cluster.Properties.Configuration.ExecuteCommandConfiguration.LogConfiguration = { S3BucketName: 'sessions', S3EncryptionEnabled };
    });
    expect([logged(false), logged(true)]).toEqual([[`GatewayEndpoint warning ${SUBNETS}`], [`GatewayEndpoint error ${SUBNETS}`]]);
  });

  test('does not know route tables that are a parameter', () => {
    expect(told(changed(isolatedFargate, ({ S3 }, template) => {
      template.Parameters = { Tables: { Type: 'CommaDelimitedList' } };
      S3.Properties.RouteTableIds = ref('Tables');
    }))).toEqual([`WayOut unknown ${SUBNETS}`]);
  });
});
