import { hole, isKnown, piecesOf, readable } from '../../../../src/readiness/private/model/text';

/** Signs that names of files and stacks may have, and that searches in texts are after. */
const SIGNS = "-_.!~*'()/: @,?#%&=+;$\"<>{}[]|\\`^\n\u00e9\ud83d\ude00";

describe('a hole', () => {
  test.each(['unknown', 'generated'] as const)('has no sign in it that something could look for: %s', (kind) => {
    const made = hole(kind, `cdk.out/my-app.yaml${SIGNS}`);
    expect(made.slice(1, -1)).toMatch(/^[ug]:[A-Za-z0-9%]+$/);
    expect(piecesOf(`a-${made}-b`)).toEqual([{ literal: 'a-' }, { hole: kind, id: `cdk.out/my-app.yaml${SIGNS}` }, { literal: '-b' }]);
    expect([isKnown(made), readable(made)]).toEqual([false, `<cdk.out/my-app.yaml${SIGNS}>`]);
  });

  test('takes half of a character for one that is not known', () => {
    expect(piecesOf(hole('unknown', 'a-\ud800'))).toEqual([{ hole: 'unknown', id: 'a-\ufffd' }]);
  });
});
