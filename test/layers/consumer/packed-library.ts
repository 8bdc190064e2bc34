import { existsSync, readFileSync } from 'fs';
import { join, resolve } from 'path';
import { npm, run } from './run';

export const ROOT = resolve(__dirname, '..', '..', '..');

export interface Manifest {
  readonly name: string;
  readonly scripts?: Record<string, string>;
  readonly dependencies?: Record<string, string>;
  readonly bundledDependencies?: string[];
  readonly peerDependencies: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

interface PackReport {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: { readonly path: string; readonly size: number }[];
}

/** The library as `npm publish` would send it. */
export class PackedLibrary {
  /** Packs what is built. */
  public static async into(folder: string): Promise<PackedLibrary> {
    const missing = ['lib/index.js', '.jsii'].filter((file) => !existsSync(join(ROOT, file)));
    if (missing.length > 0) {
      throw new Error(`the library is not built, ${missing.join(' and ')} missing: run \`npx projen compile\` first`);
    }
    const { stdout } = await npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT });
    const [report] = JSON.parse(stdout) as PackReport[];
    await run('tar', ['-xzf', report.filename], { cwd: folder });
    return new PackedLibrary(folder, report);
  }

  /** Its unpacked content. */
  public readonly content: string;
  public readonly tarball: string;
  public readonly files: string[];
  public readonly unpackedSize: number;
  public readonly manifest: Manifest;

  private constructor(folder: string, report: PackReport) {
    this.content = join(folder, 'package');
    this.tarball = join(folder, report.filename);
    this.files = report.files.map(({ path }) => path);
    this.unpackedSize = report.unpackedSize;
    this.manifest = JSON.parse(readFileSync(join(this.content, 'package.json'), 'utf8')) as Manifest;
  }
}
