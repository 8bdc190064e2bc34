import { pointing, told } from './_helpers/pointing';
import { document, either, HOME, NONE, resource, UNDECIDED, world, worldOf, type Resources } from './_helpers/world';
import { bucketAllows } from '../../../../../src/readiness/private/iam';
import { readable } from '../../../../../src/readiness/private/model/text';
import { input } from '../../sources/_builders';

const PLACES = [['somewhere', {}], ['in a place that is known', HOME]] as const;
const ref = (logicalId: string) => ({ Ref: logicalId });
const att = (logicalId: string, attribute: string) => ({ 'Fn::GetAtt': [logicalId, attribute] });
const sub = (text: string) => ({ 'Fn::Sub': text });

describe('buckets', () => {
  const bucket = (properties: object = {}, more: object = {}) => resource('AWS::S3::Bucket', properties, more);
  const about = (Bucket: unknown, Effect = 'Deny', more: object = {}) => resource('AWS::S3::BucketPolicy',
    { Bucket, PolicyDocument: document({ Effect, Principal: '*', Action: 's3:*', Resource: '*' }) }, more);
  const BUCKETS = { Bucket: bucket(), Named: bucket({ BucketName: 'logs', BucketEncryption: {}, VersioningConfiguration: { Status: 'Enabled' } }) };

  test.each(PLACES)('are found %s', (_, options) => {
    const found = (value: unknown) => {
      const { made, pointer } = pointing(value, BUCKETS, {}, options);
      return told(made.policies.bucket(pointer));
    };
    expect([ref('Bucket'), att('Bucket', 'Arn'), sub('arn:aws:s3:::${Bucket}'), sub('${Bucket.Arn}/prefix/*'), sub('arn:${AWS::Partition}:s3:::${Bucket}/a.env')].map(found))
      .toEqual(['Bucket', 'Bucket', 'Bucket', 'Bucket', 'Bucket']);
    expect(['logs', 'arn:aws:s3:::logs', 'other', 'arn:aws:s3:::other/x', ref('P'), NONE].map(found))
      .toEqual(['Named', 'Named', '"other" is not in the templates', '"other" is not in the templates', 'it depends on <Parameter stack/P>', 'nothing']);
  });

  test('tell how they are kept', () => {
    const { made, pointer } = pointing('logs', BUCKETS);
    const link = made.policies.bucket(pointer);
    const model = 'to' in link ? link.to : undefined!;
    expect([model.name, model.arn, model.complete, model.policies, model.policyFor(pointer.resource)]).toEqual(['logs', 'arn:aws:s3:::logs', true, [], undefined]);
    expect([model.encryption.given, model.versioning.at('Status').text, model.publicAccessBlock.given]).toEqual(['yes', { known: 'Enabled' }, 'no']);
  });

  describe('the policy', () => {
    const model = (resources: Resources, sections: object = {}) => {
      const { made, pointer } = pointing(ref('Bucket'), { Bucket: bucket(), Named: bucket({ BucketName: 'logs' }), ...resources }, sections);
      const link = made.policies.bucket(pointer);
      return { pointer, model: 'to' in link ? link.to : undefined! };
    };
    const may = (resources: Resources, sections?: object) => {
      const found = model(resources, sections);
      const request = { action: 's3:PutObject', resource: `${found.model.arn}/x`, caller: { arn: 'arn:aws:iam::111122223333:role/app' } };
      return [bucketAllows(request, found.model.policyFor(found.pointer.resource), { policies: [] }).answer, found.model.complete];
    };

    test.each<[string, Resources, unknown[]]>([
      ['that is absent', {}, ['no', true]],
      ['that allows', { P0: about(ref('Bucket'), 'Allow') }, ['yes', true]],
      ['that denies', { P0: about(ref('Bucket')) }, ['no', true]],
      ['of another bucket', { P0: about('logs', 'Allow') }, ['no', true]],
      ['of a parameter', { P0: about(ref('P'), 'Allow') }, ['no', true]],
      ['of something unknown', { P0: about({ 'Fn::Transform': {} }, 'Allow') }, ['unknown', true]],
      ['that may be created', { P0: about(ref('Bucket'), 'Allow', { Condition: 'C' }) }, ['unknown', true]],
      ['that is not created', { P0: about(ref('Bucket'), 'Allow', { Condition: 'No' }) }, ['no', true]],
      ['of one bucket or another', { P0: about(either(ref('Bucket'), 'x'), 'Allow') }, ['unknown', true]],
      ['that is one of two', { P0: about(ref('Bucket'), 'Allow'), P1: about(ref('Bucket'), 'Allow') }, ['unknown', true]],
      ['that a nested stack may make', { S: resource('AWS::CloudFormation::Stack', { Parameters: { B: ref('Bucket') } }) }, ['unknown', false]],
    ])('%s', (_, resources, answer) => expect(may(resources)).toEqual(answer));

    test('may be another that is not seen', () => {
      expect(may({ P0: about(ref('Bucket'), 'Allow') }, { Transform: 'AWS::Include' })).toEqual(['unknown', false]);
    });

    test('tells where it is written', () => {
      const { policies } = model({ P0: about(ref('Bucket')) }).model;
      expect(policies.map(({ at, created, resource: by }) => [by.logicalId, at.path, created])).toEqual([['P0', ['PolicyDocument'], 'yes']]);
    });

    test('of a bucket whose name is known is not that of a parameter\'s', () => {
      const named = { Bucket: bucket({ BucketName: 'logs' }), Named: bucket({ BucketName: 'other' }) };
      expect(may({ ...named, P0: about(ref('P'), 'Allow') })).toEqual(['unknown', true]);
      expect(may({ ...named, P0: about('other', 'Allow') })).toEqual(['no', true]);
    });

    test('may come from another stack', () => {
      const made = worldOf(
        input({ Resources: { Bucket: bucket({ BucketName: 'logs' }), Pointer: resource('A::B::C', { Value: ref('Bucket') }) } }, { name: 'one', environment: { region: 'eu-west-1' } }),
        input({ Resources: { P0: about('logs') } }, { name: 'two' }),
      );
      const link = made.policies.bucket(made.property('Pointer', 'Value'));
      expect('to' in link && link.to.policies.map(({ created }) => created)).toEqual(['yes']);
    });

    test('is not looked for among too many', () => {
      const many = Object.fromEntries(Array.from({ length: 301 }, (_, index) => [`P${index}`, about(ref('Bucket'), 'Allow')]));
      expect(may(many)).toEqual(['unknown', false]);
    });
  });
});

describe('log groups', () => {
  const GROUPS = { Group: resource('AWS::Logs::LogGroup', { KmsKeyId: 'k', RetentionInDays: 7 }), Named: resource('AWS::Logs::LogGroup', { LogGroupName: '/app/exec' }) };
  const look = (value: unknown, options: object = HOME) => {
    const { made, pointer } = pointing(value, GROUPS, {}, options);
    return made.policies.logGroup(pointer);
  };

  test.each(PLACES)('are found %s', (_, options) => {
    const found = (value: unknown) => told(look(value, options));
    expect([ref('Group'), att('Group', 'Arn'), sub('arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Group}')].map(found)).toEqual(['Group', 'Group', 'Group']);
    expect(['/app/exec', sub('arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:/app/exec:*'), sub('arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:/app/exec')].map(found))
      .toEqual(['Named', 'Named', 'Named']);
    expect(['/app', '/APP/exec', ref('P')].map(found)).toEqual(['"/app" is not in the templates', '"/APP/exec" is not in the templates', 'it depends on <Parameter stack/P>']);
  });

  test('of another region are others', () => {
    expect(told(look('arn:aws:logs:eu-west-1:111122223333:log-group:/app/exec'))).toBe('Named');
    expect(told(look('arn:aws:logs:us-east-1:111122223333:log-group:/app/exec'))).toBe('"arn:aws:logs:us-east-1:111122223333:log-group:/app/exec" is not in the templates');
  });

  test('tell how they are kept', () => {
    const link = look(ref('Group'));
    const model = 'to' in link ? link.to : undefined!;
    expect([readable(model.name), readable(model.arn)]).toEqual(['<stack/Group>', 'arn:aws:logs:eu-west-1:111122223333:log-group:<stack/Group>']);
    expect([model.kmsKeyId.text, model.retentionInDays.number, model.logGroupClass.given]).toEqual([{ known: 'k' }, { known: 7 }, 'no']);
  });
});

describe('secrets', () => {
  const SECRETS = {
    Secret: resource('AWS::SecretsManager::Secret', { Name: 'app/db', KmsKeyId: 'k' }),
    Plain: resource('AWS::SecretsManager::Secret'),
    Attached: resource('AWS::SecretsManager::SecretTargetAttachment', { SecretId: ref('Plain'), TargetId: 'x' }),
  };
  const ARN = 'arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret';

  test.each(PLACES)('are found %s', (_, options) => {
    const found = (value: unknown) => {
      const { made, pointer } = pointing(value, SECRETS, {}, options);
      return [told(made.policies.secret(pointer)), made.policies.storeOf(pointer)].join(' ');
    };
    expect([ref('Secret'), sub('${Secret}:password::'), sub('${Secret}:password:AWSCURRENT:v1'), sub(`${ARN}:app/db`), sub(`${ARN}:app/db:key::`)].map(found))
      .toEqual(Array(5).fill('Secret secret'));
    expect([ref('Plain'), sub('${Plain}:a::'), ref('Attached'), { 'Fn::Join': ['', [ref('Attached'), ':password::']] }].map(found)).toEqual(Array(4).fill('Plain secret'));
  });

  test.each<[unknown, string, string | undefined]>([
    [sub(`${ARN}:app/db-AbCdEf`), '"app/db-AbCdEf" is not in the templates', 'secret'],
    ['arn:aws:secretsmanager:us-east-1:111122223333:secret:app/db', '"app/db" is not in the templates', 'secret'],
    [ref('P'), 'it depends on <Parameter stack/P>', undefined],
    [['x'], 'it is not a text', undefined],
    [NONE, 'nothing', undefined],
    ['app/db', 'Secret', 'parameter'],
    ['arn:aws:s3:::x', '"arn:aws:s3:::x" is not in the templates', 'nowhere'],
  ])('by %j: %s', (value, found, store) => {
    const { made, pointer } = pointing(value, SECRETS);
    expect([told(made.policies.secret(pointer)), made.policies.storeOf(pointer)]).toEqual([found, store]);
  });

  test.each<[unknown, string[]]>([
    [ref('Secret'), ['yes']], ['app/db', ['yes']], [sub(`${ARN}:app/db`), ['yes']], [ref('Plain'), []], ['other', []], [ref('P'), ['unknown']],
  ])('have the policy about %j', (SecretId, created) => {
    const { made, pointer } = pointing(ref('Secret'), { ...SECRETS, R: resource('AWS::SecretsManager::ResourcePolicy', { SecretId, ResourcePolicy: document() }) });
    const link = made.policies.secret(pointer);
    const model = 'to' in link ? link.to : undefined!;
    expect(model.policies.map((each) => each.created)).toEqual(created);
    expect(model.policies.map(({ at }) => at.path)).toEqual(created.map(() => ['ResourcePolicy']));
    expect([model.kmsKeyId.text, readable(model.arn)]).toEqual([{ known: 'k' }, 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-<stack/Secret.suffix>']);
  });
});

test('names of stacks may hold any character', () => {
  const made = world({
    Secret: resource('AWS::SecretsManager::Secret', { Name: 'db' }),
    Policy: resource('AWS::SecretsManager::ResourcePolicy', { SecretId: sub('arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:db'), ResourcePolicy: document() }),
    Pointer: resource('A::B::C', { Value: sub('${Secret}:a::') }),
  }, {}, { ...HOME, name: 'my-app: a/b-c.yaml' });
  const link = made.policies.secret(made.property('Pointer', 'Value'));
  expect('to' in link && link.to.policies.map(({ created }) => created)).toEqual(['yes']);
});

describe('parameters', () => {
  const parameter = (Name?: string) => resource('AWS::SSM::Parameter', { ...Name === undefined ? {} : { Name }, Type: 'String', Value: 'v' });
  const PARAMETERS = { Path: parameter('/app/url'), Plain: parameter('url'), Made: parameter() };
  const look = (value: unknown, options: object) => {
    const { made, pointer } = pointing(value, PARAMETERS, {}, options);
    return { link: made.policies.parameter(pointer), store: made.policies.storeOf(pointer) };
  };

  test.each(PLACES)('are found %s', (_, options) => {
    const found = (value: unknown) => told(look(value, options).link);
    const arn = (name: string) => sub(`arn:aws:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter/${name}`);
    expect(['/app/url', ref('Path'), arn('app/url'), sub('arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter${Path}')].map(found)).toEqual(Array(4).fill('Path'));
    expect(['url', arn('url'), ref('Made'), arn('${Made}')].map(found)).toEqual(['Plain', 'Plain', 'Made', 'Made']);
    expect(['app/url', 'arn:aws:ssm:us-east-1:999900001111:parameter/url', ref('P'), ['x'], NONE].map(found)).toEqual([
      '"app/url" is not in the templates', '"url" is not in the templates', 'it depends on <Parameter stack/P>', 'it is not a text', 'nothing',
    ]);
  });

  test('tell what they are called', () => {
    const models = ['/app/url', 'url'].map((name) => look(name, HOME)).map(({ link, store }) => ({ model: 'to' in link ? link.to : undefined!, store }));
    expect(models.map(({ model, store }) => [model.name, model.arn, model.type.text, store])).toEqual([
      ['/app/url', 'arn:aws:ssm:eu-west-1:111122223333:parameter/app/url', { known: 'String' }, 'parameter'],
      ['url', 'arn:aws:ssm:eu-west-1:111122223333:parameter/url', { known: 'String' }, 'parameter'],
    ]);
    expect([ref('Path'), ref('Made'), 'arn:aws:ssm:eu-west-1:111122223333:parameter/url'].map((value) => look(value, HOME).store)).toEqual(['parameter', 'parameter', 'parameter']);
  });
});

describe('repositories', () => {
  const repository = (properties: object = {}) => resource('AWS::ECR::Repository', properties);
  const REPOSITORIES = { Repo: repository(), Named: repository({ RepositoryName: 'team/app', EncryptionConfiguration: { EncryptionType: 'KMS' } }) };
  const HOST = '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}';
  const cdk = [{ 'Fn::Select': [4, { 'Fn::Split': [':', att('Repo', 'Arn')] }] }, '.dkr.ecr.', { 'Fn::Select': [3, { 'Fn::Split': [':', att('Repo', 'Arn')] }] },
    '.', { Ref: 'AWS::URLSuffix' }, '/', ref('Repo'), ':v1'];

  test.each(PLACES)('are found %s', (_, options) => {
    const found = (value: unknown) => {
      const { made, pointer } = pointing(value, REPOSITORIES, {}, options);
      return told(made.policies.repository(pointer));
    };
    expect([att('Repo', 'RepositoryUri'), sub('${Repo.RepositoryUri}:v1'), sub('${Repo.RepositoryUri}@sha256:abc'), sub(`${HOST}/\${Repo}`), { 'Fn::Join': ['', cdk] }].map(found))
      .toEqual(Array(5).fill('Repo'));
    expect([`${HOST}/team/app`, `${HOST}/team/app:v1@sha256:abc`, `${HOST}/team/app:\${P}`, '${AWS::AccountId}.dkr-ecr.${AWS::Region}.on.aws/team/app:v1'].map(sub).map(found))
      .toEqual(Array(4).fill('Named'));
    expect(['nginx', 'nginx:latest', 'public.ecr.aws/x/y:1', 'localhost:5000/x', sub('nginx:${P}'), sub('1password/x:${P}'), NONE].map(found)).toEqual(Array(7).fill('nothing'));
    expect([ref('P'), sub('${P}/x'), sub('${P}.dkr.ecr.${AWS::Region}.amazonaws.com/other'), att('Gone', 'RepositoryUri'), ['x']].map(found)).toEqual([
      'it depends on <Parameter stack/P>', 'it depends on <Parameter stack/P>/x', expect.stringMatching(/^it depends on <Parameter stack\/P>\.dkr\.ecr\./),
      'it depends on <stack: Resources > Pointer > Properties > Value>', 'it is not a text',
    ]);
  });

  test.each([
    ['111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/app:v1', 'Named'],
    ['111122223333.dkr.ecr-fips.eu-west-1.amazonaws.com/team/app', 'Named'],
    ['111122223333.dkr.ecr.us-east-1.amazonaws.com/team/app', '"team/app" is not in the templates'],
    ['999900001111.dkr.ecr.eu-west-1.amazonaws.com/team/app', '"team/app" is not in the templates'],
  ])('%s: %s', (image, found) => {
    const { made, pointer } = pointing(image, REPOSITORIES);
    expect(told(made.policies.repository(pointer))).toBe(found);
  });

  test('have the policy that is written', () => {
    const model = (RepositoryPolicyText: unknown, sections = {}) => {
      const made = world({ Repo: repository({ RepositoryPolicyText }), Pointer: resource('A::B::C', { Value: att('Repo', 'RepositoryUri') }) }, { ...UNDECIDED, ...sections });
      const link = made.policies.repository(made.property('Pointer', 'Value'));
      return 'to' in link ? link.to : undefined!;
    };
    const doc = document({ Effect: 'Allow', Principal: '*', Action: 'ecr:*' });
    const statements = (written: unknown) => model(written).policyFor(model(written).resource)?.statements.map(({ conditions }) => conditions.length);
    expect([doc, JSON.stringify(doc), NONE, either(doc, NONE)].map(statements)).toEqual([[0], [0], undefined, [1]]);
    expect([model(doc).complete, model(doc, { Transform: 'Mine' }).complete, model(NONE, { Transform: 'Mine' }).policies.length]).toEqual([true, false, 1]);
    expect([readable(model(doc).name), model(doc).encryption.given]).toEqual(['<stack/Repo>', 'no']);
  });
});
