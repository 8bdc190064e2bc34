import type { Model } from './model';
import { Property } from './property';
import { readable, type Text } from './text';
import { Unknown } from './unknown';
import type { ResolvedResource } from '../sources/resolved';

/** Where the settings of new instances are written. */
export interface Launch {
  /** What holds them. */
  readonly at: Property;
  readonly image: Property;
  readonly userData: Property;
  /** The instance profile: its name or ARN, or an object with one of them. */
  readonly profile: Property;
  readonly instanceType: Property;
  /** How the metadata of the instance are reached. */
  readonly metadata: Property;
  /** Set by the first network interface, or without one beside it. */
  readonly securityGroups: Property;
  readonly publicIp: Property;
  /** Absent in what an Auto Scaling group launches, as the group has its own. */
  readonly subnet: Property;
}

const TEMPLATE = 'AWS::EC2::LaunchTemplate';
const CONFIGURATION = 'AWS::AutoScaling::LaunchConfiguration';

/** Everything that an Auto Scaling group may launch its instances with. */
export function launchesOf(group: Property, model: Model): readonly Launch[] {
  const mixed = group.at('MixedInstancesPolicy', 'LaunchTemplate');
  const overrides = mixed.at('Overrides').list.items.map((item) => item.at('LaunchTemplateSpecification')).filter(({ given }) => given !== 'no');
  const templates = [group.at('LaunchTemplate'), mixed.at('LaunchTemplateSpecification')].filter(({ given }) => given === 'yes');
  const configuration = group.at('LaunchConfigurationName');
  if (templates.length > 0) {
    return [...templates, ...overrides].map((specification) => launchOfTemplate(specification, model));
  }
  const { text } = configuration;
  const found = 'known' in text && text.known !== undefined ? only(model, text.known, CONFIGURATION) : undefined;
  return [found ? launchOfConfiguration(Property.of(found)) : launchAt(unseen(configuration, 'how the group launches its instances is not at hand'))];
}

/** How a single instance is launched: by what is written with it, and by its launch template for what is not. */
export function launchOfInstance(instance: Property, model: Model): Launch {
  const specification = instance.at('LaunchTemplate');
  const own = { ...launchAt(instance), ...networkOf(instance, 'GroupSet'), profile: instance.at('IamInstanceProfile') };
  if (specification.given === 'no') {
    return own;
  }
  const template = launchOfTemplate(specification, model);
  const merged = Object.keys(own).map((key) => key as keyof Launch).map((key) => [key, key !== 'at' && own[key].given === 'no' ? template[key] : own[key]]);
  return Object.fromEntries(merged) as unknown as Launch;
}

function launchOfTemplate(specification: Property, model: Model): Launch {
  const [id, name] = [specification.at('LaunchTemplateId'), specification.at('LaunchTemplateName')].map((each) => each.text);
  const byId = 'known' in id && id.known !== undefined ? only(model, id.known, TEMPLATE) : undefined;
  const byName = 'known' in name && name.known !== undefined ? templatesByName(model).get(name.known) : undefined;
  const found = byId ?? byName;
  const data = found ? Property.of(found).at('LaunchTemplateData') : unseen(specification, 'the launch template is not at hand');
  return { ...launchAt(data), ...networkOf(data, 'Groups') };
}

function launchOfConfiguration(configuration: Property): Launch {
  return {
    ...launchAt(configuration),
    securityGroups: configuration.at('SecurityGroups'),
    publicIp: configuration.at('AssociatePublicIpAddress'),
  };
}

function launchAt(at: Property): Launch {
  return {
    at,
    image: at.at('ImageId'),
    userData: at.at('UserData'),
    profile: at.at('IamInstanceProfile'),
    instanceType: at.at('InstanceType'),
    metadata: at.at('MetadataOptions'),
    securityGroups: at.at('SecurityGroupIds'),
    publicIp: at.at('AssociatePublicIpAddress'),
    subnet: at.at('SubnetId'),
  };
}

/** What the first network interface sets, if there is one. */
function networkOf(data: Property, groups: 'Groups' | 'GroupSet'): Pick<Launch, 'securityGroups' | 'publicIp' | 'subnet'> {
  const interfaces = data.at('NetworkInterfaces');
  const { items } = interfaces.list;
  const first = items.find((item) => ['0', 0].includes(item.at('DeviceIndex').value as string | number)) ?? items[0] ?? interfaces;
  const byName = data.at('SecurityGroups');
  return interfaces.given === 'no'
    ? { securityGroups: data.at('SecurityGroupIds').given === 'no' ? byName : data.at('SecurityGroupIds'), publicIp: first.at('AssociatePublicIpAddress'), subnet: data.at('SubnetId') }
    : { securityGroups: first.at(groups), publicIp: first.at('AssociatePublicIpAddress'), subnet: first.at('SubnetId') };
}

function only(model: Model, name: Text, type: string): ResolvedResource | undefined {
  const found = model.system.identified(name).filter((resource) => resource.type === type && resource.created !== 'no');
  return found.length === 1 ? found[0] : undefined;
}

function templatesByName(model: Model): ReadonlyMap<Text, ResolvedResource> {
  return model.once('launch templates by name', () => {
    const named = model.ofType(TEMPLATE).map((resource) => ({ resource, name: Property.of(resource).at('LaunchTemplateName').value }));
    const byName = new Map<Text, ResolvedResource>();
    const twice = new Set<Text>();
    for (const { resource, name } of named) {
      if (typeof name === 'string') {
        twice.add(byName.has(name) ? name : '');
        byName.set(name, resource);
      }
    }
    twice.forEach((name) => byName.delete(name));
    return byName;
  });
}

/** A place of which nothing is known. */
function unseen(at: Property, reason: string): Property {
  const { text } = at;
  const shown = 'known' in text && text.known !== undefined ? `: ${readable(text.known)}` : '';
  return new Property(at.resource, at.path, new Unknown(`${reason}${shown}`));
}
