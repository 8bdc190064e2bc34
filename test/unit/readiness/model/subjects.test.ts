import { Model } from '../../../../src/readiness/private/model/model';
import type { Subject } from '../../../../src/readiness/private/model/subject';
import { input, system } from '../sources/_builders';

const ref = (name: string) => ({ Ref: name });

const TASK = { Type: 'AWS::ECS::TaskDefinition', Properties: { Family: 'app', TaskRoleArn: 'role', ContainerDefinitions: [{ Name: 'app', Image: 'x' }] } };
const CLUSTER = { Type: 'AWS::ECS::Cluster', Properties: {} };

function subjects(resources: object, sections: object = {}): readonly Subject[] {
  return new Model(system(input({ ...sections, Resources: { Task: TASK, Cluster: CLUSTER, ...resources } }))).subjects;
}

/** What there is to say of a subject in one line. */
function line(subject: Subject): string {
  const { exec, taskDefinition, cluster, compute, networkMode } = subject;
  const known = (value: object) => 'known' in value ? String(value.known) : '?';
  const seen = (link: object) => 'to' in link ? 'seen' : 'unseen' in link ? 'unseen' : 'none';
  return [subject.parts.kind, subject.id, known(exec), `task ${seen(taskDefinition)}`, `cluster ${seen(cluster)}`, known(compute), known(networkMode)].join(' | ');
}

const lines = (resources: object, sections: object = {}) => subjects(resources, sections).map(line);

const service = (properties: object) => ({ Type: 'AWS::ECS::Service', Properties: { Cluster: ref('Cluster'), TaskDefinition: ref('Task'), ...properties } });

describe('services', () => {
  test.each<[string, object, string]>([
    ['with a launch type', { LaunchType: 'FARGATE', EnableExecuteCommand: true }, 'service | S | true | task seen | cluster seen | fargate | awsvpc'],
    ['with exec off', { LaunchType: 'FARGATE', EnableExecuteCommand: false }, 'service | S | false | task seen | cluster seen | fargate | awsvpc'],
    ['that say nothing', {}, 'service | S | false | task seen | cluster seen | ec2 | bridge'],
    ['with a strategy', { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT' }, { CapacityProvider: 'FARGATE' }] },
      'service | S | false | task seen | cluster seen | fargate | awsvpc'],
    ['with an empty strategy', { CapacityProviderStrategy: [] }, 'service | S | false | task seen | cluster seen | ec2 | bridge'],
    ['with a provider made elsewhere', { CapacityProviderStrategy: [{ CapacityProvider: 'mine' }] }, 'service | S | false | task seen | cluster seen | ? | ?'],
    ['of a family', { TaskDefinition: 'app', LaunchType: 'EXTERNAL' }, 'service | S | false | task seen | cluster seen | external | bridge'],
    ['of a task definition elsewhere', { TaskDefinition: 'other:3', LaunchType: 'FARGATE' }, 'service | S | false | task unseen | cluster seen | fargate | awsvpc'],
    ['of no task definition', { TaskDefinition: ref('AWS::NoValue'), LaunchType: 'EC2' }, 'service | S | false | task none | cluster seen | ec2 | ?'],
    ['in the default cluster', { Cluster: ref('AWS::NoValue') }, 'service | S | false | task seen | cluster unseen | ? | ?'],
    ['with an odd launch type', { LaunchType: 'LAMBDA' }, 'service | S | false | task seen | cluster seen | ? | ?'],
  ])('are seen %s', (_, properties, expected) => {
    expect(lines({ S: service(properties) })).toEqual([expected]);
  });

  test('take the default strategy of their cluster, wherever it is written', () => {
    const strategy = [{ CapacityProvider: 'FARGATE' }];
    const association = { Type: 'AWS::ECS::ClusterCapacityProviderAssociations', Properties: { Cluster: ref('Cluster'), DefaultCapacityProviderStrategy: strategy } };
    const ofCluster = { Type: 'AWS::ECS::Cluster', Properties: { DefaultCapacityProviderStrategy: strategy } };
    expect(lines({ S: service({}), A: association })).toEqual(['service | S | false | task seen | cluster seen | fargate | awsvpc']);
    expect(lines({ S: service({}), Cluster: ofCluster })).toEqual(['service | S | false | task seen | cluster seen | fargate | awsvpc']);
  });

  test('tell Managed Instances from Auto Scaling groups by the provider', () => {
    const provider = (properties: object) => ({ Type: 'AWS::ECS::CapacityProvider', Properties: properties });
    const both = [ref('M'), ref('A')].map((CapacityProvider) => ({ CapacityProvider }));
    const [subject] = subjects({
      M: provider({ ManagedInstancesProvider: {} }), A: provider({ AutoScalingGroupProvider: {} }), S: service({ CapacityProviderStrategy: both }),
    });
    expect(subject.compute).toEqual({ known: ['managed-instances', 'ec2'] });
    expect([subject.runsOn('ec2'), subject.runsOn('ec2', 'managed-instances'), subject.runsOn('fargate')]).toEqual(['unknown', 'yes', 'no']);
  });

  test('have an exec setting that a parameter decides: at its default, or not at all', () => {
    const sections = (more: object) => ({ Parameters: { Exec: { Type: 'String', ...more } } });
    const S = service({ LaunchType: 'FARGATE', EnableExecuteCommand: ref('Exec') });
    expect(subjects({ S }, sections({ Default: 'true' }))[0].exec).toEqual({ known: true });
    expect(subjects({ S }, sections({}))[0].exec).toEqual({ unknown: 'it depends on <Parameter stack/Exec>' });
  });
});

describe('the network of a task set', () => {
  test.each(['AwsVpcConfiguration', 'AwsvpcConfiguration'])('is in %s', (key) => {
    const set = { Type: 'AWS::ECS::TaskSet', Properties: { Service: 's', Cluster: 'c', TaskDefinition: 't', NetworkConfiguration: { [key]: { AssignPublicIp: 'ENABLED' } } } };
    expect(subjects({ T: set })[0].parts.awsvpc.at('AssignPublicIp').value).toBe('ENABLED');
  });
});

describe('task sets', () => {
  const set = { Type: 'AWS::ECS::TaskSet', Properties: { Service: ref('S'), Cluster: ref('Cluster'), TaskDefinition: ref('Task'), LaunchType: 'FARGATE' } };
  const external = { DeploymentController: { Type: 'EXTERNAL' }, TaskDefinition: ref('AWS::NoValue'), EnableExecuteCommand: true };

  test('stand for their service, whose setting they have', () => {
    expect(lines({ S: service(external), T: set })).toEqual(['task-set | T | true | task seen | cluster seen | fargate | awsvpc']);
  });

  test('of a service elsewhere have a setting that is not known', () => {
    expect(lines({ T: { ...set, Properties: { ...set.Properties, Service: 'elsewhere' } } })).toEqual(['task-set | T | ? | task seen | cluster seen | fargate | awsvpc']);
  });
});

describe('daemons', () => {
  test('run on the instances of their providers', () => {
    const definition = { Type: 'AWS::ECS::DaemonTaskDefinition', Properties: { Family: 'd', ContainerDefinitions: [{ Name: 'd', Image: 'x' }] } };
    const daemon = { Type: 'AWS::ECS::Daemon', Properties: { ClusterArn: { 'Fn::GetAtt': ['Cluster', 'Arn'] }, DaemonTaskDefinitionArn: 'd', EnableExecuteCommand: true } };
    expect(lines({ D: daemon, Definition: definition })).toEqual(['daemon | D | true | task unseen | cluster seen | managed-instances | ?']);
  });

  test.each([[{ Ref: 'Definition' }], [{ 'Fn::GetAtt': ['Definition', 'DaemonTaskDefinitionArn'] }], [{ 'Fn::Sub': '${Definition.DaemonTaskDefinitionArn}' }]])(
    'find their task definition by its ARN: %j', (DaemonTaskDefinitionArn) => {
      const definition = { Type: 'AWS::ECS::DaemonTaskDefinition', Properties: { Family: 'd', ContainerDefinitions: [{ Name: 'd', Image: 'x' }] } };
      const daemon = { Type: 'AWS::ECS::Daemon', Properties: { ClusterArn: { 'Fn::GetAtt': ['Cluster', 'Arn'] }, DaemonTaskDefinitionArn, EnableExecuteCommand: true } };
      expect(lines({ D: daemon, Definition: definition })).toEqual(['daemon | D | true | task seen | cluster seen | managed-instances | bridge']);
    });
});

describe('targets of events', () => {
  const parameters = { TaskDefinitionArn: ref('Task'), LaunchType: 'FARGATE', EnableExecuteCommand: true };
  const clusterArn = { 'Fn::GetAtt': ['Cluster', 'Arn'] };

  test('are seen in rules, each by itself', () => {
    const Targets = [{ Arn: clusterArn, Id: 'a', EcsParameters: parameters }, { Arn: 'queue', Id: 'b' }, { Arn: clusterArn, Id: 'c', EcsParameters: { TaskDefinitionArn: ref('Task') } }];
    expect(lines({ R: { Type: 'AWS::Events::Rule', Properties: { Targets } } })).toEqual([
      'run-task | R | true | task seen | cluster seen | fargate | awsvpc',
      'run-task | R[1] | false | task seen | cluster seen | ec2 | bridge',
    ]);
  });

  test('may be given another role by their input', () => {
    const [subject] = subjects({
      R: {
        Type: 'AWS::Events::Rule',
        Properties: {
          Targets: [
            { Arn: clusterArn, Id: 'a', EcsParameters: parameters, Input: '{"containerOverrides":[],"taskRoleArn":"arn:aws:iam::1:role/x"}' },
          ],
        },
      },
    });
    expect(subject.taskRole?.value).toBe('arn:aws:iam::1:role/x');
    expect(subject.taskRole?.path).toEqual(['Targets', 0, 'Input', 'TaskRoleArn']);
  });

  test('are seen in schedules, as target or as call', () => {
    const schedule = (Target: object) => ({ Type: 'AWS::Scheduler::Schedule', Properties: { Target } });
    expect(lines({ R: schedule({ Arn: clusterArn, EcsParameters: parameters }) })).toEqual(['run-task | R | true | task seen | cluster seen | fargate | awsvpc']);
    expect(lines({
      R: schedule({
        Arn: 'arn:aws:scheduler:::aws-sdk:ecs:runTask',
        Input: { 'Fn::Sub': '{"Cluster":"${Cluster}","TaskDefinition":"${Task}","LaunchType":"FARGATE","EnableExecuteCommand":true}' },
      }),
    })).toEqual(['run-task | R | true | task seen | cluster seen | fargate | awsvpc']);
    expect(lines({ R: schedule({ Arn: 'arn:aws:lambda:x' }) })).toEqual([]);
  });

  test('are seen in pipes', () => {
    const pipe = { Type: 'AWS::Pipes::Pipe', Properties: { Target: clusterArn, TargetParameters: { EcsTaskParameters: { ...parameters, Overrides: { TaskRoleArn: 'other' } } } } };
    const [subject] = subjects({ P: pipe });
    expect(line(subject)).toBe('run-task | P | true | task seen | cluster seen | fargate | awsvpc');
    expect(subject.taskRole?.value).toBe('other');
    expect(lines({ P: { Type: 'AWS::Pipes::Pipe', Properties: { Target: 'x' } } })).toEqual([]);
  });
});

describe('state machines', () => {
  const machine = (properties: object) => ({ Type: 'AWS::StepFunctions::StateMachine', Properties: properties });
  const run = (parameters: object, resource = 'arn:aws:states:::ecs:runTask.sync') => ({ Type: 'Task', Resource: resource, Parameters: parameters });
  const parameters = { Cluster: '${Cluster}', TaskDefinition: '${Task}', LaunchType: 'FARGATE', EnableExecuteCommand: true };

  test('run tasks in states, however deep they are nested', () => {
    const states = {
      States: {
        A: run(parameters),
        B: { Type: 'Parallel', Branches: [{ States: { C: run({ ...parameters, EnableExecuteCommand: false }, 'arn:aws:states:::aws-sdk:ecs:runTask') } }] },
        D: { Type: 'Map', ItemProcessor: { States: { E: run(parameters) } } },
        F: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' },
      },
    };
    expect(lines({ M: machine({ DefinitionString: { 'Fn::Sub': JSON.stringify(states) } }) })).toEqual([
      'run-task | M | true | task seen | cluster seen | fargate | awsvpc',
      'run-task | M[1] | false | task seen | cluster seen | fargate | awsvpc',
      'run-task | M[2] | true | task seen | cluster seen | fargate | awsvpc',
    ]);
  });

  test('may be written as an object with substitutions', () => {
    const definition = { States: { A: run({ ...parameters, Cluster: '${c}', TaskDefinition: '${t}' }, 'arn:${p}:states:::ecs:runTask') } };
    expect(lines({ M: machine({ Definition: definition, DefinitionSubstitutions: { c: ref('Cluster'), t: ref('Task'), p: ref('AWS::Partition') } }) }))
      .toEqual(['run-task | M | true | task seen | cluster seen | fargate | awsvpc']);
  });

  test('compute some things only when they run', () => {
    const path = { States: { A: run({ ...parameters, 'TaskDefinition': undefined, 'TaskDefinition.$': '$.task', 'Cluster': '{% $cluster %}' }) } };
    expect(lines({ M: machine({ DefinitionString: { 'Fn::Sub': JSON.stringify(path).replace('{% $cluster %}', '{% $cluster %}') } }) }))
      .toEqual(['run-task | M | true | task unseen | cluster unseen | fargate | awsvpc']);
  });

  test('with arguments of JSONata', () => {
    const state = { ...run({}), Parameters: undefined, Arguments: parameters };
    expect(lines({ M: machine({ DefinitionString: { 'Fn::Sub': JSON.stringify({ States: { A: state } }) } }) }))
      .toEqual(['run-task | M | true | task seen | cluster seen | fargate | awsvpc']);
  });

  test('may hold parts outside of strings that are not known', () => {
    const DefinitionString = {
      'Fn::Join': ['', [
        '{"States":{"A":{"Resource":"arn:aws:states:::ecs:runTask","Parameters":{"Cluster":"', ref('Cluster'), '","Count":', ref('N'), ',"TaskDefinition":"', ref('Task'), '","LaunchType":"FARGATE"}}}}',
      ]],
    };
    expect(lines({ M: machine({ DefinitionString }) }, { Parameters: { N: { Type: 'Number' } } })).toEqual(['run-task | M | false | task seen | cluster seen | fargate | awsvpc']);
  });

  test('that run tasks but cannot be read are told', () => {
    expect(lines({ M: machine({ DefinitionString: '{"States": arn:aws:states:::ecs:runTask' }) })).toEqual(['run-task | M | ? | task unseen | cluster unseen | ? | ?']);
    expect(lines({ M: machine({ DefinitionString: '{"States": nothing' }), N: machine({ DefinitionS3Location: {} }) })).toEqual([]);
  });

  test('nested without end are not followed', () => {
    const deep = '{"States":{"A":'.repeat(5000) + '1' + '}}'.repeat(5000);
    expect(lines({ M: machine({ DefinitionString: deep }) })).toEqual([]);
  });
});

describe('jobs of AWS Batch', () => {
  const batch = (properties: object) => ({ Type: 'AWS::Batch::JobDefinition', Properties: { Type: 'container', ...properties } });

  test('are seen as container, as tasks and as nodes', () => {
    const container = { Image: 'x', JobRoleArn: 'job-role', EnableExecuteCommand: true, ReadonlyRootFilesystem: true };
    const [subject] = subjects({ J: batch({ PlatformCapabilities: ['FARGATE'], ContainerProperties: container }) });
    expect(line(subject)).toBe('batch | J | true | task seen | cluster unseen | fargate | awsvpc');
    expect(subject.taskRole?.value).toBe('job-role');
    expect('to' in subject.taskDefinition && subject.taskDefinition.to.containers.map(({ readonlyRoot }) => readonlyRoot.path)).toEqual([['ContainerProperties', 'ReadonlyRootFilesystem']]);
    expect(lines({ J: batch({ EcsProperties: { TaskProperties: [{ Containers: [{ Name: 'a', Image: 'x' }], EnableExecuteCommand: true }] } }) }))
      .toEqual(['batch | J | true | task seen | cluster unseen | ec2 | bridge']);
    expect(lines({ J: batch({ NodeProperties: { NodeRangeProperties: [{ Container: container }, { Container: { Image: 'x' } }] } }) }))
      .toEqual(['batch | J | true | task seen | cluster unseen | ec2 | bridge', 'batch | J[1] | false | task seen | cluster unseen | ec2 | bridge']);
    expect(lines({ J: batch({ EksProperties: {} }) })).toEqual([]);
  });
});

test('what is not created stays a subject, what others point to does not exist then', () => {
  const sections = { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } };
  expect(lines({ S: { ...service({ LaunchType: 'FARGATE' }), Condition: 'Never' } }, sections)).toEqual(['service | S | false | task seen | cluster seen | fargate | awsvpc']);
  expect(lines({ S: service({ LaunchType: 'FARGATE' }), Cluster: { ...CLUSTER, Condition: 'Never' } }, sections)).toEqual(['service | S | false | task seen | cluster unseen | fargate | awsvpc']);
});
