import { withPlainHoles } from '../../../src/readiness/private/plain-holes';

test.each([
  ['it depends on <Parameter Prod/Api/Vpc>', 'it depends on <parameter Vpc>'],
  ['it depends on <Parameter a b.yaml/Subnets[0]>', 'it depends on <parameter Subnets[0]>'],
  ['arn:aws:kms:::key/<stack/Key>/<stack/Key.Arn>', 'arn:aws:kms:::key/<Key>/<Key.Arn>'],
  ['<stack/AWS::StackName>', '<AWS::StackName>'],
  ['<Import net/vpc> and <Output net/a.b>', '<Import net/vpc> and <Output net/a.b>'],
  ['<{{resolve:ssm:/a/b}}>', '<{{resolve:ssm:/a/b}}>'],
  ['container-instance/<the container instance>', 'container-instance/<the container instance>'],
  ['<a/b.yaml: Resources > Subject>', '<a/b.yaml: Resources > Subject>'],
  ['a < b/c', 'a < b/c'],
])('%s reads %s', (sentence, plain) => {
  expect(withPlainHoles(sentence)).toBe(plain);
});

test('a long text without an end is read in no time', () => {
  const text = '<a/b.'.repeat(50_000);
  expect(withPlainHoles(text)).toBe(text);
});
