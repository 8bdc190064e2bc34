import { addCompute } from '../../../examples/compute/compute';
import { ExampleSynthesis } from '../_examples/example-synthesis';

/** Every kind of compute, synthesised once. */
export class Synthesis extends ExampleSynthesis {
  constructor(context: Record<string, unknown>) {
    super(addCompute, context);
  }
}
