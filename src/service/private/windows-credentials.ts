import * as ecs from 'aws-cdk-lib/aws-ecs';
import { isWindows } from '../../private/windows';
import type { ExecContainerOptions } from '../exec-container-options';

/** Where containers get the credentials of their task role; on Windows a process of the instance answers there, and it listens on port 80 of the instance as well. */
const CREDENTIALS = '169.254.170.2';
const CREDENTIALS_PORT = 80;

/**
 * On Windows, containers that share the network of their instance through NAT have no route to their credentials until they make one.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function lacksCredentialRoute(taskDefinition: ecs.TaskDefinition): boolean {
  return isWindows(taskDefinition) && taskDefinition.networkMode === ecs.NetworkMode.NAT;
}

/** Has a container make the route before it starts what it is told to. Throws when it is not told, or takes the port. */
export function withCredentialRoute(name: string, options: ExecContainerOptions): ExecContainerOptions {
  const { entryPoint = [], command = [], portMappings = [] } = options;
  const [program, ...words] = [...entryPoint, ...command];
  if (program === undefined) {
    throw new Error(`${name} has neither entryPoint nor command, and with networkMode "nat" on Windows it must make a route to the credentials of the task role, which ECS Exec needs, `
      + 'before it starts; give it the command that the image would run, or choose ecs.NetworkMode.AWS_VPC');
  }
  if (portMappings.some(({ hostPort }) => hostPort === CREDENTIALS_PORT)) {
    throw new Error(`${name} has hostPort ${CREDENTIALS_PORT}, on which Windows instances hand out the credentials of task roles; choose another, or leave it out`);
  }
  const start = [`& ${quoted(program)}`, ...words.map(quoted)].join(' ');
  return { ...options, entryPoint: ['powershell.exe', '-NoLogo', '-NoProfile', '-Command'], command: [`${ROUTE}; ${start}; exit $LASTEXITCODE`] };
}

/** Through the gateway that everything else goes through, until the container ends. */
const ROUTE = "$way = Get-NetRoute -DestinationPrefix '0.0.0.0/0' | Sort-Object -Property RouteMetric | Select-Object -First 1; "
  + `New-NetRoute -DestinationPrefix '${CREDENTIALS}/32' -InterfaceIndex $way.InterfaceIndex -NextHop $way.NextHop -PolicyStore ActiveStore | Out-Null`;

/** @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules */
function quoted(word: string): string {
  return `'${word.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}
