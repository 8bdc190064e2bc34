import type { ResolvedResource, ResolvedSystem } from '../../sources/resolved';
import type { Link } from '../link';
import { Property } from '../property';
import type { Text } from '../text';
import { bucketOf } from './buckets';
import { Documents } from './documents';
import { Finder } from './finder';
import { Guard } from './guard';
import { Guards } from './guards';
import { repositoryOf } from './images';
import { Keys, type AwsManagedKey } from './keys';
import type { BucketModel, GuardedModel, KeyModel, LogGroupModel, ParameterModel, RepositoryModel, SecretModel } from './models';
import { unseenTie } from './own-policies';
import { Unseen } from './unseen';
import { parameterOf, secretOf, storeOf, type Store } from './value-from';

/** The keys, buckets, log groups and such of the templates, what points to them, and their policies. */
export class ResourcePolicies {
  private readonly finder: Finder;
  private readonly unseen: Unseen;
  private readonly documents: Documents;
  private readonly keys: Keys;
  private readonly buckets: Guards;
  private readonly secrets: Guards;
  private readonly guards = new Map<ResolvedResource, Guard>();
  private readonly logGroups = new Map<ResolvedResource, LogGroupModel>();

  constructor(private readonly system: ResolvedSystem) {
    this.finder = new Finder(system);
    this.unseen = new Unseen(system);
    this.documents = new Documents(this.unseen);
    this.keys = new Keys(this.finder, this.documents);
    this.buckets = this.guardsOf('AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'Bucket');
    this.secrets = this.guardsOf('AWS::SecretsManager::Secret', 'AWS::SecretsManager::ResourcePolicy', 'SecretId');
  }

  /** The KMS key that a property points to, by id, by ARN or by an alias. */
  public key(pointer: Property): Link<KeyModel> | AwsManagedKey {
    return this.keys.at(pointer);
  }

  /** The bucket that a property points to, by name, by ARN or by the ARN of something in it. */
  public bucket(pointer: Property): Link<BucketModel> {
    return modelled(bucketOf(pointer, this.finder), (resource) => ({
      ...this.guarded(resource, (each) => this.buckets.of(each)),
      name: nameOf(resource),
      encryption: Property.of(resource).at('BucketEncryption'),
      versioning: Property.of(resource).at('VersioningConfiguration'),
      publicAccessBlock: Property.of(resource).at('PublicAccessBlockConfiguration'),
    }));
  }

  /** The log group that a property points to, by name or ARN. */
  public logGroup(pointer: Property): Link<LogGroupModel> {
    return modelled(this.finder.at(pointer, 'AWS::Logs::LogGroup'), (resource) => {
      const model = this.logGroups.get(resource) ?? logGroupOf(resource);
      this.logGroups.set(resource, model);
      return model;
    });
  }

  /** Which store a `ValueFrom` names a value of; nothing when that cannot be told. */
  public storeOf(pointer: Property): Store | undefined {
    return storeOf(pointer, this.system);
  }

  /** The secret that a `ValueFrom` names. */
  public secret(pointer: Property): Link<SecretModel> {
    return modelled(secretOf(pointer, this.finder, this.system), (resource) => ({
      ...this.guarded(resource, (each) => this.secrets.of(each)),
      kmsKeyId: Property.of(resource).at('KmsKeyId'),
    }));
  }

  /** The parameter of Systems Manager that a `ValueFrom` names. */
  public parameter(pointer: Property): Link<ParameterModel> {
    return modelled(parameterOf(pointer, this.finder), (resource) => {
      const { partition, region, account } = this.finder.templateOf(resource);
      const name = nameOf(resource);
      const arn = `arn:${partition}:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
      return { resource, name, arn, type: Property.of(resource).at('Type') };
    });
  }

  /** The repository that an image is pulled from; nothing when it is certainly none of Amazon ECR. */
  public repository(image: Property): Link<RepositoryModel> {
    return modelled(repositoryOf(image, this.system, this.finder), (resource) => ({
      ...this.guarded(resource, (each) => this.guardOfRepository(each)),
      name: nameOf(resource),
      encryption: Property.of(resource).at('EncryptionConfiguration'),
    }));
  }

  private guardsOf(type: string, policyType: string, key: string): Guards {
    return new Guards(this.system, { type, policyType, key }, this.finder, this.documents, this.unseen);
  }

  private guardOfRepository(resource: ResolvedResource): Guard {
    const at = Property.of(resource).at('RepositoryPolicyText');
    const written = at.value === undefined ? [] : [{ ...this.documents.read(at, `policy of ${resource.logicalId}`), needs: [resource] as const }];
    const reason = this.unseen.changed(resource);
    return new Guard(this.system, written, reason === undefined ? undefined : unseenTie(Property.of(resource), `the policy of ${resource.logicalId}`, reason));
  }

  private guarded(resource: ResolvedResource, make: (resource: ResolvedResource) => Guard): GuardedModel {
    let guard = this.guards.get(resource);
    if (!guard) {
      guard = make(resource);
      this.guards.set(resource, guard);
    }
    const { policies, complete } = guard;
    return { resource, arn: resource.arn!, policies, complete, policyFor: (subject) => guard.policyFor(subject, resource) };
  }
}

function modelled<T>(link: Link<ResolvedResource>, model: (resource: ResolvedResource) => T): Link<T> {
  return 'to' in link ? { to: model(link.to) } : link;
}

function logGroupOf(resource: ResolvedResource): LogGroupModel {
  const at = Property.of(resource);
  return {
    resource,
    name: nameOf(resource),
    arn: resource.arn!.replace(/:\*$/, ''),
    kmsKeyId: at.at('KmsKeyId'),
    retentionInDays: at.at('RetentionInDays'),
    logGroupClass: at.at('LogGroupClass'),
  };
}

/** What Ref gives, which is the name. */
function nameOf({ ref }: ResolvedResource): Text {
  return String(ref);
}
