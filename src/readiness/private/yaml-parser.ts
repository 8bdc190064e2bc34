/** The YAML parser, loaded only when it is needed: that takes longer than most templates, which are JSON, take to read. */
export function yamlParser(): typeof import('./sources/yaml') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./sources/yaml') as typeof import('./sources/yaml');
}
