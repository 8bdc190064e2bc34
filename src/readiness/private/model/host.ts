import type { Principal } from './access/index';
import type { Launch } from './launch';
import type { Link } from './link';
import { machineImageAt, readerWith, type MachineImage } from './machine-image';
import { Memory } from './memory';
import type { Model } from './model';
import { Property } from './property';
import type { OperatingSystem } from './task-definition';
import type { Text } from './text';
import { Unknown } from './unknown';
import { agentSettingsOf, readerOf, type AgentSettings } from './user-data';
import { splitText } from '../iam/index';
import type { Known } from '../reach/network';
import type { ResolvedResource } from '../sources/resolved';
import { decoded, OneOf } from '../sources/value';

/** Instances of one kind that tasks may land on: those of an Auto Scaling group, of a capacity provider with Managed Instances, or a single one. */
export class Host {
  private readonly memory = new Memory();

  constructor(
    public readonly model: Model,
    /** What launches them. */
    public readonly resource: ResolvedResource,
    private readonly from: Launch,
    /** Whether Amazon ECS chooses and keeps the instances. */
    public readonly managed: boolean,
    private readonly subnetsAt: Property,
  ) {}

  /** What holds the settings that they are launched with. */
  public get launch(): Property {
    return this.from.at;
  }

  /** Why nothing is known of how they are launched, if that is so. */
  public get unseen(): string | undefined {
    const { value } = this.launch;
    return value instanceof Unknown ? value.reason : undefined;
  }

  public get at(): Property {
    return Property.of(this.resource);
  }

  public get subnets(): Known<readonly Text[]> {
    return this.once('subnets', () => idsOf(this.subnetsAt, 'no subnets are written down for the instances'));
  }

  public get securityGroups(): Known<readonly Text[]> {
    return this.once('security groups', () => idsOf(this.from.securityGroups, 'the instances have the default security group of their VPC'));
  }

  /** Whether they have public addresses; `subnet` when that is left to their subnet. */
  public get publicIp(): Known<boolean | 'subnet'> {
    return this.once('public ip', () => {
      const { flag } = this.from.publicIp;
      const elastic = this.resource.type === 'AWS::EC2::Instance' ? elasticAddresses(this.model) : undefined;
      return elastic?.has(this.resource) ? { known: true } : elastic?.has('unknown') ? { unknown: 'which instances have an elastic address is not known' }
        : 'unknown' in flag ? flag : { known: flag.known ?? 'subnet' };
    });
  }

  public get profile(): Property {
    return this.from.profile;
  }

  /** The role that the agent works with. */
  public get role(): Link<Principal> {
    return this.once('role', () => this.model.principals.ofInstanceProfile(this.profile));
  }

  public get userDataAt(): Property {
    return this.from.userData;
  }

  public get userData(): Known<Text | undefined> {
    const { value, given } = this.userDataAt;
    const text = value instanceof OneOf ? undefined : decoded(value);
    return given === 'no' ? { known: undefined } : text === undefined ? this.userDataAt.text : { known: text };
  }

  public get image(): MachineImage {
    return this.once('image', () => machineImageAt(this.from.image));
  }

  public get instanceType(): Property {
    return this.from.instanceType;
  }

  /** Whether they have metadata, from which they take their user data and the credentials of their role. */
  public get metadata(): Property {
    return this.from.metadata.at('HttpEndpoint');
  }

  public get os(): Known<OperatingSystem> {
    const { image, userData, managed } = this;
    const reader = readerWith(image) ?? ('known' in userData && userData.known !== undefined ? readerOf(userData.known) : undefined);
    return managed ? { known: 'linux' }
      : reader === undefined ? { unknown: `the operating system of ${image.name} is not known` } : { known: reader === 'windows' ? 'windows' : 'linux' };
  }

  /** What their user data sets for the agent. */
  public get agent(): AgentSettings {
    return this.once('agent', () => agentSettingsOf(this.userData, this.launch.resource, this.model.system, readerWith(this.image)));
  }

  private once<T>(key: string, make: () => T): T {
    return this.memory.once(key, make);
  }
}

/** The ids of a list; a text of several, with commas between them, counts as several. */
function idsOf(at: Property, otherwise: string): Known<readonly Text[]> {
  const { texts, given } = at;
  const ids = 'known' in texts ? texts.known.flatMap((text) => splitText(text, ',')).map((text) => text.trim()).filter((text) => text !== '') : [];
  return given === 'no' ? { unknown: otherwise } : 'unknown' in texts ? texts : ids.length === 0 ? { unknown: otherwise } : { known: ids };
}

/** The instances that get an elastic address. */
function elasticAddresses(model: Model): ReadonlySet<ResolvedResource | 'unknown'> {
  return model.once('instances with elastic addresses', () => {
    const pointers = ['AWS::EC2::EIP', 'AWS::EC2::EIPAssociation'].flatMap((type) => model.ofType(type)).map((resource) => Property.of(resource).at('InstanceId'));
    return new Set<ResolvedResource | 'unknown'>(pointers.flatMap(({ text }): readonly (ResolvedResource | 'unknown')[] =>
      'unknown' in text ? ['unknown'] : model.system.identified(text.known).filter(({ type }) => type === 'AWS::EC2::Instance')));
  });
}
