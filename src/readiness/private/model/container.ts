import type { Items, Property } from './property';
import { piecesOf, readable, type Text } from './text';
import { NOT_EXEC_TARGETS, OWN_INIT_PROCESS } from '../../../private/exec-facts';
import type { Known } from '../reach/network';

/** An environment variable of a container. */
export interface Variable {
  readonly name: Known<Text | undefined>;
  readonly at: Property;
}

/** Images that accompany an application and that nobody opens a shell in. */
const COMPANIONS = /(?:^|[/.])(?:aws-for-fluent-bit|amazon\/cloudwatch-agent|cloudwatch-agent|aws-xray-daemon|aws-otel-collector|aws-appmesh-envoy|datadog-agent|datadog\/agent|guardduty-agent|amazon-ecs-service-connect-agent|fluent-bit|newrelic-infrastructure)(?=[:@/]|$)|\/agent(?=[:@]|$)/;

/** A text in which what is not known goes without a name, unless that is where AWS keeps it. */
function withoutIds(image: Text): string {
  return piecesOf(image).map((piece) => 'literal' in piece ? piece.literal : piece.id.startsWith('{{resolve:') ? piece.id : '<>').join('');
}

/** A container of a task definition, or of what stands in for one. What nearly every rule asks for is read once. */
export class Container {
  public readonly name: Known<Text | undefined>;
  /** For people. */
  public readonly label: string;
  public readonly image: Property;
  public readonly logDriver: Property;
  private readonly logOptions: Property;

  constructor(public readonly at: Property, number: number) {
    const { text } = at.at('Name');
    this.name = text;
    this.label = 'known' in text && text.known !== undefined ? `container ${JSON.stringify(readable(text.known))}` : `container ${number + 1}`;
    this.image = at.at('Image');
    this.logDriver = at.at('LogConfiguration', 'LogDriver');
    this.logOptions = at.at('LogConfiguration', 'Options');
  }

  public get readonlyRoot(): Property {
    return this.at.at('ReadonlyRootFilesystem');
  }

  public get initProcess(): Property {
    return this.at.at('LinuxParameters', 'InitProcessEnabled');
  }

  public get essential(): Property {
    return this.at.at('Essential');
  }

  /** What `Environment` sets. */
  public get environment(): { readonly variables: readonly Variable[]; readonly more?: string } {
    return named(this.at.at('Environment').list);
  }

  /** What `Secrets` sets. */
  public get secrets(): { readonly variables: readonly Variable[]; readonly more?: string } {
    return named(this.at.at('Secrets').list);
  }

  public get environmentFiles(): Items {
    return this.at.at('EnvironmentFiles').list;
  }

  public logOption(name: string): Property {
    return this.logOptions.at(name);
  }

  /** Whether somebody may want a session in it: its task definition does not say otherwise. */
  public get isExecTarget(): boolean {
    return !this.isListed(NOT_EXEC_TARGETS);
  }

  /** Whether its image brings an init process of its own, as its task definition says. */
  public get hasOwnInit(): boolean {
    return this.isListed(OWN_INIT_PROCESS);
  }

  /** Whether it only accompanies the application. */
  public get isCompanion(): boolean {
    const essential = this.essential.flag;
    const image = this.image.text;
    return 'known' in essential && essential.known === false
      || this.at.at('FirelensConfiguration').given === 'yes'
      || 'known' in image && image.known !== undefined && COMPANIONS.test(withoutIds(image.known));
  }

  /** Whether the metadata of its task definition lists its name. */
  private isListed(key: string): boolean {
    const { metadata } = this.at.resource;
    const names = Object.hasOwn(metadata, key) ? metadata[key] : undefined;
    const { name } = this;
    return Array.isArray(names) && 'known' in name && name.known !== undefined && names.includes(name.known);
  }
}

function named({ items, more }: Items): { readonly variables: readonly Variable[]; readonly more?: string } {
  const variables = items.flatMap((item) => item.alternatives).filter(({ value }) => value !== undefined);
  return { variables: variables.map((at) => ({ name: at.at('Name').text, at })), more };
}
