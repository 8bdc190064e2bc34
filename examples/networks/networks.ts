import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { ExecEndpointSource, ExecNetwork, ExecOperatorNetwork, ExecReadyService } from '../../lib'; // in your app: from 'cdk-ecs-exec-ready'

/** The same service in every kind of network, and operators who open sessions from a VPC of their own. */
export function addNetworks(app: App): void {
  withService(new Stack(app, 'Isolated'), ExecNetwork.isolated());
  withService(new Stack(app, 'Egress'), ExecNetwork.egress({ natGateways: 1 }));
  withService(new Stack(app, 'Public'), ExecNetwork.public());
  // all images and logs stay out of the NAT gateways
  withService(new Stack(app, 'Thrifty'), ExecNetwork.egress({ endpoints: ExecEndpointSource.reuseOrCreate({ services: ['ecr', 's3', 'logs'] }) }));

  const shared = new Stack(app, 'Shared');
  const vpc = isolatedVpc(shared, 'Vpc');
  withService(new Stack(app, 'Orders'), ExecNetwork.existing({ vpc }));
  const billing = withService(new Stack(app, 'Billing'), ExecNetwork.existing({ vpc }));

  const offices = new Stack(app, 'Offices');
  const desks = isolatedVpc(offices, 'Vpc');
  const machines = new ec2.SecurityGroup(offices, 'Machines', { vpc: desks, description: 'Those of the operators' });
  const desk = new ExecOperatorNetwork(offices, 'Desk', { vpc: desks, operators: machines });
  billing.grants.exec(new iam.Role(billing, 'Operators', { assumedBy: new iam.AccountRootPrincipal() }), { from: desk });
}

function withService(scope: Construct, network: ExecNetwork): ExecReadyService {
  const images = ecr.Repository.fromRepositoryName(scope, 'Images', 'app');
  return new ExecReadyService(scope, 'App', { network, container: { image: ecs.ContainerImage.fromEcrRepository(images, 'v1') } });
}

function isolatedVpc(scope: Construct, id: string): ec2.Vpc {
  return new ec2.Vpc(scope, id, {
    maxAzs: 2,
    natGateways: 0,
    subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    restrictDefaultSecurityGroup: false,
  });
}
