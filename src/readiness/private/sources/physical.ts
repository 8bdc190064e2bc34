import type { Place } from './environment';
import { resourceHole, type HoleBook } from './holes';
import { PHYSICAL, type Physical } from './physical-table';
import { textOf, type Value } from './value';
import { hole, isKnown, piecesOf as piecesOfText, type Text } from '../model/text';
import { Unknown } from '../model/unknown';

/** What is needed of a resource to know what it is called. */
export interface Named {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly place: Place;
  readonly holes: HoleBook;
  property(name: string): Value | undefined;
}

/** Longer than any name, holes included; names made of names could double at each step. */
const MAX_NAME = 8192;

/** What something of the resource, or of where it is, is put into. */
interface Gap {
  readonly mark: string;
  readonly key: string;
  readonly byDefault?: string;
}

/** There are far fewer patterns than resources. */
const PATTERNS = new Map<string, readonly (string | Gap)[]>();

function piecesOf(pattern: string): readonly (string | Gap)[] {
  let pieces = PATTERNS.get(pattern);
  if (!pieces) {
    const [start, ...parts] = pattern.split(/\{([+?]?\w+(?:=[^}]*)?)\}/);
    pieces = [start, ...parts.map((part, index) => index % 2 === 0 ? gapOf(part) : part)];
    PATTERNS.set(pattern, pieces);
  }
  return pieces;
}

function gapOf(text: string): Gap {
  const [, mark, key, byDefault] = /^([+?]?)(\w+)(?:=(.*))?$/.exec(text)!;
  return { mark, key, byDefault };
}

/** What a resource is called: by Ref, by GetAtt, by its ARN. */
export class Names {
  private readonly physical: Physical | undefined;
  private readonly filled = new Map<string, Text>();
  private known?: Text;

  constructor(private readonly resource: Named) {
    this.physical = Object.hasOwn(PHYSICAL, resource.type) ? PHYSICAL[resource.type] : undefined;
  }

  /** The name or id. */
  public get name(): Text {
    return this.known ??= this.findName();
  }

  /** What Ref gives. */
  public get ref(): Text {
    return this.physical?.ref === undefined ? this.name : this.fill(this.physical.ref);
  }

  public get arn(): Text | undefined {
    return this.physical?.arn === undefined ? undefined : this.fill(this.physical.arn);
  }

  /** All that other values may call the resource. */
  public get all(): Text[] {
    const { ref, name, arn } = this;
    return [...new Set(arn === undefined ? [ref, name] : [ref, name, arn, arn.endsWith(':*') ? arn.slice(0, -':*'.length) : arn])];
  }

  /** What GetAtt gives. What is not in the table could be anything, even something that is written elsewhere. */
  public attribute(attribute: string): Value {
    const { stack, logicalId } = this.resource;
    if (this.arn !== undefined && this.physical?.arnAttribute === attribute) {
      return this.arn;
    }
    if (this.physical?.same?.includes(attribute)) {
      return this.name;
    }
    if (this.physical?.along?.includes(attribute)) {
      return resourceHole('generated', stack, logicalId, attribute);
    }
    const repeats = this.physical?.repeats;
    const repeated = repeats && Object.hasOwn(repeats, attribute) ? this.resource.property(repeats[attribute]) : undefined;
    return repeated === undefined || repeated instanceof Unknown ? resourceHole('unknown', stack, logicalId, attribute) : repeated;
  }

  private findName(): Text {
    const { stack, logicalId } = this.resource;
    const name = this.physical?.name === undefined ? undefined : this.resource.property(this.physical.name);
    if (typeof name === 'string' && name.length <= MAX_NAME) {
      return name;
    }
    return typeof name === 'number' ? String(name) : resourceHole(this.physical && name === undefined ? 'generated' : 'unknown', stack, logicalId);
  }

  private fill(pattern: string): Text {
    let text = this.filled.get(pattern);
    if (text === undefined) {
      text = piecesOf(pattern).map((piece) => typeof piece === 'string' ? piece : this.part(piece)).join('');
      this.filled.set(pattern, text);
    }
    return text;
  }

  private part({ mark, key, byDefault }: Gap): Text {
    const { stack, logicalId, place, holes } = this.resource;
    if (mark !== '') {
      return mark === '+' ? resourceHole('generated', stack, logicalId, key) : holes.unknown(`${stack}/${logicalId}.${key}`, { word: true });
    }
    if (byDefault !== undefined) {
      return textOf(this.resource.property(key) ?? byDefault, () => `${stack}/${logicalId}.${key}`);
    }
    switch (key) {
      case 'p': return place.partition;
      case 'r': return place.region;
      case 'a': return place.account;
      case 'suffix': return place.urlSuffix;
      case 'cluster': return this.cluster;
      default: return this.name;
    }
  }

  /** The name of the cluster of a service, which may be given as a name or as an ARN. */
  private get cluster(): Text {
    const cluster = this.resource.property('Cluster') ?? 'default';
    const name = typeof cluster === 'string' ? cluster.split(':cluster/').at(-1)! : undefined;
    const certain = name !== undefined && (isKnown(name) || piecesOfText(name).every((piece) => 'literal' in piece || piece.hole === 'generated'));
    return certain ? name : hole('unknown', `${this.resource.stack}/${this.resource.logicalId}.cluster`);
  }
}
