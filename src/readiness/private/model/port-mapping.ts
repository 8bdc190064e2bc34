import type { Property } from './property';

/** A port of a container, and what it is outside. */
export interface PortMapping {
  readonly at: Property;
  readonly container: number | 'absent' | 'unknown';
  readonly host: number | 'absent' | 'unknown';
  /** Whether it is a range of ports. */
  readonly isRange: boolean;
  /** Undefined when it is not known. */
  readonly protocol?: string;
}

/** The ports that a container certainly maps. */
export function mappingsOf(container: Property): readonly PortMapping[] {
  return container.at('PortMappings').list.items.filter(({ given }) => given === 'yes').map((at) => {
    const protocol = at.at('Protocol').literal;
    return {
      at,
      container: portAt(at.at('ContainerPort')),
      host: portAt(at.at('HostPort')),
      isRange: at.at('ContainerPortRange').given !== 'no',
      protocol: 'known' in protocol ? (protocol.known ?? 'tcp').toLowerCase() : undefined,
    };
  });
}

function portAt({ number }: Property): PortMapping['container'] {
  return 'unknown' in number ? 'unknown' : number.known ?? 'absent';
}
