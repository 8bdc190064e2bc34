import { onlyHole } from './value';
import { hole, piecesOf, type HoleKind, type Piece, type Text } from '../model/text';

/*
 * The ids of holes:
 *
 *   AWS::Region, AWS::AccountId, AWS::Partition, AWS::URLSuffix    the same for all stacks whose environment is not written down
 *   <stack>/AWS::StackName, <stack>/AWS::StackId                   one for each stack
 *   <stack>/<logical id>                                           the name or id of a resource, what Ref gives unless that is an ARN
 *   <stack>/<logical id>.<attribute>                               what GetAtt gives; also the made-up end of some ARNs
 *   Parameter <stack>/<name>                                       a parameter without value; `[0]` after it for an item of a list
 *   Import <export name>                                           an export of a stack that is not at hand
 *   Output <stack name>.<output>                                   an output of such a stack
 *   zone <index>                                                   an availability zone of the region
 *   {{resolve:ssm:…}}                                              a dynamic reference, or an SSM parameter
 *   <stack>: <path in the template>                                anything else
 */

/** A resource, or one of its attributes, that a text stands for. */
export interface ResourceReference {
  readonly stack: string;
  readonly logicalId: string;
  /** Absent for what Ref gives. */
  readonly attribute?: string;
}

/** The hole for the name or id of a resource, or for an attribute of it. */
export function resourceHole(kind: HoleKind, stack: string, logicalId: string, attribute?: string): Text {
  return hole(kind, `${stack}/${logicalId}${attribute === undefined ? '' : `.${encodeURIComponent(attribute)}`}`);
}

const RESOURCE = /^(.*)\/([A-Za-z0-9]+)(?:\.([\w.~!*'()%-]+))?$/s;
const NOT_A_RESOURCE = /^(?:Parameter|Import|Output) |^\{\{/;

/** The resource that a text consisting of one hole stands for. */
export function resourceOf(text: unknown): ResourceReference | undefined {
  const id = typeof text === 'string' ? onlyHole(text) : undefined;
  const [, stack, logicalId, attribute] = id === undefined || NOT_A_RESOURCE.test(id) ? [] : RESOURCE.exec(id) ?? [];
  return stack === undefined ? undefined : { stack, logicalId, ...attribute === undefined ? {} : { attribute: decodeURIComponent(attribute) } };
}

/** What is known of a hole's content before it is filled. */
export interface HoleFacts {
  /** All that it can be. */
  readonly allowed?: readonly string[];
  /** A name, id or number, not empty, of letters, digits and `-_.` only. */
  readonly word?: boolean;
  readonly nonEmpty?: boolean;
}

/** More than any list that is written. */
const MAX_PARTS = 10_000;

/** What is known of holes, by id. */
export class HoleBook {
  private readonly facts = new Map<string, HoleFacts>();

  /** Makes an unknown hole of which something is known. */
  public unknown(id: string, facts: HoleFacts): Text {
    this.facts.set(id, facts);
    return hole('unknown', id);
  }

  /** What AWS makes up for one resource is always a word. */
  public of(piece: Piece | undefined): HoleFacts {
    return !piece || 'literal' in piece ? {} : piece.hole === 'generated' ? { word: true } : this.facts.get(piece.id) ?? {};
  }

  /** Whether a delimiter can be found in, or partly in, what fills a hole. */
  public mayContain(piece: Piece, delimiter: string): boolean {
    const { word, allowed } = this.of(piece);
    const has = (text: string) => text === '' || [...delimiter].some((character) => text.includes(character));
    return allowed ? allowed.some(has) : !word || /[\w.-]/.test(delimiter);
  }

  /** Splits a text; nothing when a hole might hide a delimiter. */
  public split(text: Text, delimiter: string): Text[] | undefined {
    const parts = [''];
    for (const piece of piecesOf(text)) {
      if ('literal' in piece) {
        const [first, ...rest] = piece.literal.split(delimiter, MAX_PARTS + 2);
        parts[parts.length - 1] += first;
        if (rest.length > MAX_PARTS) {
          return undefined;
        }
        parts.push(...rest);
      } else if (this.mayContain(piece, delimiter)) {
        return undefined;
      } else {
        parts[parts.length - 1] += hole(piece.hole, piece.id);
      }
    }
    return parts;
  }
}
