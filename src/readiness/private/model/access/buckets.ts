import { splitText } from '../../iam';
import type { ResolvedResource } from '../../sources/resolved';
import type { Link } from '../link';
import type { Property } from '../property';
import type { Finder } from './finder';

const BUCKET = 'AWS::S3::Bucket';

/** The bucket that a property names: by its name, by its ARN, or by the ARN of something in it. */
export function bucketOf(pointer: Property, finder: Finder): Link<ResolvedResource> {
  const { text } = pointer;
  const [scheme, , service, , , ...rest] = 'known' in text && text.known !== undefined ? splitText(text.known, ':') : [];
  return scheme === 'arn' && service === 's3' && rest.length > 0
    ? finder.named(splitText(rest[0], '/')[0], {}, pointer, BUCKET) : finder.at(pointer, BUCKET);
}
