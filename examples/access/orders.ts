import { Stack, Tags } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { ExecReadyCluster, ExecReadyService, ExecSession, SessionLog } from '../../lib'; // in your app: from 'cdk-ecs-exec-ready'

/** A service in production, with a container that nobody is to enter. Its sessions are logged for auditors, and once more for a long time. */
export class Orders extends Stack {
  public readonly service: ExecReadyService;

  constructor(scope: Construct, id: string) {
    super(scope, id);

    const images = ecr.Repository.fromRepositoryName(this, 'Images', 'orders');
    const session = new ExecSession(this, 'Session', {
      log: SessionLog.toCloudWatchAndS3({ retention: logs.RetentionDays.THREE_MONTHS }, { prefix: 'orders/sessions' }),
    });
    this.service = new ExecReadyService(this, 'Service', {
      cluster: new ExecReadyCluster(this, 'Cluster', { session }),
      cpu: 512,
      memoryLimitMiB: 1024,
      container: { image: ecs.ContainerImage.fromEcrRepository(images, 'v1') },
    });
    this.service.addContainer('payments', { image: ecs.ContainerImage.fromEcrRepository(images, 'payments-v1') });
    Tags.of(this.service).add('env', 'production');
  }
}
