import type { App } from 'aws-cdk-lib';
import { Audit } from './audit';
import { Offices } from './offices';
import { Orders } from './orders';
import { Organization } from './organization';
import { People } from './people';

/** Who gets a shell in production, from where, and who sees what they did. Each stack is of another team; here all are of one account. */
export function addAccess(app: App): void {
  const { service } = new Orders(app, 'Orders');
  const { desk } = new Offices(app, 'Offices');
  const { onCall } = new People(app, 'People', { service, desk });
  new Audit(app, 'Audit', { service });
  new Organization(app, 'Organization', { onCall });
}
