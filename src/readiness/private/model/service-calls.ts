import { Unknown } from './unknown';
import { contextOf, type Context } from '../iam/index';

/** What is known of where a service of AWS calls from: nothing. */
export const BY_SERVICE: Context = contextOf(Object.fromEntries(
  ['aws:SourceVpc', 'aws:SourceVpce', 'aws:SourceIp', 'aws:VpcSourceIp'].map((key) => [key, new Unknown('a service of AWS calls')])));
