import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport } from 'aws-cdk-lib';
import { AppResources } from './app-resources';
import { engine } from './engine';
import type { ExecScope, ScopeCandidate } from './exec-scope';
import { FailOn } from './fail-on';
import type { ServiceResult } from './private/result';
import type { Candidate, Failure } from './private/violations';

/**
 * Options of the check at synthesis.
 */
export interface ExecReadinessOptions {
  /**
   * What fails the synthesis; the rest is only shown.
   *
   * With an empty list nothing fails.
   *
   * @default [FailOn.BROKEN]
   */
  readonly failOn?: FailOn[];

  /**
   * Where ECS Exec must be on.
   *
   * @default - nowhere: what has ECS Exec off is passed over
   */
  readonly requireExec?: ExecScope[];

  /**
   * Where ECS Exec must be off, also where it is required.
   *
   * @default - nowhere
   */
  readonly forbidExec?: ExecScope[];

  /**
   * What is passed over.
   *
   * To acknowledge a rule in the whole app, use `Validations.of(app).acknowledge()` with `ExecReady::<rule>`, which wants a reason.
   *
   * @default - nothing
   */
  readonly leaveOut?: ExecScope[];

  /**
   * The ids of rules that are not applied.
   *
   * @default - every rule is applied
   */
  readonly without?: string[];
}

/**
 * Checks at synthesis whether ECS Exec will work on the services of an app.
 *
 * It reads the templates, so it sees services however they were made. What it finds is shown with the construct and the
 * fix, written to `validation-report.json`, and can be acknowledged as `ExecReady::<rule>`.
 *
 * @example
 * declare const app: App;
 * Validations.of(app).addPlugins(new ExecReadiness({
 *   requireExec: [ExecScope.stacks('Prod/Api')],
 * }));
 */
export class ExecReadiness implements IPolicyValidationPlugin {
  /**
   * The name of the plugin, with which acknowledgements begin.
   */
  public readonly name = 'ExecReady';

  /**
   * The version of this library.
   */
  public readonly version?: string;

  /**
   * The ids of all that can be reported.
   */
  public readonly ruleIds?: string[];

  private readonly failOn: ReadonlySet<Failure>;

  constructor(private readonly options: ExecReadinessOptions = {}) {
    const { failOn = [FailOn.BROKEN], without = [] } = options;
    const { EXEC_FORBIDDEN, NOT_PROVEN, packageVersion, RULES } = engine();
    const rules = RULES.map(({ id }) => id);
    const stranger = without.find((id) => !rules.includes(id));
    if (stranger !== undefined) {
      throw new Error(`without names ${JSON.stringify(stranger)}, which is no rule; use ${rules.join(', ')}`);
    }
    this.version = packageVersion();
    this.ruleIds = [...rules.filter((id) => !without.includes(id)), NOT_PROVEN, EXEC_FORBIDDEN];
    this.failOn = new Set(failOn.length > 0 ? [FailOn.BROKEN, ...failOn] : []);
  }

  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const { check, DISK, distinctViolations, loadSynthesised, unreadable, unseenStack, violationsOf } = engine();
    const sources = loadSynthesised(context.templatePaths, DISK);
    const resources = new AppResources(context.appConstruct, context.stackTemplates.map(({ stackConstructPath }) => stackConstructPath));
    const { services, errors, unseen } = check(sources, { without: this.options.without });
    const candidates = services.flatMap((service) => this.candidate(service, resources) ?? []);
    const violations = distinctViolations([
      ...candidates.flatMap((candidate) => violationsOf(candidate, this.failOn)),
      ...unseen.filter(({ resource: id, stack, file }) => !this.isLeftOut(asked(id, stack, file, resources)))
        .map((nested) => unseenStack(nested, this.failOn)),
      ...errors.map(({ file, message }) => unreadable(file, message, this.failOn)),
    ]);
    return { success: violations.every(({ severity }) => severity !== 'error'), violations };
  }

  private candidate(service: ServiceResult, resources: AppResources): Candidate | undefined {
    const { requireExec = [], forbidExec = [] } = this.options;
    const { id, stack, file } = service;
    const candidate = asked(id, stack, file, resources);
    const demand = isIn(forbidExec, candidate) ? 'forbidden' : isIn(requireExec, candidate) ? 'required' : 'none';
    return this.isLeftOut(candidate) ? undefined : { service, demand };
  }

  private isLeftOut(candidate: ScopeCandidate): boolean {
    return isIn(this.options.leaveOut ?? [], candidate);
  }
}

/** The construct is looked for only when a scope asks for it. */
function asked(id: string, stack: string, file: string, resources: AppResources): ScopeCandidate {
  return { id, stack, get construct() { return resources.find(file, engine().logicalIdOf(id)); } };
}

function isIn(scopes: ExecScope[], candidate: ScopeCandidate): boolean {
  return scopes.some((scope) => scope._includes(candidate));
}
