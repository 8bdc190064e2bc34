import { changed } from './_judge';
import { explained } from './_network';
import { allow, isolatedFargate, policy, REPOSITORY } from './_ready';

const everyone = (Action: unknown, Resource: unknown = '*') => allow(Action, Resource, { Principal: '*' });
const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const TOKEN = everyone('ecr:GetAuthorizationToken');
type Statements = readonly object[] | undefined;
const policies = (api: Statements, dkr: Statements) => explained(changed(isolatedFargate, ({ EcrApi, EcrDkr }) => {
  EcrApi.Properties.PolicyDocument = api && policy(...api);
  EcrDkr.Properties.PolicyDocument = dkr && policy(...dkr);
}));
const lines = (said: ReturnType<typeof policies>) => said.map(([line]) => line);

describe('RegistryEndpointPolicies', () => {
  test('is silent without policies, and with one that lets both the login and the pull through', () => {
    const both = [TOKEN, everyone(PULL, REPOSITORY)];
    expect([policies(undefined, undefined), policies(both, both), policies([everyone('ecr:*')], undefined)]).toEqual([[], [], []]);
  });

  test('is broken when repositories are all that the login may ask for', () => {
    expect(policies([everyone('*', 'arn:aws:ecr:eu-west-1:111111111111:repository/*')], undefined)).toEqual([[
      'RegistryEndpointPolicies error EcrApi.PolicyDocument',
      'the policy of endpoint EcrApi does not let ecr:GetAuthorizationToken through for the image of container "app": the policy of endpoint EcrApi does not allow ecr:GetAuthorizationToken on *',
    ]]);
  });

  test('is broken when the repository is not among those that may be pulled from', () => {
    expect(lines(policies(undefined, [everyone(PULL, `${REPOSITORY}-other`)]))).toEqual(['RegistryEndpointPolicies error EcrDkr.PolicyDocument']);
  });

  test('only warns of policies that differ', () => {
    expect(lines(policies([TOKEN], [everyone(PULL)]))).toEqual(['RegistryEndpointPolicies warning EcrApi.PolicyDocument']);
  });
});
