import { changed, judged, says } from './_judge';
import { publicFargate, ref } from './_ready';
import { saysOfReady } from './_task';
import { judge } from '../../../../src/readiness/private/judge';
import { Model } from '../../../../src/readiness/private/model/model';
import { TemplateDeploys } from '../../../../src/readiness/private/rules/template-deploys';
import { input, system } from '../sources/_builders';

const causes = (template: object) => judged(template as never, [TemplateDeploys])[0].findings.map(({ cause }) => cause);

describe('TemplateDeploys', () => {
  test('is silent when CloudFormation takes the template', () => {
    expect(saysOfReady(TemplateDeploys)).toEqual([]);
  });

  test('tells a problem in a property where it is, be it of another resource', () => {
    const template = changed(publicFargate, ({ AppLog }) => {
      AppLog.Properties.KmsKeyId = ref('Nothing');
    });
    expect(says(TemplateDeploys, template)).toEqual(['error AppLog.KmsKeyId']);
    expect(causes(template)).toEqual(['CloudFormation refuses this: refers to "Nothing", which the template does not declare']);
  });

  test('tells any other problem at the service, each by itself', () => {
    const template = changed(publicFargate, ({ AppLog, Vpc }) => {
      AppLog.DependsOn = 'Nothing';
      Vpc.Condition = 'Never';
    });
    expect(says(TemplateDeploys, template)).toEqual(['error Service', 'error Service']);
    expect(causes(template)[0]).toMatch(/^CloudFormation refuses .* because of Resources\.AppLog\.DependsOn: depends on "Nothing"/);
  });

  test('stops after twenty', () => {
    const template = changed(publicFargate, ({ AppLog }) => {
      AppLog.Properties.Tags = Array.from({ length: 30 }, (_, index) => ({ Key: 'k', Value: ref(`Nothing${index}`) }));
    });
    expect(says(TemplateDeploys, template)).toHaveLength(20);
  });

  test('tells what is wrong with the template around it', () => {
    const parent = {
      Resources: {
        Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'child.json' } },
        Log: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: ref('Nothing') } },
      },
    };
    const stack = input(parent, { name: 'parent', nested: { Child: input(publicFargate(), { name: 'parent/Child' }) } });
    const [{ findings }] = new Model(system(stack)).subjects.map((subject) => judge(subject, [TemplateDeploys]));
    expect(findings.map(({ resource, path, severity }) => `${severity} ${resource}.${path}`)).toEqual(['error Log.LogGroupName']);
  });

  test('is silent about a template beside it', () => {
    expect(says(TemplateDeploys, [publicFargate(), { Resources: { Log: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: ref('Nothing') } } } }])).toEqual([]);
  });
});
