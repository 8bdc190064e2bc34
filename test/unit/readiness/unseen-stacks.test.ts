import { input, system } from './sources/_builders';
import { unseenStacks } from '../../../src/readiness/private/unseen-stacks';

const CHILD = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://bucket.s3.amazonaws.com/child.json' } };
const LOG = { Resources: { Log: { Type: 'AWS::Logs::LogGroup' } } };
const PARAMETERS = { P: { Type: 'String' } };
const CONDITIONS = { Never: { 'Fn::Equals': ['a', 'b'] }, Maybe: { 'Fn::Equals': [{ Ref: 'P' }, 'b'] } };

const unseen = (Resources: object, nested = {}) => unseenStacks(system(input({ Parameters: PARAMETERS, Conditions: CONDITIONS, Resources }, { name: 'parent', nested })));

describe('A nested stack', () => {
  test('whose template is not at hand is told where it stands', () => {
    expect(unseen({ Child: CHILD })).toEqual([
      { stack: 'parent', resource: 'Child', file: 'stack.json', line: 1, reason: 'its template is not at hand, so whether it starts ECS tasks is not known' },
    ]);
  });

  test('of a serverless application counts, as does one that may be created', () => {
    const found = unseen({ App: { Type: 'AWS::Serverless::Application' }, Maybe: { ...CHILD, Condition: 'Maybe' } });
    expect(found.map(({ resource }) => resource)).toEqual(['App', 'Maybe']);
  });

  test('that is at hand or never created is not told', () => {
    expect(unseen({ Child: CHILD, Never: { ...CHILD, Condition: 'Never' }, Log: LOG.Resources.Log }, { Child: input(LOG, { name: 'parent/Child' }) })).toEqual([]);
  });

  test('inside one that is at hand is told with that', () => {
    expect(unseen({ Child: CHILD }, { Child: input({ Resources: { Deep: CHILD } }, { name: 'parent/Child' }) }))
      .toMatchObject([{ stack: 'parent/Child', resource: 'Deep' }]);
  });
});
