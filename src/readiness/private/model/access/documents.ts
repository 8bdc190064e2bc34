import { unseenPolicy } from '../../iam';
import type { ResolvedResource } from '../../sources/resolved';
import { Property } from '../property';
import type { Written } from './attachment';
import { readPolicy } from './document';
import type { Unseen } from './unseen';

/** Where a type of resource keeps its document, unless in `PolicyDocument`. */
const KEYS = new Map([['AWS::SecretsManager::ResourcePolicy', 'ResourcePolicy'], ['AWS::SSO::PermissionSet', 'InlinePolicy']]);

/** Reads the policies that are resources of their own, each once however often it is attached. */
export class Documents {
  private readonly written = new Map<ResolvedResource, Written>();

  constructor(private readonly unseen: Unseen) {}

  public of(resource: ResolvedResource): Written {
    let written = this.written.get(resource);
    if (!written) {
      const at = Property.of(resource).at(KEYS.get(resource.type) ?? 'PolicyDocument');
      written = this.read(at, `policy ${resource.logicalId}`);
      this.written.set(resource, written);
    }
    return written;
  }

  /** A document of another resource. */
  public read(at: Property, name: string, byDefault?: object): Written {
    const reason = this.unseen.changed(at.resource);
    return { at, policy: reason === undefined ? readPolicy(at, name, byDefault) : unseenPolicy(name, reason, { couldDeny: true }) };
  }
}
