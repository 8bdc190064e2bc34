import { document, HOME, NONE, resource, role, UNDECIDED, world, type Resources } from './_helpers/world';
import { bucketAllows, contextOf, identityAllows, keyAllows } from '../../../../../src/readiness/private/iam';
import { unseenIdentity } from '../../../../../src/readiness/private/model/access';
import type { Answer } from '../../../../../src/readiness/private/model/answer';
import { Random } from '../../iam/_helpers/random';

type Json = unknown;

const ROLE = 'arn:aws:iam::111122223333:role/app';
const CALLER = { caller: { arn: ROLE }, context: contextOf({ 'aws:a': 'x' }) };

/** Templates in which every name is written down, and mostly right. */
function template(random: Random): Resources {
  const some = (...values: Json[]) => random.pick(values);
  const statement = (...principals: Json[]) => ({
    Effect: some('Allow', 'Allow', 'Deny'),
    Action: some('*', '*', 's3:*', ['kms:Decrypt', 's3:PutObject'], 'ec2:*'),
    Resource: '*',
    ...principals.length > 0 ? { Principal: random.pick(principals) } : {},
    ...random.below(4) === 0 ? { Condition: { StringEquals: { 'aws:a': some('x', 'y') } } } : {},
  });
  const doc = (...principals: Json[]) => {
    const written = document(...Array.from({ length: 1 + random.below(2) }, () => statement(...principals)));
    return random.below(4) === 0 ? JSON.stringify(written) : written;
  };
  const inlines = () => random.listOf(2, () => ({ PolicyName: some('a', 'b'), PolicyDocument: doc() }));
  const roles = () => random.pick<Json>([['app'], ['other'], ['other', 'app'], 'app', []]);
  return {
    Role: role({
      RoleName: 'app',
      Path: '/',
      Policies: inlines(),
      ManagedPolicyArns: random.listOf(2, () => some({ Ref: 'Managed' }, 'arn:aws:iam::aws:policy/AmazonS3FullAccess')),
      ...random.below(3) === 0 ? { PermissionsBoundary: { Ref: 'Boundary' } } : {},
    }),
    Other: role({ RoleName: 'other', Policies: inlines() }),
    Managed: resource('AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'managed', PolicyDocument: doc(), Roles: roles() }),
    Boundary: resource('AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'boundary', PolicyDocument: doc() }),
    Separate: resource('AWS::IAM::Policy', { PolicyName: some('b', 'c'), PolicyDocument: doc(), Roles: roles() }),
    Single: resource('AWS::IAM::RolePolicy', { PolicyName: some('c', 'd'), PolicyDocument: doc(), RoleName: some('app', 'other') }),
    Bucket: resource('AWS::S3::Bucket', { BucketName: 'logs' }),
    BucketPolicy: resource('AWS::S3::BucketPolicy', { Bucket: some('logs', 'else'), PolicyDocument: doc('*', { AWS: ROLE }) }),
    Key: resource('AWS::KMS::Key', random.below(2) === 0 ? {} : { KeyPolicy: doc('*', { AWS: ROLE }, { AWS: '111122223333' }) }),
    Alias: resource('AWS::KMS::Alias', { AliasName: 'alias/app', TargetKeyId: { Ref: 'Key' } }),
    Subject: resource('A::B::C', { Role: ROLE, Bucket: 'logs', Key: 'alias/app' }),
  };
}

/** All that can be asked of a template; unknown where what is asked about is not at hand. */
function questions(resources: Resources): Answer[] {
  const made = world(resources, UNDECIDED, HOME);
  const subject = made.property('Subject');
  const [link, bucket, key] = [made.principals.at(subject.at('Role')), made.policies.bucket(subject.at('Bucket')), made.policies.key(subject.at('Key'))];
  const identity = 'to' in link ? link.to.identityFor(subject.resource) : unseenIdentity('not at hand');
  const put = { ...CALLER, action: 's3:PutObject', resource: 'arn:aws:s3:::logs/x' };
  const decrypt = { ...CALLER, action: 'kms:Decrypt', resource: 'arn:aws:kms:eu-west-1:111122223333:key/x' };
  return [
    identityAllows(put, identity).answer,
    identityAllows(decrypt, identity).answer,
    'to' in bucket ? bucketAllows(put, bucket.to.policyFor(subject.resource), identity).answer : 'unknown',
    'to' in key ? keyAllows(decrypt, key.to.policy, identity).answer : 'unknown',
  ];
}

type Path = readonly string[];

/** The place of a value below the properties, picked at random. */
function place(resources: Resources, random: Random): Path {
  const places: Path[] = [];
  const visit = (value: Json, path: Path) => {
    if (typeof value === 'object' && value !== null && !('Ref' in value)) {
      Object.entries(value).forEach(([key, inner]) => {
        places.push([...path, key]);
        visit(inner, [...path, key]);
      });
    }
  };
  Object.entries(resources).forEach(([logicalId, value]) => visit((value as { Properties: object }).Properties, [logicalId, 'Properties']));
  return random.pick(places);
}

/** A copy with another value at a place. */
function replaced(value: Json, [key, ...rest]: Path, change: (old: Json) => Json): Json {
  const inner = (value as Record<string, Json>)[key];
  const made = rest.length === 0 ? change(inner) : replaced(inner, rest, change);
  return Array.isArray(value) ? value.map((item: Json, index) => String(index) === key ? made : item) : { ...value as object, [key]: made };
}

const DENIAL = document({ Effect: 'Deny', Action: '*', Resource: '*' });
const GRANT = document({ Effect: 'Allow', Action: '*', Resource: '*', Principal: '*' });
const TEXTS = ['x', '*', 'app', 'other', 'a', 'c', 'logs', 's3:*', 'Deny', 'Allow', JSON.stringify(DENIAL), JSON.stringify(GRANT), 'arn:aws:iam::aws:policy/AmazonSQSFullAccess'];
const LISTS = [[], ['app'], ['other', 'x'], ['*'], ['arn:aws:iam::aws:policy/AmazonS3FullAccess']];
const VALUES = [NONE, {}, DENIAL, GRANT, [{ Ref: 'Managed' }], [{ PolicyName: 'e', PolicyDocument: DENIAL }], [{ PolicyName: 'f', PolicyDocument: GRANT }], { Ref: 'Boundary' }];

test.each<[string, (old: Json, other: Json) => Json, readonly Json[]]>([
  ['a parameter', () => ({ Ref: 'P' }), TEXTS],
  ['a list parameter', () => ({ Ref: 'Ps' }), LISTS],
  ['an import', () => ({ 'Fn::ImportValue': 'x' }), TEXTS],
  ['a transform', () => ({ 'Fn::Transform': { Name: 'x' } }), [...TEXTS, ...LISTS, ...VALUES]],
  ['a choice', (old, other) => ({ 'Fn::If': ['C', old, other] }), [...TEXTS, ...LISTS, ...VALUES]],
  ['a choice the other way round', (old, other) => ({ 'Fn::If': ['C', other, old] }), [...TEXTS, ...LISTS, ...VALUES]],
])('a value that is hidden behind %s leaves no answer certain that it could change', (_, hide, others) => {
  const random = new Random(7);
  const seen = new Set<string>();
  const wrong: unknown[] = [];
  for (let round = 0; round < 100; round++) {
    const before = template(random);
    const path = place(before, random);
    const other = random.pick(others);
    const after = replaced(before, path, (old) => hide(old, other)) as Resources;
    const possible = [before, replaced(before, path, () => other) as Resources].map(questions);
    questions(after).forEach((answer, index) => {
      const certain = possible.map((answers) => answers[index]).filter((each) => each !== 'unknown');
      seen.add(`${[...new Set(certain)].sort().join()} ${answer}`);
      wrong.push(...answer === 'unknown' || certain.every((each) => each === answer) ? [] : [{ index, answer, certain, path, other, before: JSON.stringify(before) }]);
    });
  }
  expect(wrong).toEqual([]);
  expect([...seen]).toEqual(expect.arrayContaining(['no no', 'no unknown', 'yes unknown', 'yes yes']));
});

test('a resource that may not be created leaves no answer certain that it could change', () => {
  const random = new Random(11);
  const seen = new Set<string>();
  const wrong: unknown[] = [];
  for (let round = 0; round < 150; round++) {
    const before = template(random);
    const logicalId = random.pick(['Separate', 'Single', 'BucketPolicy', 'Bucket', 'Role', 'Other']);
    const by = (Condition: string) => questions({ ...before, [logicalId]: { ...before[logicalId] as object, Condition } });
    const [created, gone, either] = ['Yes', 'No', 'C'].map(by);
    either.forEach((answer, index) => {
      seen.add([created[index], gone[index], answer].join(' '));
      wrong.push(...answer === 'unknown' || [created[index], gone[index]].every((each) => each === answer || each === 'unknown') ? [] : [{ logicalId, index, before }]);
    });
  }
  expect(wrong).toEqual([]);
  expect([...seen]).toEqual(expect.arrayContaining(['no no no', 'no yes unknown', 'yes no unknown', 'yes yes yes']));
});

test('thousands of services with roles of their own, or one for all, are read without delay', () => {
  const count = 2000;
  const each = (make: (index: number) => Resources) => Object.assign({}, ...Array.from({ length: count }, (_, index) => make(index))) as Resources;
  const allow = document({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
  const separate = (index: number) => resource('AWS::IAM::Policy', { PolicyName: 'p', PolicyDocument: allow, Roles: [{ Ref: `Role${index}` }] });
  const made = world({
    Shared: role({ Policies: [{ PolicyName: 'p', PolicyDocument: allow }] }),
    ...each((index) => ({
      [`Role${index}`]: role({ RoleName: { 'Fn::Sub': `\${AWS::StackName}-${index}` } }),
      [`Policy${index}`]: separate(index),
      [`Own${index}`]: resource('A::B::C', { Role: { 'Fn::GetAtt': [`Role${index}`, 'Arn'] } }),
      [`Same${index}`]: resource('A::B::C', { Role: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/${Shared}' } }),
    })),
  });
  const answers = new Map<string, number>();
  for (const [logicalId, subject] of made.system.templates[0].resources) {
    if (subject.type === 'A::B::C') {
      const link = made.principals.at(made.property(logicalId, 'Role'));
      const answer = 'to' in link ? identityAllows({ action: 's3:PutObject', resource: '*' }, link.to.identityFor(subject)).answer : link;
      const key = `${logicalId.replace(/\d+/, '')} ${JSON.stringify(answer)}`;
      answers.set(key, (answers.get(key) ?? 0) + 1);
    }
  }
  expect([...answers]).toEqual([['Own "yes"', count], ['Same "yes"', count]]);
});
