import { unclear, violated, type Outcome } from './rule';
import type { Unfit } from '../model/host-answers';
import type { Property } from '../model/property';

/**
 * What is said of instances that do not suit the tasks: an error when all tasks fail for that, a warning when there are others for them.
 *
 * @param cause what is wrong with them
 * @param open what may be wrong with them, as in `whether … is not known`
 */
export function onHosts({ answer, fatal }: Pick<Unfit, 'answer' | 'fatal'>, at: Property, cause: string, open: string): Outcome {
  if (answer === 'unknown') {
    return unclear(at, open);
  }
  return fatal === 'unknown' ? unclear(at, `${cause}; whether tasks can do without these instances is not known`)
    : violated(at, cause, { severity: fatal === 'yes' ? 'error' : 'warning' });
}
