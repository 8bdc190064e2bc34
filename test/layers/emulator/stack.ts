import type { Emulator } from './emulator';
import type { Template } from './exec-ready-template';

const NAME = 'exec-ready';

interface DescribedStacks {
  readonly Stacks: Array<{
    readonly StackStatus: string;
    readonly Outputs: Array<{ readonly OutputKey: string; readonly OutputValue: string }>;
  }>;
}

/** One stack of one region, as the `aws` command makes and updates it. */
export class Stack {
  constructor(private readonly emulator: Emulator, private readonly region: string) {}

  public async create(template: Template, ...args: string[]): Promise<Record<string, string>> {
    return this.submit('create-stack', template, args);
  }

  public async update(template: Template, ...args: string[]): Promise<Record<string, string>> {
    return this.submit('update-stack', template, args);
  }

  public async delete(): Promise<void> {
    await this.emulator.aws(this.region, 'cloudformation', 'delete-stack', '--stack-name', NAME);
  }

  private async submit(command: string, template: Template, args: string[]): Promise<Record<string, string>> {
    const body = JSON.stringify(template);
    await this.emulator.aws(this.region, 'cloudformation', command, '--stack-name', NAME, '--template-body', body, ...args);
    return this.outputs();
  }

  private async outputs(): Promise<Record<string, string>> {
    const described = await this.emulator.aws<DescribedStacks>(this.region, 'cloudformation', 'describe-stacks', '--stack-name', NAME);
    const [stack] = described.Stacks;
    if (!/^(CREATE|UPDATE)_COMPLETE$/.test(stack.StackStatus)) {
      throw new Error(`The stack is ${stack.StackStatus}`);
    }
    return Object.fromEntries(stack.Outputs.map((output) => [output.OutputKey, output.OutputValue]));
  }
}
