export { type Attachment } from './attachment';
export { unseenIdentity } from './identity';
export { type AwsManagedKey } from './keys';
export {
  type BucketModel, type GuardedModel, type KeyModel, type LogGroupModel, type ParameterModel, type RepositoryModel, type SecretModel,
} from './models';
export { Presence } from './presence';
export { type Principal } from './principal';
export { Principals } from './principals';
export { ResourcePolicies } from './resource-policies';
