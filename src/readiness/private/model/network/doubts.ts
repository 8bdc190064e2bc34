import { idOf } from './own-ids';
import type { ResolvedResource, ResolvedSystem, ResolvedTemplate } from '../../sources/resolved';
import { Encoded, isValueObject, OneOf, type Value } from '../../sources/value';
import { hole, isKnown, piecesOf, type Text } from '../text';

/** Transforms of AWS that leave networks as they are. */
const HARMLESS: readonly string[] = ['AWS::Serverless-2016-10-31', 'AWS::CodeDeployBlueGreen'];

/** Types that may make anything. */
const OPAQUE: readonly string[] = [
  'AWS::CloudFormation::CustomResource', 'AWS::CloudFormation::Stack', 'AWS::CloudFormation::StackSet', 'AWS::Serverless::Application',
  'AWS::ServiceCatalog::CloudFormationProvisionedProduct',
];

/** Of the CDK. It takes the rules from the default security group of a VPC, and does nothing else with the VPC. */
const RESTRICTS_DEFAULT_GROUP = 'Custom::VpcRestrictDefaultSG';

/** What may have pieces that no template shows: because of macros, or because something got its id that may make anything. */
export class Doubts {
  private readonly byStack = new Map<string, string>();
  private readonly byId = new Map<Text, string>();
  private readonly nested: ReadonlySet<ResolvedResource | undefined>;

  constructor(private readonly system: ResolvedSystem, templates: readonly ResolvedTemplate[]) {
    this.nested = new Set(system.templates.flatMap(({ parent }) => parent ? [system.resource(parent.stack, parent.logicalId)] : []));
    templates.forEach((template) => this.look(template));
  }

  /** Why a resource may have more pieces. */
  public about(resource: ResolvedResource): string | undefined {
    return this.byStack.get(resource.stack) ?? this.byId.get(idOf(resource));
  }

  public aboutId(id: Text): string | undefined {
    return this.byId.get(id);
  }

  private look(template: ResolvedTemplate): void {
    const { stack, parameters } = template;
    const resources = [...template.resources.values()].filter(({ created }) => created !== 'no');
    const reason = unclear(template);
    if (reason !== undefined) {
      this.byStack.set(stack, reason);
      [...parameters.values()].forEach(({ value }) => this.mark(value, reason));
      resources.forEach(({ properties }) => this.mark(properties, reason));
    }
    resources.filter((resource) => this.isOpaque(resource)).forEach((resource) => this.lookInto(resource));
  }

  private isOpaque(resource: ResolvedResource): boolean {
    const { type } = resource;
    return !type.startsWith('AWS::') || OPAQUE.includes(type) && !this.nested.has(resource);
  }

  private lookInto({ stack, type, logicalId, properties, references, mayReference }: ResolvedResource): void {
    const reason = `what ${logicalId} does with it is not known`;
    this.mark(properties, reason);
    // Some functions leave nothing of what they refer to.
    for (const name of type === RESTRICTS_DEFAULT_GROUP ? [] : [...references, ...mayReference]) {
      const resource = this.system.resource(stack, name);
      if (resource) {
        this.add(idOf(resource), reason);
      }
    }
  }

  private mark(value: Value, reason: string): void {
    if (typeof value === 'string') {
      idsIn(value).forEach((id) => this.add(id, reason));
    } else if (value instanceof Encoded) {
      this.mark(value.text, reason);
    } else if (value instanceof OneOf) {
      value.alternatives.forEach((each) => each !== undefined && this.mark(each, reason));
    } else if (Array.isArray(value) || isValueObject(value)) {
      Object.values(value).forEach((each) => this.mark(each, reason));
    }
  }

  private add(id: Text, reason: string): void {
    if (!this.byId.has(id)) {
      this.byId.set(id, reason);
    }
  }
}

/** Why the resources of a template are not all known. */
function unclear({ transformed, moreResources }: ResolvedTemplate): string | undefined {
  const macro = transformed.find((each) => !HARMLESS.includes(each));
  return macro === undefined ? moreResources[0] : `the macro ${macro} may change the template`;
}

/** The ids that a text is, or is made of. */
function idsIn(text: Text): Text[] {
  return isKnown(text) ? [text] : piecesOf(text).flatMap((piece) => 'hole' in piece ? [hole(piece.hole, piece.id)] : []);
}
