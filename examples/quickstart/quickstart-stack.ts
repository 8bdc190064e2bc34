import type { CfnResource, StackProps } from 'aws-cdk-lib';
import { Stack, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct, IConstruct } from 'constructs';
import { ExecReadyService } from '../../lib'; // in your app: from 'cdk-ecs-exec-ready'

/** An order service as a team would run it: an image from ECR behind a load balancer, a secret, a sidecar, and people on call. */
export class QuickstartStack extends Stack {
  public readonly orders: ExecReadyService;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const images = ecr.Repository.fromRepositoryName(this, 'Images', 'orders');
    const database = secretsmanager.Secret.fromSecretNameV2(this, 'DatabasePassword', 'orders/database-password');

    this.orders = new ExecReadyService(this, 'Orders', {
      cpu: 512,
      memoryLimitMiB: 1024,
      desiredCount: Number(this.node.tryGetContext('desiredCount') ?? 2),
      container: {
        image: ecs.ContainerImage.fromEcrRepository(images, 'v1'),
        portMappings: [{ containerPort: 8080 }],
        secrets: { DATABASE_PASSWORD: ecs.Secret.fromSecretsManager(database) },
      },
    });
    this.orders.addContainer('proxy', {
      image: ecs.ContainerImage.fromEcrRepository(images, 'proxy-v1'),
      readonlyRootFilesystem: true,
      execTarget: false,
    });

    const { vpc } = this.orders;
    const balancer = new elbv2.ApplicationLoadBalancer(this, 'Balancer', { vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } });
    const listener = balancer.addListener('Http', { port: 80, open: false });
    listener.addTargets('Orders', { port: 8080, protocol: elbv2.ApplicationProtocol.HTTP, targets: [this.orders] });
    const clients = new ec2.SecurityGroup(this, 'Clients', { vpc, description: 'May call the order service' });
    listener.connections.allowDefaultPortFrom(clients, 'HTTP from clients');
    vpc.addFlowLog('FlowLog');

    const onCall = new iam.Role(this, 'OnCall', { assumedBy: new iam.AccountRootPrincipal() });
    this.orders.grants.exec(onCall);

    acknowledgeAwsSolutions(this.orders, balancer, onCall);
  }
}

/** What the AwsSolutions pack of cdk-nag finds here, and why it stays. */
function acknowledgeAwsSolutions(orders: ExecReadyService, balancer: elbv2.ApplicationLoadBalancer, onCall: iam.Role) {
  const here = 'arn:<AWS::Partition>';
  const wildcard = (resource: string) => `AwsSolutions-IAM5[Resource::${resource}]`;
  acknowledge(orders.cluster, 'AwsSolutions::AwsSolutions-ECS4',
    'Container Insights is charged per metric, and this example has nobody who would look at it');
  acknowledge(balancer, 'AwsSolutions::AwsSolutions-ELB2',
    'access logs need a stack with a fixed region, and this example is deployed to several');
  (orders.service.node.defaultChild as CfnResource).addMetadata('cfn-lint', { config: { ignore_checks: ['W3005'] } }); // the L2 names the target group twice
  acknowledge(orders.executionRole, wildcard('*'), 'AWS offers no resource for ecr:GetAuthorizationToken');
  acknowledge(orders.taskRole, wildcard('*'), 'AWS offers no resource for the ssmmessages channels and for logs:DescribeLogGroups');
  acknowledge(orders.taskRole, wildcard(`${here}:logs:<AWS::Region>:<AWS::AccountId>:log-group:<OrdersClusterSessionLog1E784D34>:*`),
    'the streams of one log group: their names are made up by the agent');
  acknowledge(onCall, wildcard('*'), 'ecs:ListTasks has no resource; the condition narrows it to one cluster');
  acknowledge(onCall, wildcard(`${here}:ecs:<AWS::Region>:<AWS::AccountId>:task/<OrdersCluster9A9D7477>/*`),
    'the ids of tasks are made up by ECS; the condition narrows them to one service');
}

/** `Validations.acknowledge` refuses ids with the `::` of a pseudo parameter in them, so this writes what it would write. */
function acknowledge(scope: IConstruct, id: string, reason: string) {
  scope.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
}
