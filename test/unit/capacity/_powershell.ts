import { readFileSync } from 'fs';
import { setFlagsFromString } from 'v8';
import { Language, type Node, Parser } from 'web-tree-sitter';

/** The commands of a script: their names, or the method they call, and their arguments without quotes. */
export type Commands = readonly (readonly string[])[];

/** Reads PowerShell as its grammar does, and throws when it is none. */
export async function powershellReader(): Promise<(script: string) => Commands> {
  // optimising the grammar takes a minute, for which the process would not end
  setFlagsFromString('--liftoff-only');
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(require.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm'))));
  return (script) => {
    const { rootNode } = parser.parse(script)!;
    if (rootNode.hasError) {
      throw new Error(`no PowerShell: ${script}`);
    }
    return rootNode.descendantsOfType(['command', 'invokation_expression']).map((node) => node!.type === 'command' ? wordsOf(node!) : callOf(node!));
  };
}

function wordsOf(command: Node): string[] {
  const parts = command.descendantsOfType(['command_name', 'command_parameter', 'generic_token', 'string_literal']);
  return parts.map((part) => plain(part!.text));
}

function callOf(invocation: Node): string[] {
  const [member] = invocation.descendantsOfType('member_name');
  return [member!.text, ...invocation.descendantsOfType('string_literal').map((part) => plain(part!.text))];
}

/** @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules */
function plain(text: string): string {
  return /^'.*'$/s.test(text) ? text.slice(1, -1).replace(/(['\u2018\u2019\u201a\u201b])\1/g, '$1') : text;
}
