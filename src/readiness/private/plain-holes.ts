const HOLE = /<(?!(?:Import|Output) |\{\{)(Parameter )?[^<>]*\/((?:AWS::)?[A-Za-z0-9]+(?:\.[\w.~!*'()%-]+)?(?:\[\d+\])?)>/g;

/** A sentence in which what is not known goes by its name in the template alone: `<parameter Vpc>`, `<Key.Arn>`. The stack is told beside it. */
export function withPlainHoles(sentence: string): string {
  return sentence.replace(HOLE, (_, parameter: string | undefined, name: string) => `<${parameter === undefined ? '' : 'parameter '}${name}>`);
}
