import { REQUIRED_PROPERTIES } from './required-properties';
import type { Problem, ResolvedResource } from './resolved';
import { isValueObject } from './value';
import { Property } from '../model/property';

/** The properties that a resource certainly lacks, each of which stops its creation. */
export function incomplete(resource: ResolvedResource): Problem[] {
  const all = Property.of(resource);
  const required = Object.hasOwn(REQUIRED_PROPERTIES, resource.type) ? REQUIRED_PROPERTIES[resource.type] : [];
  return [...required.flatMap((path) => missing(all, path.split('.'))), ...ofSomeKind(all)].map((at) => ({
    path: [...resource.path, 'Properties', ...at.path],
    message: `${resource.type} needs ${at.path.filter((key) => typeof key === 'string').join('.')}, which is not given`,
    stopsDeployment: true,
  }));
}

function missing(at: Property, [key, ...below]: readonly string[]): Property[] {
  if (key === '*') {
    return at.list.items.flatMap((item) => missing(item, below));
  }
  if (!isValueObject(at.value)) {
    return [];
  }
  const property = at.at(key);
  return below.length > 0 ? missing(property, below) : property.given === 'no' ? [property] : [];
}

/** What some resources of a type need, and others of it do not. */
function ofSomeKind(all: Property): Property[] {
  switch (all.resource.type) {
    case 'AWS::AutoScaling::LaunchConfiguration':
      return all.at('InstanceId').given === 'no' ? [...missing(all, ['ImageId']), ...missing(all, ['InstanceType'])] : [];
    case 'AWS::EC2::NatGateway':
      return natGateway(all);
    default:
      return [];
  }
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-natgateway.html */
function natGateway(all: Property): Property[] {
  const [mode, connectivity] = [all.at('AvailabilityMode').literal, all.at('ConnectivityType').literal];
  if ('unknown' in mode || (mode.known ?? 'zonal') !== 'zonal') {
    return [];
  }
  const isPublic = 'known' in connectivity && (connectivity.known ?? 'public') === 'public';
  return [...missing(all, ['SubnetId']), ...isPublic ? missing(all, ['AllocationId']) : []];
}
