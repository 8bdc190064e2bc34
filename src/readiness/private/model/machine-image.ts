import type { Property } from './property';
import { isKnown, readable } from './text';
import type { Reader } from './user-data';
import type { Architecture } from '../facts/instance-architecture';
import { onlyHole } from '../sources/value';

/** The machine image of instances, as far as the name of a public parameter tells it. */
export interface MachineImage {
  readonly at: Property;
  /**
   * `ecs` is an image of Amazon Linux with the agent, `windows` and `bottlerocket` have it too; `plain` is one of AWS without it. An image that is
   * named by its id alone may be any.
   */
  readonly kind: 'ecs' | 'windows' | 'bottlerocket' | 'plain' | 'unknown';
  /** The parameter that names it, or for people what else does. */
  readonly name: string;
}

const WINDOWS = '/aws/service/ami-windows-latest/';
/** Parameters with no word for the architecture are of x86. */
const UNTOLD = /^\/aws\/service\/ecs\/optimized-ami\/amazon-linux(?:-\d+)?\/(?:kernel-[\d.]+\/)?(?:gpu\/|inf\/|neuron\/)?recommended(?:\/|$)/;
const REFERENCE = /^(?:\{\{)?resolve:ssm:([^:}]+)/;

/**
 * The image that an `ImageId` gives.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
 */
export function machineImageAt(at: Property): MachineImage {
  const { text } = at;
  if ('unknown' in text || text.known === undefined) {
    return { at, kind: 'unknown', name: 'unknown' in text ? `an image that is not known: ${text.unknown}` : 'no image' };
  }
  const path = REFERENCE.exec(isKnown(text.known) ? text.known : onlyHole(text.known) ?? '')?.[1];
  return { at, kind: path === undefined ? 'unknown' : kindOf(path), name: path ?? readable(text.known) };
}

/** Who reads the user data of instances with an image. */
export function readerWith({ kind, name }: MachineImage): Reader | undefined {
  return kind === 'windows' || name.startsWith(WINDOWS) ? 'windows' : kind === 'bottlerocket' ? kind : kind === 'unknown' ? undefined : 'cloud-init';
}

/** The architecture of an image, as far as the name of a public parameter tells it. */
export function architectureOfImage({ kind, name }: MachineImage): Architecture | undefined {
  return !name.startsWith('/aws/service/') ? undefined
    : /arm64|aarch64/.test(name) ? 'arm64'
      : /x86_64/.test(name) || kind === 'windows' || name.startsWith(WINDOWS) || UNTOLD.test(name) ? 'x86_64' : undefined;
}

function kindOf(path: string): MachineImage['kind'] {
  if (path.startsWith('/aws/service/ecs/optimized-ami/')) {
    return path.startsWith('/aws/service/ecs/optimized-ami/windows') ? 'windows' : 'ecs';
  }
  if (path.startsWith(WINDOWS)) {
    return path.includes('ECS_Optimized') ? 'windows' : 'plain';
  }
  return path.startsWith('/aws/service/bottlerocket/aws-ecs-') ? 'bottlerocket'
    : path.startsWith('/aws/service/ami-amazon-linux-latest/') ? 'plain' : 'unknown';
}
