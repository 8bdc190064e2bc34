import { changed, judged, says } from './_judge';
import { publicFargate, ref } from './_ready';
import { saysOfReady } from './_task';
import { judge } from '../../../../src/readiness/private/judge';
import { Model } from '../../../../src/readiness/private/model/model';
import { SubjectCreated } from '../../../../src/readiness/private/rules/subject-created';
import { input, system } from '../sources/_builders';

const under = (condition: unknown, parameters: object = {}) => changed(publicFargate, ({ Service }, template) => {
  Service.Condition = 'Wanted';
  template.Conditions = { Wanted: condition };
  template.Parameters = parameters as never;
});
const flag = { Flag: { Type: 'String' } };

describe('SubjectCreated', () => {
  test('is silent about a service that is created', () => {
    expect(saysOfReady(SubjectCreated)).toEqual([]);
    expect(says(SubjectCreated, under({ 'Fn::Equals': ['a', 'a'] }))).toEqual([]);
  });

  test('leaves a service open that its condition keeps away', () => {
    const template = under({ 'Fn::Equals': [ref('Flag'), 'on'] }, { Flag: { Type: 'String', Default: 'off' } });
    expect(says(SubjectCreated, template)).toEqual(['unknown Service']);
    expect(judged(template, [SubjectCreated])[0].unknowns[0].reason).toBe('it is not created by the first deployment: condition "Wanted" does not hold');
  });

  test('tells on what the creation depends', () => {
    const template = under({ 'Fn::Equals': [ref('Flag'), 'on'] }, flag);
    expect(says(SubjectCreated, template)).toEqual(['info Service']);
    expect(judged(template, [SubjectCreated])[0].findings[0].cause)
      .toBe('whether the first deployment creates it is not known: condition "Wanted" depends on <parameter Flag>');
  });

  test('leaves a service open whose stack is not created', () => {
    const parent = {
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Condition: 'Never', Properties: { TemplateURL: 'child.json' } } },
    };
    const stack = input(parent, { name: 'parent', nested: { Child: input(publicFargate(), { name: 'parent/Child' }) } });
    const [{ unknowns }] = new Model(system(stack)).subjects.map((subject) => judge(subject, [SubjectCreated]));
    expect(unknowns.map(({ reason }) => reason)).toEqual(['it is not created by the first deployment: nor is the stack that it is in']);
  });
});
