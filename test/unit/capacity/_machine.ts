import { spawnSync } from 'child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';

/** A directory that stands for the root of an instance, and the commands that were run on it. */
export class Machine {
  private readonly root = mkdtempSync(join(tmpdir(), 'machine-'));

  constructor(stubs: { readonly [command: string]: string } = {}) {
    mkdirSync(join(this.root, 'bin'));
    for (const [command, body] of Object.entries({ systemctl: '', iptables: '', ...stubs })) {
      const file = join(this.root, 'bin', command);
      writeFileSync(file, `#!/bin/sh\necho "${command} $*" >> ${this.root}/commands\n${body}\n`);
      chmodSync(file, 0o755);
    }
  }

  /** Runs lines of user data as the shell of an instance does. */
  public run(lines: readonly string[]): void {
    const script = lines.join('\n').replaceAll(/(?<=[\s])\/etc\//g, `${this.root}/etc/`);
    const checked = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
    const { status, stderr } = spawnSync('bash', ['-eu'], { input: script, encoding: 'utf8', env: { PATH: `${join(this.root, 'bin')}:/usr/bin:/bin` } });
    if (checked.status !== 0 || checked.stderr !== '' || status !== 0 || stderr !== '') {
      throw new Error(`${checked.stderr}${stderr} in ${script}`);
    }
  }

  public write(file: string, content: string): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), content);
  }

  public read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  public get commands(): string[] {
    return this.read('commands').trim().split('\n');
  }

  public remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

/** The variables of a file as ecs-init reads them: the last value of a name counts, quotes stand for themselves. */
export function variablesOf(content: string): { [name: string]: string } {
  const pairs = content.split('\n').map((line) => line.trim()).filter((line) => line.includes('=')).map((line) => {
    const at = line.indexOf('=');
    return [line.slice(0, at), line.slice(at + 1)] as const;
  });
  return Object.fromEntries(pairs);
}
