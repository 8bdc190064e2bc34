import type { Known } from '../../reach/network';
import type { Property } from '../property';
import { hole, type Text } from '../text';

/** What the names of objects of session logs begin with in a bucket, as an ARN without its last slash. */
export function folderOf(bucket: Text, prefix: Property): Text {
  return prefix.given === 'no' ? bucket : `${bucket}/${withoutSlashes(textOr(prefix.text, 'the prefix'))}`;
}

/** The log of one session in a folder: the agent writes one object at the end of each. */
export function objectIn(folder: Text): Text {
  return `${folder}/${hole('unknown', 'the log of the session')}`;
}

export function textOr(text: Known<Text | undefined>, what: string): Text {
  return 'known' in text && text.known !== undefined ? text.known : hole('unknown', what);
}

/** A pattern would take forever on a text of nothing but slashes. */
function withoutSlashes(folder: Text): Text {
  let end = folder.length;
  while (end > 0 && folder[end - 1] === '/') {
    end--;
  }
  return folder.slice(0, end);
}
