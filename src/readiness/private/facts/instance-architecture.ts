export type Architecture = 'arm64' | 'x86_64';

const FAMILY = /^([a-z]+)(\d+)([a-z]*)\.[\w-]+$/;

/**
 * The architecture of an instance type: a `g` behind the generation tells a Graviton processor. One with a name of another pattern may be of either.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOfType(type: string): Architecture | undefined {
  const [, series, generation, letters] = FAMILY.exec(type) ?? [];
  return series === undefined || series === 'mac' ? undefined : letters.includes('g') || `${series}${generation}` === 'a1' ? 'arm64' : 'x86_64';
}
