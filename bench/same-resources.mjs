// Whether two assemblies hold the same resources, apart from their names, the prose in them and the metadata.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The templates of an assembly, each with its size. */
export function templatesIn(outdir) {
  const names = readdirSync(outdir).filter((name) => name.endsWith('.template.json'));
  return names.map((name) => {
    const text = readFileSync(join(outdir, name), 'utf8');
    return { bytes: Buffer.byteLength(text), template: JSON.parse(text) };
  });
}

export function countByType(templates) {
  const counts = {};
  resourcesIn(templates).forEach(({ Type }) => {
    counts[Type] = (counts[Type] ?? 0) + 1;
  });
  return counts;
}

/** What one side has and the other has not; empty when the two are the same. */
export function differences(ours, theirs) {
  const [left, right] = [ours, theirs].map(shapesOf);
  return [...missing(left, right).map((shape) => `only exec-ready: ${shape}`), ...missing(right, left).map((shape) => `only hand-written: ${shape}`)];
}

export function resourcesIn(templates) {
  return templates.flatMap(({ template }) => Object.values(template.Resources ?? {}));
}

function shapesOf(templates) {
  const names = new Set(templates.flatMap(({ template }) => [...Object.keys(template.Resources ?? {}), ...exportsOf(template)]));
  const outputs = templates.flatMap(({ template }) => Object.values(template.Outputs ?? {}).map((output) => ({ Type: 'Output', ...output })));
  return [...resourcesIn(templates), ...outputs].map((resource) => shapeOf(resource, names)).sort();
}

/** Some CDK versions share a value between stacks by an output, others by an export: neither name means anything. */
function exportsOf(template) {
  return Object.entries(template.Outputs ?? {}).flatMap(([id, output]) => [id, output.Export?.Name]);
}

const PROSE = ['Description', 'GroupDescription', 'Family', 'PolicyName', 'Tags'];

function shapeOf({ Metadata, DependsOn = [], ...resource }, names) {
  const shape = JSON.stringify(resource, (key, value) => {
    // an L2 renders the capabilities that nobody asked for as an empty object
    if (PROSE.includes(key) || (key === 'Capabilities' && Object.keys(value).length === 0)) {
      return undefined;
    }
    return typeof value === 'string' && (names.has(value) || value.startsWith('/aws/ecs/exec/')) ? 'NAME' : value;
  });
  return `${shape.replaceAll(/log-group:\/aws\/ecs\/exec\/[^"]+/g, 'NAME')} after ${DependsOn.length}`;
}

function missing(left, right) {
  const rest = [...right];
  return left.filter((shape) => {
    const index = rest.indexOf(shape);
    if (index >= 0) {
      rest.splice(index, 1);
    }
    return index < 0;
  });
}
