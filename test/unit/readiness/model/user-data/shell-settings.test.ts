import { ANY, bash, CLUSTER, set, settingsIn } from './_settings';
import { hole } from '../../../../../src/readiness/private/model/text';
import { randomFrom } from '../../sources/_builders';

describe('shell scripts in user data', () => {
  test.each<[string, string[], string]>([
    ['echo', ['echo ECS_CLUSTER=web >> /etc/ecs/ecs.config'], 'web'],
    ['echo in quotes', ['echo "ECS_CLUSTER=web" >> /etc/ecs/ecs.config;'], 'web'],
    ['echo of a quoted value', ["echo ECS_CLUSTER='web' > /etc/ecs/ecs.config"], 'web'],
    ['a cluster made in the template', [`echo ECS_CLUSTER=${CLUSTER} >> /etc/ecs/ecs.config`], '<stack/Cluster>'],
    ['sudo and a shell', ['sudo sh -c \'echo "ECS_CLUSTER=web" >> /etc/ecs/ecs.config\''], 'web'],
    ['tee', ['echo ECS_CLUSTER=web | sudo tee -a /etc/ecs/ecs.config > /dev/null'], 'web'],
    ['printf', ['printf "ECS_CLUSTER=web\\nECS_LOGLEVEL=info\\n" >> /etc/ecs/ecs.config'], 'web'],
    ['a here-document', ['cat <<\'EOF\' >> /etc/ecs/ecs.config', 'ECS_CLUSTER=web', 'ECS_LOGLEVEL=debug', 'EOF'], 'web'],
    ['a here-document after the file', ['cat >/etc/ecs/ecs.config <<EOF', 'ECS_CLUSTER=web', 'EOF', 'yum update -y'], 'web'],
    ['an indented here-document', ['cat <<-EOF > /etc/ecs/ecs.config', '\tECS_CLUSTER=web', '\tEOF'], 'web'],
    ['a here-document for tee', ['cat <<EOF | tee /etc/ecs/ecs.config', 'ECS_CLUSTER=web', 'EOF'], 'web'],
    ['a group', ['{', "  echo 'ECS_CLUSTER=web'", "  echo 'ECS_LOGLEVEL=info'", '} >> /etc/ecs/ecs.config'], 'web'],
    ['a variable', ['NAME=web', 'FILE="/etc/ecs/ecs.config"', 'echo ECS_CLUSTER=${NAME}-1 >> $FILE'], 'web-1'],
    ['an exported variable', ['export NAME="web"', 'echo "ECS_CLUSTER=$NAME" >> /etc/ecs/ecs.config'], 'web'],
    ['several lines in quotes', ['echo "', 'ECS_LOGLEVEL=info', 'ECS_CLUSTER=web', '" >> /etc/ecs/ecs.config'], 'web'],
    ['what comes last', ['echo ECS_CLUSTER=one >> /etc/ecs/ecs.config', 'echo ECS_CLUSTER=web >> /etc/ecs/ecs.config'], 'web'],
    ['an output that goes to a log, too', ['exec > >(tee /var/log/user-data.log|logger -t user-data -s 2>/dev/console) 2>&1', 'echo ECS_CLUSTER=web >> /etc/ecs/ecs.config'], 'web'],
    ['what follows a command that must work', ['mkdir -p /etc/ecs && echo ECS_CLUSTER=web >> /etc/ecs/ecs.config'], 'web'],
    ['what follows a branch', ['if [ -f /x ]; then', '  echo hello', 'fi', 'echo ECS_CLUSTER=web >> /etc/ecs/ecs.config'], 'web'],
    ['what follows a download of something else', ['aws s3 cp s3://bucket/x /opt/x', 'echo ECS_CLUSTER=web >> /etc/ecs/ecs.config'], 'web'],
    ['what is written after a download', ['aws s3 cp s3://bucket/ecs.config /etc/ecs/ecs.config', 'echo ECS_CLUSTER=web >> /etc/ecs/ecs.config'], 'web'],
    ['the environment of an agent started by hand', ['docker run --name ecs-agent --env ECS_CLUSTER=web -d amazon/amazon-ecs-agent:latest'], 'web'],
  ])('read a cluster from %s', (_, lines, expected) => {
    expect(set(bash(...lines))).toBe(expected);
  });

  test.each<[string, string[]]>([
    ['nothing at all', []],
    ['a comment', ['# echo ECS_CLUSTER=web >> /etc/ecs/ecs.config']],
    ['a comment in a here-document', ['cat <<EOF >> /etc/ecs/ecs.config', '# ECS_CLUSTER=web', 'EOF']],
    ['another file', ['echo ECS_CLUSTER=web >> /etc/ecs/other.config']],
    ['what is only shown', ['echo ECS_CLUSTER=web']],
    ['errors that are written', ['echo ECS_CLUSTER=web 2>> /etc/ecs/ecs.config']],
    ['what is overwritten', ['echo ECS_CLUSTER=web >> /etc/ecs/ecs.config', 'echo ECS_LOGLEVEL=info > /etc/ecs/ecs.config']],
    ['what is removed', ['echo ECS_CLUSTER=web >> /etc/ecs/ecs.config', 'rm -f /etc/ecs/ecs.config']],
    ['a file that is only touched', ['touch /etc/ecs/ecs.config', 'chmod 644 /etc/ecs/ecs.config', 'cat /etc/ecs/ecs.config']],
    ['a script of the system', ['. /etc/os-release', '/opt/aws/bin/cfn-signal -e $? --stack x --resource y']],
  ])('read no cluster from %s', (_, lines) => {
    expect(set(bash(...lines))).toBe('-');
  });

  test.each<[string, string[]]>([
    ['a download of the settings', ['aws s3 cp s3://bucket/ecs.config /etc/ecs/ecs.config']],
    ['a download into the folder', ['aws s3 sync s3://bucket /etc/ecs/']],
    ['an edit of the settings', ['echo ECS_CLUSTER=web >> /etc/ecs/ecs.config', 'sed -i s/web/other/ /etc/ecs/ecs.config']],
    ['a computed value', ['echo ECS_CLUSTER=$(curl http://x) > /etc/ecs/other', 'curl -s http://x > /etc/ecs/ecs.config']],
    ['a branch', ['if [ "$X" = y ]; then', 'echo ECS_CLUSTER=web >> /etc/ecs/ecs.config', 'fi']],
    ['the other side of a branch', ['test -f /x && echo ECS_CLUSTER=web >> /etc/ecs/ecs.config']],
    ['what is done only when something fails', ['false || echo ECS_CLUSTER=web >> /etc/ecs/ecs.config']],
    ['a function', ['setup() {', 'echo ECS_CLUSTER=web >> /etc/ecs/ecs.config', '}', 'setup']],
    ['a function with the keyword', ['function setup {', 'echo ECS_CLUSTER=web >> /etc/ecs/ecs.config', '}']],
    ['a loop', ['for name in a b; do echo ECS_CLUSTER=$name >> /etc/ecs/ecs.config; done']],
    ['a script from elsewhere', ['curl -s https://example.com/x.sh | bash']],
    ['a script that was downloaded', ['aws s3 cp s3://bucket/x.sh /tmp/x.sh', 'bash /tmp/x.sh']],
    ['a part that is not known', [ANY]],
    ['a part of the settings that is not known', ['cat <<EOF >> /etc/ecs/ecs.config', 'ECS_CLUSTER=web', ANY, 'EOF']],
    ['quotes that stay', ['cat <<EOF >> /etc/ecs/ecs.config', 'ECS_CLUSTER="web"', 'EOF']],
  ])('do not know the cluster after %s', (_, lines) => {
    expect(set(bash(...lines))).toBe('?');
  });

  test('take variables that are not set for what they are: unknown', () => {
    expect(set(bash('echo ECS_CLUSTER=$NAME >> /etc/ecs/ecs.config'))).toBe('<$NAME in the user data of stack/Launch>');
    expect(set(bash('echo ECS_CLUSTER=$(hostname) >> /etc/ecs/ecs.config'))).toBe('<$(hostname) in the user data of stack/Launch>');
  });

  test('keep what single quotes and quoted documents protect', () => {
    expect(set(bash('cat <<\'EOF\' >> /etc/ecs/ecs.config', 'ECS_CLUSTER=$NAME', 'EOF'))).toBe('$NAME');
    expect(set(bash('echo \'ECS_AVAILABLE_LOGGING_DRIVERS=["json-file","awslogs"]\' >> /etc/ecs/ecs.config'), 'ECS_AVAILABLE_LOGGING_DRIVERS')).toBe('["json-file","awslogs"]');
    expect(set(bash('echo "ECS_AVAILABLE_LOGGING_DRIVERS=[\\"json-file\\"]" >> /etc/ecs/ecs.config'), 'ECS_AVAILABLE_LOGGING_DRIVERS')).toBe('["json-file"]');
  });

  test('read a script that is given to a shell, with what it hangs on', () => {
    expect(set(bash('bash <<EOF', 'echo ECS_CLUSTER=web >> /etc/ecs/ecs.config', 'EOF'))).toBe('web');
    expect(set(bash('[ -f /x ] && sh -c "echo ECS_CLUSTER=web >> /etc/ecs/ecs.config"'))).toBe('?');
    expect(set(bash('printf "%s\n" ECS_LOGLEVEL=info ECS_CLUSTER=web > /etc/ecs/ecs.config'))).toBe('web');
    expect(set(bash('printf "%05d" 7 > /etc/ecs/ecs.config'))).toBe('?');
    expect(set(bash('echo -e "ECS_LOGLEVEL=info\nECS_CLUSTER=web" > /etc/ecs/ecs.config'))).toBe('web');
    expect(set(bash('cat <<< ECS_CLUSTER=web > /etc/ecs/ecs.config'))).toBe('web');
    expect(set(bash('if true; then cat > /etc/ecs/ecs.config <<EOF', 'ECS_CLUSTER=web', 'EOF', 'fi'))).toBe('?');
  });

  test('look out for lines in parts that are not known', () => {
    const PART = hole('unknown', 'stack: Resources > Launch > UserData > 2');
    const join = 'echo ECS_CLUSTER=web >> /etc/ecs/ecs.config';
    for (const script of [bash(`${PART}${join}`), bash(`${join}${PART}`), bash(`yum install x${PART}`, join)]) {
      expect([set(script), set(script, 'OTHER')]).toEqual(['web', '?']);
    }
    const script = bash(`echo ECS_CLUSTER=${ANY} >> /etc/ecs/ecs.config`, `yum install ${ANY}`);
    expect([set(script), set(script, 'OTHER')]).toEqual(['<Parameter stack/Any>', '-']);
    expect(settingsIn(bash(`${ANY} ${join}`)).unseen).toBe('the user data depends on Parameter stack/Any');
  });

  test('know why anything else may be set', () => {
    expect(settingsIn(bash('echo ECS_CLUSTER=web >> /etc/ecs/ecs.config', './setup.sh')).unseen).toBe('the user data runs a script that is not at hand: ./setup.sh');
    expect(settingsIn(bash('docker run amazon/amazon-ecs-agent -k')).get('agent -k')).toEqual({ known: 'true' });
    expect(settingsIn(bash('docker run -k x amazon/amazon-ecs-agent')).get('agent -k')).toEqual({ unknown: 'the user data starts the agent itself' });
    expect(settingsIn(bash('echo ECS_CLUSTER=web >> /etc/ecs/ecs.config')).unseen).toBeUndefined();
  });

  test('do not grow with variables that are made of variables', () => {
    const lines = Array.from({ length: 200 }, () => 'A="$A$A$A$A$A$A$A$A"');
    expect(set(bash('A=aaaaaaaa', ...lines, 'echo ECS_CLUSTER=$A >> /etc/ecs/ecs.config')).length).toBeLessThan(5000);
  });

  test('can be anything at all', () => {
    const pieces = ['echo ', 'ECS_CLUSTER=x', ' > ', ' >> ', '/etc/ecs/ecs.config', '\n', '<<EOF', 'EOF\n', '"', "'", '$(', '`', '${A', '{ ', '}', '(', ')', '|', '&&', 'if ', 'fi\n', '\\', '#', '\u000b', '\uE000u:x\uE001', '\uE000', ';', 'case x in ', '1>&2', 'sh -c '];
    for (let seed = 1; seed <= 300; seed++) {
      const random = randomFrom(seed);
      const script = Array.from({ length: 60 }, () => pieces[random(pieces.length)]).join('');
      expect(typeof set(bash(script))).toBe('string');
    }
  });
});

const JOIN = 'echo ECS_CLUSTER=web >> /etc/ecs/ecs.config';

describe('shell scripts that end early', () => {
  test.each<[string, string[]]>([
    ['exit', ['exit 0', JOIN]],
    ['an exit that tells of a fault', ['yum update -y', 'exit 1', JOIN]],
    ['an exit behind a branch', ['if [ -f /x ]; then', 'echo hello', 'fi', 'exit', JOIN]],
    ['an exit in braces', ['{ echo hello; exit; }', JOIN]],
  ])('set nothing after %s', (_, lines) => {
    expect(set(bash(...lines))).toBe('-');
  });

  test.each<[string, string[]]>([
    ['in a branch', ['if [ -f /done ]; then', 'exit 0', 'fi', JOIN]],
    ['behind a test', ['[ -f /done ] && exit 0', JOIN]],
    ['behind a command', ['systemctl is-active ecs && exit 0', JOIN]],
    ['in braces behind a command', ['systemctl is-active ecs && { echo there; exit 0; }', JOIN]],
    ['in a loop', ['while read line; do exit 0; done < /x', JOIN]],
    ['in a shell of its own', ['(exit 0)', JOIN]],
  ])('are not known to set what comes after a good end %s', (_, lines) => {
    expect(set(bash(...lines))).toBe('?');
  });

  test.each<[string, string[]]>([
    ['an exit at the end', [JOIN, 'exit 0']],
    ['giving up', ['yum install -y jq || exit 1', 'cd /tmp || exit', JOIN]],
    ['giving up in a branch', ['if [ ! -f /x ]; then', 'echo missing', 'exit 1', 'fi', JOIN]],
    ['giving up in braces', ['cd /tmp || { echo "no folder"; exit 1; }', JOIN]],
    ['giving up in a function', ['die() {', 'echo "$1"', 'exit 1', '}', JOIN]],
    ['the end of another script', ['bash -c "exit 0"', 'sh <<EOF', 'exit 0', 'EOF', JOIN]],
    ['the word somewhere else', ["trap 'exit 0' TERM", 'echo exit', 'cat <<EOF > /x', 'exit 0', 'EOF', JOIN]],
    ['stopping at every fault', ['set -euo pipefail', 'yum update -y', 'yum install -y jq aws-cfn-bootstrap', JOIN]],
  ])('set what they do in spite of %s', (_, lines) => {
    expect(set(bash(...lines))).toBe('web');
  });

  test('end alone', () => {
    const part = (text: string) => `--==B==\nContent-Type: text/x-shellscript\n\n#!/bin/bash\n${text}\n`;
    expect(set(`Content-Type: multipart/mixed; boundary="==B=="\nMIME-Version: 1.0\n\n${part('exit 0')}${part(JOIN)}--==B==--\n`)).toBe('web');
  });
});

describe('shell scripts that stop the agent', () => {
  const stopped = (...lines: string[]) => settingsIn(bash(JOIN, ...lines)).stopped;

  test.each([
    'systemctl stop ecs', 'sudo systemctl stop ecs.service', '/usr/bin/systemctl disable --now ecs', 'systemctl mask --now ecs', 'stop ecs', 'service ecs stop', 'initctl stop ecs',
    'if [ -f /x ]; then systemctl stop ecs; fi', 'shutdown -h now', 'shutdown +5', 'poweroff', 'systemctl poweroff',
  ])('say so: %s', (line) => {
    expect(stopped(line)).toMatch(/^the user data stops the (?:agent|instance): /);
    expect(stopped('systemctl restart ecs', line)).toBeDefined();
    expect(set(bash(JOIN, line))).toBe('web');
  });

  test.each<[string, string[]]>([
    ['start it again', ['systemctl stop ecs', 'rm -rf /var/lib/ecs/data', 'systemctl start ecs']],
    ['start it again, at once', ['systemctl stop ecs && systemctl --no-block start ecs']],
    ['start it again in the same branch', ['if [ -f /x ]; then', 'systemctl stop ecs', 'systemctl enable --now --no-block ecs.service', 'fi']],
    ['start it again by another name', ['stop ecs', 'service ecs restart']],
    ['start another in its place', ['systemctl stop ecs', 'docker run -d amazon/amazon-ecs-agent']],
    ['start the instance anew', ['systemctl stop ecs', 'reboot']],
    ['only restart it', ['systemctl restart ecs', 'shutdown -r now']],
    ['stop others', ['systemctl stop docker', 'systemctl disable --now rpcbind', 'service postfix stop']],
    ['leave it to the next boot', ['systemctl disable ecs', 'systemctl enable ecs']],
    ['turn the instance off when something goes wrong', ['yum install -y jq || shutdown -h now', 'if ! [ -f /x ]; then poweroff; fi']],
    ['do not turn it off after all', ['shutdown -c']],
  ])('are silent when they %s', (_, lines) => {
    expect(stopped(...lines)).toBeUndefined();
  });

  test('do not start it for certain in a branch', () => {
    expect(stopped('systemctl stop ecs', 'if [ -f /x ]; then systemctl start ecs; fi')).toBe('the user data stops the agent: systemctl stop ecs');
  });
});

describe('shell scripts that may bring settings along', () => {
  test.each([
    'curl -s http://x/etc.tgz | tar xz -C /etc', 'tar -xzf /tmp/x.tgz -C /', 'tar --extract --file=/x.tar --directory=/etc', 'tar xzf x.tgz', 'unzip -o /tmp/x.zip -d /etc', 'unzip x.zip',
    'rpm -i https://example.com/our-ecs-config.rpm', 'rpm -Uvh /tmp/x.rpm', 'dpkg -i x.deb', 'yum install -y our-ecs-config', 'dnf -y install https://example.com/x.rpm', 'yum localinstall -y ./x.rpm',
    `yum install -y ${ANY}`, 'aws s3 sync s3://bucket/root /', 'cp -r /opt/x/* /etc/', 'rsync -a /opt/etc/ /etc',
    'tar zxf /tmp/x.tgz', 'aws ssm send-command --document-name X', `echo '${JOIN}' | at now`, 'echo "Environment=ECS_CLUSTER=web" > /etc/systemd/system/ecs.service.d/x.conf', 'curl -s http://x > /etc/cron.d/x',
  ])('leave the cluster open where they name none: %s', (line) => {
    expect(set(bash(line))).toBe('?');
    expect(set(bash(line, JOIN))).toBe('web');
    expect(set(bash(JOIN, line))).toBe('web');
    expect(set(bash(line), 'ECS_ENABLE_TASK_IAM_ROLE')).toBe('-');
  });

  test.each([
    'yum install -y jq', 'yum update -y', 'dnf install -y aws-cfn-bootstrap nfs-utils amazon-efs-utils', 'yum install -y ecs-init', 'amazon-linux-extras install -y ecs', 'rpm -qa', 'tar czf /tmp/x.tgz /etc',
    'rpm -Uvh https://dl.fedoraproject.org/pub/epel/epel-release-latest-7.noarch.rpm', 'tar xzf /tmp/x.tgz -C /opt/x', 'unzip x.zip -d /opt', 'cp a b', 'echo "* * * * * root date" > /etc/cron.d/x', 'aws s3 cp s3://bucket/x /opt/x',
    'yum install -y https://s3.amazonaws.com/ec2-downloads-windows/SSMAgent/latest/linux_amd64/amazon-ssm-agent.rpm',
  ])('bring none: %s', (line) => {
    expect(set(bash(line))).toBe('-');
  });

  test('print into the file of the settings', () => {
    expect(set(bash('exec >> /etc/ecs/ecs.config', 'echo ECS_CLUSTER=web'))).toBe('?');
    expect(set(bash('exec > /var/log/x 2>&1', JOIN))).toBe('web');
  });
});
