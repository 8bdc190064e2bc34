import type { Tree } from './tree';

/** The words of YAML 1.1 that CloudFormation takes for a boolean. A lone `y` or `n` is text. */
const TRUE = /^(?:true|True|TRUE|yes|Yes|YES|on|On|ON)$/;
const FALSE = /^(?:false|False|FALSE|no|No|NO|off|Off|OFF)$/;
const NULL = /^(?:~|null|Null|NULL|)$/;
const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?$/;

/**
 * The value of an unquoted scalar.
 *
 * Only a number that reads back the same becomes a number: an account id with a leading zero, a version such as 1.10 and a date stay
 * the text that they are.
 */
export function plainScalar(text: string): Tree {
  if (NUMBER.test(text) && String(Number(text)) === text) {
    return Number(text);
  }
  return TRUE.test(text) ? true : FALSE.test(text) ? false : NULL.test(text) ? null : text;
}

/** The value of a scalar under one of YAML's own tags; nothing for the tags that CloudFormation does not take. */
export function taggedScalar(tag: string, text: string): Tree | undefined {
  switch (tag) {
    case 'tag:yaml.org,2002:str':
      return text;
    case 'tag:yaml.org,2002:bool':
    case 'tag:yaml.org,2002:int':
    case 'tag:yaml.org,2002:float':
    case 'tag:yaml.org,2002:null':
      return plainScalar(text);
    default:
      return undefined;
  }
}
