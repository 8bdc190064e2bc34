import type { Duration } from 'aws-cdk-lib';
import { Token } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';

interface DeploymentOptions {
  readonly drainPercent?: number;
  readonly bakeTime?: Duration;
  readonly alarms?: IAlarm[];
}

/**
 * How a daemon is deployed, where anybody says so.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-daemon-daemondeploymentconfiguration.html
 */
export function daemonDeployment(
  scope: Construct, { drainPercent, bakeTime, alarms }: DeploymentOptions,
): ecs.CfnDaemon.DaemonDeploymentConfigurationProperty | undefined {
  checkDrain(scope, drainPercent);
  checkBake(scope, bakeTime);
  return drainPercent === undefined && !bakeTime && !alarms ? undefined : {
    drainPercent,
    bakeTimeInMinutes: bakeTime?.toMinutes(),
    alarms: alarms && { enable: true, alarmNames: alarms.map(({ alarmName }) => alarmName) },
  };
}

function checkDrain(scope: Construct, percent: number | undefined): void {
  if (percent !== undefined && !Token.isUnresolved(percent) && !(percent >= 0 && percent <= 100)) {
    throw new Error(`${scope.node.path}: drainPercent ${percent} is not from 0 to 100; choose one that is`);
  }
}

function checkBake(scope: Construct, time: Duration | undefined): void {
  if (time && !time.isUnresolved() && !isWholeMinutes(time)) {
    throw new Error(`${scope.node.path}: bakeTime ${JSON.stringify(time.toHumanString())} is not whole minutes up to 24 hours; choose a time such as cdk.Duration.minutes(10)`);
  }
}

function isWholeMinutes(time: Duration): boolean {
  const minutes = time.toMinutes({ integral: false });
  return Number.isInteger(minutes) && minutes <= MOST_MINUTES;
}

const MOST_MINUTES = 24 * 60;
