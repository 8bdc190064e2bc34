interface Template {
  readonly Parameters?: Record<string, unknown>;
  readonly Rules?: Record<string, unknown>;
  readonly [section: string]: Record<string, unknown> | undefined;
}

/** A template without what every stack of the CDK has for its bootstrap, one line for each part: small, and a change shows where it is. */
export function snapshotOf(text: string): string {
  const template = JSON.parse(text) as Template;
  delete template.Parameters?.BootstrapVersion;
  delete template.Rules?.CheckBootstrapVersion;
  const sections = Object.entries(template).filter(([, parts]) => parts && Object.keys(parts).length > 0);
  return `{\n${sections.map(([name, parts]) => `${JSON.stringify(name)}: {\n${linesOf(parts!)}\n}`).join(',\n')}\n}\n`;
}

function linesOf(parts: Record<string, unknown>): string {
  return Object.entries(parts).map(([id, part]) => `${JSON.stringify(id)}: ${JSON.stringify(part)}`).join(',\n');
}
