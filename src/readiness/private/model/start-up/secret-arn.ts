import type { Decision } from '../../iam/index';
import type { Decide } from '../permissions/index';
import { hole, piecesOf, type Text } from '../text';

/** Six letters or digits such as AWS makes up: a policy that takes these takes any. */
const ANY_END = 'q9Zx7W';

/**
 * Asks about the secret that an ARN means.
 *
 * AWS puts a hyphen and six characters behind the name of a secret. An ARN that points to it may leave them out; the one that policies are asked about
 * has them.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
 */
export function ofSecret(decide: Decide): Decide {
  return (request, identity) => {
    const arn = request.resource ?? '';
    const ask = (resource: Text) => decide({ ...request, resource }, identity);
    const stem = withoutMadeUp(arn);
    return stem !== undefined ? anyEnd(ask, stem, arn)
      : /-[A-Za-z0-9]{6}$/.test(arn) ? wholeOrNot(ask, arn) : withoutEnd(ask, arn);
  };
}

type Ask = (resource: Text) => Decision;

/** What stands before the hyphen and the letters that AWS makes up; nothing where an ARN does not end in those. */
function withoutMadeUp(arn: Text): Text | undefined {
  const last = piecesOf(arn).at(-1);
  const end = last && 'hole' in last && last.hole === 'generated' && last.id.endsWith('.suffix') ? `-${hole(last.hole, last.id)}` : undefined;
  return end !== undefined && arn.endsWith(end) ? arn.slice(0, -end.length) : undefined;
}

function anyEnd(ask: Ask, stem: Text, whole: Text): Decision {
  const any = ask(`${stem}-${ANY_END}`);
  return any.answer === 'yes' ? any : ask(whole);
}

function withoutEnd(ask: Ask, arn: Text): Decision {
  return anyEnd(ask, arn, `${arn}-${hole('unknown', 'the end of the ARN')}`);
}

/** What looks like the end may be the last word of the name. */
function wholeOrNot(ask: Ask, arn: Text): Decision {
  const [whole, part] = [ask(arn), withoutEnd(ask, arn)];
  const likely = /[A-Z0-9]/.test(arn.slice(-6)) ? whole : part;
  return whole.answer === part.answer || likely.answer === 'yes' ? likely
    : { ...likely, answer: 'unknown', because: `whether ${JSON.stringify(arn.slice(-6))} ends the ARN or the name of the secret is not known` };
}
