import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { EndpointService } from '../../private/exec-facts';

/** Lines for a shell in a container that tell whether the names of AWS services resolve from there, and whether port 443 is open. */
export function probesOf(scope: IConstruct, services: Iterable<EndpointService>): string[] {
  return [...services].map((service) => probe(hostOf(scope, service)));
}

/** With what every image has that has bash and glibc. */
function probe(host: string): string {
  return `getent hosts ${host} || echo '${host}: no address'; timeout 5 bash -c '</dev/tcp/${host}/443' && echo '${host}: open' || echo '${host}: closed'`;
}

/** @see https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html */
function hostOf(scope: IConstruct, service: EndpointService): string {
  const { account, region, urlSuffix } = Stack.of(scope);
  const name = service === 'ecr.dkr' ? `${account}.dkr.ecr` : NAMES[service] ?? service;
  return `${name}.${region}.${urlSuffix}`;
}

/** Where the first part of the name is another one than the last part of that of the endpoint. */
const NAMES: Partial<Record<EndpointService, string>> = {
  'ecr.api': 'api.ecr',
  'ecs-agent': 'ecs-a',
  'ecs-telemetry': 'ecs-t',
  'kinesis-firehose': 'firehose',
  'kinesis-streams': 'kinesis',
};
