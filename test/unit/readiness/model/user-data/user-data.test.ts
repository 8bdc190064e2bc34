import { ANY, bash, CLUSTER, set, settingsIn } from './_settings';
import { readerOf } from '../../../../../src/readiness/private/model/user-data';

const mime = (...parts: string[]) => [
  'Content-Type: multipart/mixed; boundary="==B=="', 'MIME-Version: 1.0', '', ...parts.flatMap((part) => ['--==B==', part]), '--==B==--', '',
].join('\n');
const script = (text: string) => `Content-Type: text/x-shellscript; charset="us-ascii"\n\n${text}`;
const cloudConfig = (...lines: string[]) => ['#cloud-config', ...lines].join('\n');
const JOIN = 'echo ECS_CLUSTER=web >> /etc/ecs/ecs.config';
const windows = (...lines: string[]) => `<powershell>\n${lines.join('\n')}\n</powershell>`;

describe('agentSettingsOf', () => {
  test('sees nothing set without user data', () => {
    expect(set(undefined)).toBe('-');
  });

  test.each([
    ['user data that is no script', JOIN],
    ['user data that is not known', ANY],
    ['user data that is too long', bash('#'.repeat(262_144))],
  ])('knows nothing of %s', (_, userData) => {
    expect(set(userData)).toBe('?');
  });

  test('knows nothing of user data that cannot be read', () => {
    expect(settingsIn(ANY).get('ECS_CLUSTER')).toEqual({ unknown: 'the user data depends on <Parameter stack/Any>' });
  });

  test.each([
    ['#!/bin/bash\necho', 'cloud-init'], ['#cloud-config\nruncmd: []', 'cloud-init'], ['MIME-Version: 1.0\n', 'cloud-init'],
    ['<powershell>x</powershell>', 'windows'], ['[settings.ecs]\ncluster = "x"', 'bottlerocket'], ['settings.ecs.cluster = "x"', 'bottlerocket'],
    ['echo', undefined],
  ])('tells who reads %j', (userData, reader) => {
    expect(readerOf(userData)).toBe(reader);
  });
});

describe('cloud-init', () => {
  test.each([
    ['a part of a MIME document', mime(script(`#!/bin/bash\n${JOIN}`))],
    ['a later part', mime(script('#!/bin/bash\nyum update -y'), `Content-Type: text/cloud-config\n\n${cloudConfig('runcmd:', ` - ${JOIN}`)}`)],
    ['a boothook', mime(`Content-Type: text/cloud-boothook\n\n${JOIN}`)],
    ['an encoded part', mime(`Content-Type: text/x-shellscript\nContent-Transfer-Encoding: base64\n\n${Buffer.from(bash(JOIN)).toString('base64')}`)],
    ['a command', cloudConfig('runcmd:', ` - ${JOIN}`)],
    ['a command in words', cloudConfig('bootcmd:', ' - [sh, -c, "echo ECS_CLUSTER=web > /etc/ecs/ecs.config"]')],
    ['a file', cloudConfig('write_files:', ' - path: /etc/ecs/ecs.config', '   content: |', '     ECS_CLUSTER=web')],
    ['a file that is appended to', cloudConfig('bootcmd:', ` - ${JOIN}`, 'write_files:', ' - path: /etc/ecs/ecs.config', '   append: true', '   content: ECS_LOGLEVEL=info')],
  ])('reads %s', (_, userData) => {
    expect(set(userData)).toBe('web');
  });

  test.each([
    ['Python', '#!/usr/bin/python3\nopen("/etc/ecs/ecs.config","w").write("ECS_CLUSTER=web")'],
    ['Perl, found by env', `#!/usr/bin/env perl\n${JOIN}`],
    ['PowerShell', `#!/usr/bin/pwsh -NoProfile\n${JOIN}`],
    ['whatever a parameter names', `#!${ANY}\n${JOIN}`],
    ['Python in a part', mime(script('#!/usr/bin/python3\npass'))],
    ['Python in a boothook', '#cloud-boothook\n#!/usr/bin/python3\npass'],
  ])('does not read a script for %s', (_, userData) => {
    expect(set(userData)).toBe('?');
  });

  test.each(['#!/bin/sh', '#! /bin/bash -xe', '#!/usr/bin/env bash', '#!/usr/bin/env -S bash -e', '#!/bin/bash\r', '#cloud-boothook\n#!/bin/bash'])('reads a script that begins with %j', (first) => {
    expect(set(`${first}\n${JOIN}`)).toBe('web');
  });

  test('keeps what a shell script sets beside one for another program', () => {
    expect(set(mime(script(`#!/bin/bash\n${JOIN}`), script('#!/usr/bin/python3\npass')))).toBe('web');
  });

  test('keeps unknown parts of a document', () => {
    expect(set(cloudConfig('write_files:', ' - path: /etc/ecs/ecs.config', `   content: ECS_CLUSTER=${CLUSTER}`))).toBe('<stack/Cluster>');
  });

  test.each([
    ['other files', cloudConfig('write_files:', ' - path: /etc/other', '   content: ECS_CLUSTER=web'), '-'],
    ['a file that replaces', cloudConfig('bootcmd:', ` - ${JOIN}`, 'write_files:', ' - path: /etc/ecs/ecs.config', '   content: ECS_LOGLEVEL=info'), '-'],
    ['an encoded file', cloudConfig('write_files:', ' - path: /etc/ecs/ecs.config', '   encoding: b64', '   content: AAAA'), '?'],
    ['a document that is wrong', cloudConfig('write_files: ['), '?'],
    ['parts of another kind', mime('Content-Type: text/x-include-url\n\nhttps://example.com'), '?'],
    ['parts that are packed', mime('Content-Type: text/x-shellscript\nContent-Transfer-Encoding: x-gzip\n\nxxx'), '?'],
  ])('makes of %s what is known', (_, userData, expected) => {
    expect(set(userData)).toBe(expected);
  });

  describe('with cfn-init', () => {
    const run = (config: object, resource = 'Launch') =>
      set(bash(`/opt/aws/bin/cfn-init -v --stack x --resource ${resource} --region y`), 'ECS_CLUSTER', undefined, { 'AWS::CloudFormation::Init': config });

    test.each<[string, object, string]>([
      ['commands, in the order of their names', { config: { commands: { b: { command: JOIN }, a: { command: 'echo ECS_CLUSTER=other > /etc/ecs/ecs.config' } } } }, 'web'],
      ['a command in words', { config: { commands: { a: { command: ['sh', '-c', `"${JOIN}"`] } } } }, 'web'],
      ['a file', { configSets: { default: ['x'] }, x: { files: { '/etc/ecs/ecs.config': { content: 'ECS_CLUSTER=web\n' } } } }, 'web'],
      ['a file from elsewhere', { config: { files: { '/etc/ecs/ecs.config': { source: 'https://example.com' } } } }, '?'],
      ['a command that may not be run', { config: { commands: { a: { command: JOIN, test: 'false' } } } }, '?'],
      ['a command that is not known', { config: { commands: { a: { command: { 'Fn::GetAtt': ['Launch', 'X'] } } } } }, '?'],
      ['nothing', {}, '-'],
      ['what is not known', { 'Fn::Transform': { Name: 'x' } }, '?'],
      ['commands that are not known', { config: { commands: { 'Fn::Transform': { Name: 'x' } } } }, '?'],
      ['a command that a macro makes', { config: { commands: { a: { command: { 'Fn::Transform': { Name: 'x' } } } } } }, '?'],
      ['commands that run cfn-init again', { config: { commands: { a: { command: 'cfn-init -r Launch' }, b: { command: JOIN } } } }, 'web'],
    ])('reads %s', (_, config, expected) => {
      expect(run(config)).toBe(expected);
    });

    test('tells what it sets from what the user data set', () => {
      const isLoaded = (config: object, ...lines: string[]) =>
        settingsIn(bash('cfn-init -r Launch', ...lines), undefined, { 'AWS::CloudFormation::Init': config }).isLoaded('ECS_CLUSTER');
      const file = { config: { files: { '/etc/ecs/ecs.config': { content: 'ECS_CLUSTER=web' } } } };
      expect(isLoaded(file)).toBe(true);
      expect(isLoaded({ config: { commands: { a: { command: JOIN } } } })).toBe(true);
      expect(isLoaded(file, JOIN)).toBe(false);
      expect(isLoaded(file, 'rm /etc/ecs/ecs.config')).toBe(false);
      expect(isLoaded({}, JOIN)).toBe(false);
    });

    test('lets it start the agent that was stopped', () => {
      const stopped = (services: object) => settingsIn(bash('systemctl stop ecs', 'cfn-init -r Launch'), undefined, { 'AWS::CloudFormation::Init': { config: { services } } }).stopped;
      expect(stopped({ sysvinit: { ecs: { enabled: 'true', ensureRunning: 'true' } } })).toBeUndefined();
      expect(stopped({ systemd: { docker: { ensureRunning: true } } })).toBeDefined();
      expect(stopped({ systemd: { ecs: { ensureRunning: false } } })).toBeDefined();
    });

    test('does not know what it does for a resource that is not there', () => {
      expect(run({}, 'Other')).toBe('?');
    });
  });
});

describe('PowerShell', () => {
  test.each<[string, string[], string, string]>([
    ['the cluster', ['Import-Module ECSTools', "Initialize-ECSAgent -Cluster 'web' -EnableTaskIAMRole"], 'ECS_CLUSTER', 'web'],
    ['a switch', ["Initialize-ECSAgent -Cluster 'web' -EnableTaskIAMRole"], 'ECS_ENABLE_TASK_IAM_ROLE', 'true'],
    ['a switch that is off', ['Initialize-ECSAgent -EnableTaskIAMRole:$false'], 'ECS_ENABLE_TASK_IAM_ROLE', 'false'],
    ['a long dash', ['Initialize-ECSAgent \u2013Cluster web -EnableTaskENI'], 'ECS_CLUSTER', 'web'],
    ['lines that go on', ['Initialize-ECSAgent `', '  -Cluster web `', '  -EnableTaskENI'], 'ECS_ENABLE_TASK_ENI', 'true'],
    ['the logging drivers', ['Initialize-ECSAgent -LoggingDrivers \'["json-file","awslogs"]\''], 'ECS_AVAILABLE_LOGGING_DRIVERS', '["json-file","awslogs"]'],
    ['a variable of the machine', ['[Environment]::SetEnvironmentVariable("ECS_CLUSTER", "web", "Machine")'], 'ECS_CLUSTER', 'web'],
    ['a constant', ['[System.Environment]::SetEnvironmentVariable("ECS_ENABLE_TASK_IAM_ROLE", $TRUE, "Machine")'], 'ECS_ENABLE_TASK_IAM_ROLE', 'true'],
    ['a variable of the process', ["$env:ECS_CLUSTER = 'web'"], 'ECS_CLUSTER', 'web'],
    ['setx', ['setx ECS_CLUSTER web /M'], 'ECS_CLUSTER', 'web'],
    ['a variable', ['$name = "web"', 'Initialize-ECSAgent -Cluster "$name-1"'], 'ECS_CLUSTER', 'web-1'],
    ['a cluster of the template', [`Initialize-ECSAgent -Cluster '${CLUSTER}'`], 'ECS_CLUSTER', '<stack/Cluster>'],
    ['that the agent is started', ['Initialize-ECSAgent'], 'Initialize-ECSAgent', 'true'],
    ['the version', ['Initialize-ECSAgent -Cluster web -Version v1.55.0'], 'Initialize-ECSAgent -Version', 'v1.55.0'],
  ])('reads %s', (_, lines, name, expected) => {
    expect(set(windows(...lines), name)).toBe(expected);
  });

  test.each<[string, string[], string]>([
    ['a comment', ['# Initialize-ECSAgent -Cluster web'], '-'],
    ['a long comment', ['<#', 'Initialize-ECSAgent -Cluster web', '#>'], '-'],
    ['another function', ['Initialize-ECSAgentX -Cluster web'], '-'],
    ['a branch', ['if ($x) {', '  Initialize-ECSAgent -Cluster web', '}'], '?'],
    ['what comes after the end', ['Exit 0', 'Initialize-ECSAgent -Cluster web'], '-'],
    ['what comes after an end that may come', ['if ($x) { exit 1 }', 'Initialize-ECSAgent -Cluster web'], 'web'],
    ['a value that is computed', ['Initialize-ECSAgent -Cluster (Get-Name)'], '<(Get-Name) in the user data of stack/Launch>'],
    ['a variable that is not set', ['Initialize-ECSAgent -Cluster $name'], '<$name in the user data of stack/Launch>'],
    ['a variable that is set in a branch', ['$name = "web"', 'if ($x) { $name = "y" }', 'Initialize-ECSAgent -Cluster $name'], '<$name in the user data of stack/Launch>'],
  ])('makes of %s what is known', (_, lines, expected) => {
    expect(set(windows(...lines))).toBe(expected);
  });

  test('does not know what a line does of which nothing is known', () => {
    expect(set(windows("Initialize-ECSAgent -Cluster 'web'", ANY))).toBe('?');
    expect(set(`[settings.ecs]\ncluster = "web"\n${ANY}`, 'ECS_CLUSTER', 'bottlerocket')).toBe('?');
  });

  test('knows nothing of other user data for Windows', () => {
    expect(set('version: 1.0', 'ECS_CLUSTER', 'windows')).toBe('?');
  });
});

describe('Bottlerocket', () => {
  test.each([
    ['a section', '[settings.ecs]\ncluster = "web"', 'ECS_CLUSTER', 'web'],
    ['a dotted key', 'settings.ecs.cluster = \'web\'', 'ECS_CLUSTER', 'web'],
    ['a dotted key in a section', '[settings]\necs.cluster = "web"', 'ECS_CLUSTER', 'web'],
    ['a cluster of the template', `[settings.ecs]\ncluster = "${CLUSTER}"`, 'ECS_CLUSTER', '<stack/Cluster>'],
    ['a comment', '[settings.ecs]\n# cluster = "web"\ncluster = "x" # cluster = "web"', 'ECS_CLUSTER', 'x'],
    ['a list over several lines', '[settings.ecs]\nlogging-drivers = [\n  "awslogs", # one\n  "splunk",\n]', 'ECS_AVAILABLE_LOGGING_DRIVERS', '["awslogs","splunk"]'],
    ['what means the opposite', '[settings.ecs]\nallow-privileged-containers = true', 'ECS_DISABLE_PRIVILEGED', 'false'],
    ['what means the opposite, too', '[settings.ecs]\nallow-privileged-containers = false', 'ECS_DISABLE_PRIVILEGED', 'true'],
    ['memory that is kept back', '[settings.ecs]\nreserved-memory = 256', 'ECS_RESERVED_MEMORY', '256'],
    ['another section', '[settings.host-containers.admin]\ncluster = "web"', 'ECS_CLUSTER', '-'],
    ['another setting', '[settings.ecs]\nother = "web"', 'ECS_CLUSTER', '-'],
  ])('reads %s', (_, userData, name, expected) => {
    expect(set(userData, name, 'bottlerocket')).toBe(expected);
  });

  test('does not run scripts', () => {
    expect(set(bash(JOIN), 'ECS_CLUSTER', 'bottlerocket')).toBe('-');
  });
});

describe('user data that means harm', () => {
  const many = (text: string) => text.repeat(Math.floor(250_000 / text.length));

  test.each<[string, string]>([
    ['pipes', bash(`echo ECS_CLUSTER=web ${many('| cat ')}| tee /etc/ecs/ecs.config`)],
    ['groups in pipes', bash(`${'{ '.repeat(40)}echo ${'x'.repeat(100_000)} ${'| cat; } '.repeat(40)}| tee /etc/ecs/ecs.config`)],
    ['groups', bash(`${many('{ ')}echo ECS_CLUSTER=web ${many('} > f; ').slice(0, 100_000)}`)],
    ['quotes', bash(many('"$(`'))],
    ['shells', bash(many('sh -c "'))],
    ['headers', `MIME-Version: 1.0\n${many('content-type: multipart/x;\n')}`],
    ['spaces in TOML', `[settings.ecs]\n[${many(' ')}`],
    ['spaces in PowerShell', windows(`[Environment]::SetEnvironmentVariable("ECS_CLUSTER", ${many(' ')}`)],
    ['braces in PowerShell', windows(many('{"$'))],
  ])('is read in time: %s', (_, userData) => {
    expect(typeof set(userData)).toBe('string');
  });
});
