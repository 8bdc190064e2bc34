import { hole, readable, type Text } from '../model/text';

const REFERENCE = /\{\{resolve:(?:ssm|ssm-secure|secretsmanager):[^{}]*\}\}/g;

/**
 * Replaces dynamic references, which CloudFormation resolves last of all, by holes.
 *
 * @param mark distinguishes stores of different places
 */
export function withoutReferences(text: Text, mark: string): Text {
  return text.includes('{{resolve:') ? text.replace(REFERENCE, (reference) => hole('unknown', readable(reference) + mark)) : text;
}
