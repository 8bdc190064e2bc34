import { splitText } from '../../iam';
import type { ResolvedResource } from '../../sources/resolved';
import type { Link } from '../link';
import { Property } from '../property';
import type { Text } from '../text';
import type { Documents } from './documents';
import type { Finder } from './finder';
import type { KeyModel } from './models';

/** A key that AWS keeps for one of its services. */
export interface AwsManagedKey {
  readonly awsManaged: Text;
}

const KEYS = ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'];
const ALIAS = 'AWS::KMS::Alias';
const OF_AWS = /(?:^|:)alias\/aws\//;

/** The keys of the templates. */
export class Keys {
  private readonly models = new Map<ResolvedResource, KeyModel>();

  constructor(private readonly finder: Finder, private readonly documents: Documents) {}

  /** What a property points to: by id, by ARN, or by an alias. */
  public at(pointer: Property): Link<KeyModel> | AwsManagedKey {
    const { text } = pointer;
    if ('known' in text && text.known !== undefined && OF_AWS.test(text.known)) {
      return { awsManaged: text.known };
    }
    const found = this.found(pointer);
    const isAlias = 'to' in found && found.to.type === ALIAS;
    const key = isAlias ? this.finder.at(Property.of(found.to).at('TargetKeyId'), ...KEYS) : found;
    return 'to' in key ? { to: this.modelOf(key.to) } : key;
  }

  /** The key or alias that a property points to. */
  private found(pointer: Property): Link<ResolvedResource> {
    const { text } = pointer;
    const [scheme, , service, region, account, name, ...rest] = 'known' in text && text.known !== undefined ? splitText(text.known, ':') : [];
    const isAlias = scheme === 'arn' && service === 'kms' && name?.startsWith('alias/') && rest.length === 0;
    return isAlias ? this.finder.named(name, { region, account }, pointer, ALIAS) : this.finder.at(pointer, ...KEYS, ALIAS);
  }

  private modelOf(resource: ResolvedResource): KeyModel {
    let model = this.models.get(resource);
    if (!model) {
      const property = (name: string) => Property.of(resource).at(name);
      const name = `${property('KeyPolicy').given === 'no' ? 'default key policy' : 'key policy'} of ${resource.logicalId}`;
      const { policy, at } = this.documents.read(property('KeyPolicy'), name, this.defaultPolicy(resource));
      model = {
        resource, arn: resource.arn!, policy, policyAt: at, enabled: property('Enabled'), spec: property('KeySpec'), usage: property('KeyUsage'),
      };
      this.models.set(resource, model);
    }
    return model;
  }

  /** @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
  private defaultPolicy(resource: ResolvedResource): object {
    const { partition, account } = this.finder.templateOf(resource);
    return {
      Version: '2012-10-17',
      Statement: [{
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      }],
    };
  }
}
