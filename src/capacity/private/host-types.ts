import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';

/** What a machine image must be made for. */
export interface HostHardware {
  readonly architecture: ec2.InstanceArchitecture;
  readonly accelerator: 'none' | 'gpu' | 'neuron';
}

const NAME = /^([a-z]+)(\d*)([a-z]*)(-[a-z0-9]+)?\.[a-z0-9-]+$/;
/** GPUs of NVIDIA; those of AMD have no image of their own. */
const GPU = /^(?!g4ad)(?:g[3-9]|gr\d|p[2-9])/;
const NEURON = /^(?:inf|trn)\d/;

/**
 * What an instance type is made of, as its name tells it: a `g` behind the generation stands for a Graviton processor. Undefined for a name of another
 * pattern, or one that is known at deployment only.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function hardwareOf(type: ec2.InstanceType): HostHardware | undefined {
  const name = type.toString();
  const [, series, generation, letters, suffix = ''] = Token.isUnresolved(name) ? [] : NAME.exec(name) ?? [];
  return series === undefined ? undefined : {
    architecture: letters.includes('g') || suffix.startsWith('-gb') || `${series}${generation}` === 'a1' ? ec2.InstanceArchitecture.ARM_64 : ec2.InstanceArchitecture.X86_64,
    accelerator: GPU.test(name) ? 'gpu' : NEURON.test(name) ? 'neuron' : 'none',
  };
}

export function isSameHardware(one: HostHardware, other: HostHardware): boolean {
  return one.architecture === other.architecture && one.accelerator === other.accelerator;
}

/** For people, as in `an image for …`. */
export function hardwareName({ architecture, accelerator }: HostHardware): string {
  return { none: '', gpu: 'NVIDIA GPU on ', neuron: 'AWS Neuron on ' }[accelerator] + architecture;
}
