import { Stack } from 'aws-cdk-lib';
import type { ContainerDefinition } from 'aws-cdk-lib/aws-ecs';
import type { Need } from './reach';

/** What sidecars of AWS call, by the names of their images in whatever registry. */
const SIDECARS: ReadonlyArray<readonly [RegExp, readonly Need[]]> = [
  // https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-ecs.html
  [named('(?:aws-)?xray-daemon'), [['xray', 'traces of the AWS X-Ray daemon']]],
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/trace-data.html
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/application-metrics-cloudwatch.html
  [named('aws-otel-collector|adot(?:-collector)?'), [
    ['xray', 'traces of the AWS Distro for OpenTelemetry'],
    ['logs', 'metrics of the AWS Distro for OpenTelemetry, in log events'],
    ['monitoring', 'metrics of the AWS Distro for OpenTelemetry'],
  ]],
];

export function sidecarNeeds(container: ContainerDefinition, image: string): Need[] {
  const text = JSON.stringify(Stack.of(container).resolve(image));
  return SIDECARS.filter(([name]) => name.test(text)).flatMap(([, needs]) => needs);
}

/** The last part of an image's name, in the JSON of an address that may be joined from several parts. */
function named(name: string): RegExp {
  return new RegExp(`["/](?:${name})(?=[:@"])`);
}
