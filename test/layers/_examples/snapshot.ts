import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';

interface Template {
  readonly Parameters?: Record<string, unknown>;
  readonly Rules?: Record<string, unknown>;
  readonly [section: string]: Record<string, unknown> | undefined;
}

/** A template without what every stack of the CDK has for its bootstrap, one line for each part: small, and a change shows where it is. */
function snapshotOf(text: string): string {
  const template = JSON.parse(text) as Template;
  delete template.Parameters?.BootstrapVersion;
  delete template.Rules?.CheckBootstrapVersion;
  const sections = Object.entries(template).filter(([, parts]) => parts && Object.keys(parts).length > 0);
  return `{\n${sections.map(([name, parts]) => `${JSON.stringify(name)}: {\n${linesOf(parts!)}\n}`).join(',\n')}\n}\n`;
}

function linesOf(parts: Record<string, unknown>): string {
  return Object.entries(parts).map(([id, part]) => `${JSON.stringify(id)}: ${JSON.stringify(part)}`).join(',\n');
}

type Files = Map<string, string>;

/** The committed templates of an example, and those that it makes now, by file. With UPDATE_EXAMPLES they become the committed ones. */
export function committedAndMade(example: string, templates: ReadonlyMap<string, string>): [committed: Files, made: Files] {
  const folder = join(__dirname, '../../../examples', example, 'templates');
  const made = new Map([...templates].map(([stack, text]) => [`${stack}.json`, snapshotOf(text)]));
  if (process.env.UPDATE_EXAMPLES) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    made.forEach((text, file) => writeFileSync(join(folder, file), text));
  }
  return [new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')])), made];
}
