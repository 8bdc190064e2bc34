import { onInstances, silent } from './_instances';
import { says } from './_judge';
import { ref, type Template } from './_ready';
import { TerminationProtection } from '../../../../src/readiness/private/rules/termination-protection';

const PLACE = 'Provider.AutoScalingGroupProvider.ManagedTerminationProtection';

const told = (managed: unknown, isProtected: unknown, change: (resources: any, template: Template) => void = () => undefined) =>
  says(TerminationProtection, onInstances((resources, template) => {
    resources.Provider.Properties.AutoScalingGroupProvider.ManagedTerminationProtection = managed;
    resources.Instances.Properties.NewInstancesProtectedFromScaleIn = isProtected;
    template.Parameters = { ...template.Parameters, Given: { Type: 'String' } };
    change(resources, template);
  }));

describe('TerminationProtection', () => {
  silent(TerminationProtection);

  test.each([[undefined], [false], ['false']])('is broken for a group with protection %j', (isProtected) => {
    expect(told('ENABLED', isProtected)).toEqual([`error ${PLACE}`]);
  });

  test.each([['ENABLED', true], ['ENABLED', 'true'], ['DISABLED', undefined], [undefined, undefined], [ref('Given'), true]])('is silent for %j and a group with %j', (managed, isProtected) => {
    expect(told(managed, isProtected)).toEqual([]);
  });

  test.each([[ref('Given'), false], ['ENABLED', ref('Given')]])('does not know of %j and a group with %j', (managed, isProtected) => {
    expect(told(managed, isProtected)).toEqual([`unknown ${PLACE}`]);
  });

  test('is silent about a group that is not at hand', () => {
    expect(told('ENABLED', undefined, ({ Provider }) => {
      Provider.Properties.AutoScalingGroupProvider.AutoScalingGroupArn = ref('Given');
    })).toEqual([]);
  });
});
