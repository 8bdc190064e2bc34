import { Property } from '../../../../src/readiness/private/model/property';
import { unclear, violated, type Outcome } from '../../../../src/readiness/private/rules/rule';
import { whichever } from '../../../../src/readiness/private/rules/whichever';
import type { ResolvedResource } from '../../../../src/readiness/private/sources/resolved';

const AT = new Property({ logicalId: 'Resource' } as ResolvedResource, [], undefined);
const error = (cause: string): Outcome => violated(AT, cause, { severity: 'error' });
const warning = (cause: string): Outcome => violated(AT, cause);
const doubt = (reason: string): Outcome => unclear(AT, reason);

function said(...choices: Outcome[][]): readonly string[] {
  return whichever(choices, 'warning', (outcomes) => outcomes)
    .map((outcome) => 'unknown' in outcome ? `unknown: ${outcome.unknown}` : `${outcome.severity ?? 'warning'}: ${outcome.cause}`);
}

const OPEN = 'unknown: which of several settings holds is not known, and with one of them:';

describe('what may be one of several', () => {
  test('is said as it is when there is only one, and nothing when there is none', () => {
    expect(said([error('a'), warning('b'), doubt('c')])).toEqual(['error: a', 'warning: b', 'unknown: c']);
    expect(said()).toEqual([]);
  });

  test('is wrong when all of them are: what is said of the first stands for all', () => {
    expect(said([error('a'), warning('b')], [error('c')])).toEqual(['error: a', 'warning: b']);
    expect(said([warning('a')], [warning('b')])).toEqual(['warning: a']);
  });

  test('is not known to be wrong when only some of them are', () => {
    expect(said([error('a')], [])).toEqual([`${OPEN} a`]);
    expect(said([error('a')], [warning('b')])).toEqual([`${OPEN} a`]);
    expect(said([error('a')], [doubt('b')])).toEqual([`${OPEN} a`, 'unknown: b']);
  });

  test('is not mentioned when some of them would be worth a warning', () => {
    expect(said([warning('a')], [])).toEqual([]);
  });
});
