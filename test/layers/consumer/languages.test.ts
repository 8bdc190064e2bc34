import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { PackedLibrary, ROOT } from './packed-library';
import { node, run } from './run';

describe('the packages for the languages of jsii', () => {
  let folder: string;
  let out: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'languages-'));
    const { content } = await PackedLibrary.into(folder);
    // beside the package: its own node_modules holds what it bundles
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
    out = join(folder, 'dist');
    await node([join(ROOT, 'node_modules', 'jsii-pacmak', 'bin', 'jsii-pacmak'), '--code-only', '--outdir', out], { cwd: content });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('are five', () => {
    expect(readdirSync(out).sort()).toEqual(['dotnet', 'go', 'java', 'js', 'python']);
  });

  test.each([
    ['C#', 'dotnet/CdkEcsExecReady/CdkEcsExecReady/ExecReadyService.cs'],
    ['Go', 'go/cdkecsexecready/ExecReadyService.go'],
    ['Java', 'java/src/main/java/io/github/cdkecsexecready/ExecReadyService.java'],
    ['Python', 'python/src/cdk_ecs_exec_ready/__init__.py'],
  ])('hold the service in %s', (_language, file) => {
    expect(existsSync(join(out, file))).toBe(true);
  });

  test('hold Python that Python can read', async () => {
    await expect(run('python3', ['-m', 'compileall', '-q', join(out, 'python', 'src')], { cwd: folder })).resolves.toBeDefined();
  });
});
