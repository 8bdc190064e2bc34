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
