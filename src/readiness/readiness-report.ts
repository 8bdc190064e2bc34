import { Stage, type Stack } from 'aws-cdk-lib';
import { engine } from './engine';
import type { Result } from './private/result';
import type { Sources } from './private/sources/assembly';
import { publicFinding, publicService } from './published';
import type { ReadinessFinding } from './readiness-finding';
import { ReadinessVerdict, type ReadinessService } from './readiness-service';

/**
 * Whether ECS Exec will work on the services of CloudFormation templates, and if not, why.
 *
 * For tests: it reads what would be deployed, and needs no account.
 *
 * @example
 * declare const stack: Stack;
 * const report = ReadinessReport.ofStack(stack);
 * const ready = report.ready; // and report.toString() says why not
 */
export class ReadinessReport {
  /**
   * The services of a stack and of the stacks nested in it.
   *
   * The other stacks of its stage are read too, so that what the services refer to there is known.
   *
   * @param stack a stack of an app, which is synthesised
   */
  public static ofStack(stack: Stack): ReadinessReport {
    const stage = Stage.of(stack);
    if (!stage) {
      throw new Error(`${stack.node.path}: the stack is not part of an app; make it in one`);
    }
    const { stacksOf, summaryOf } = engine();
    const sources = synthesise(stage);
    const own = stacksOf(sources.inputs).filter(({ source }) => source.file === stack.templateFile);
    const names = new Set(stacksOf(own).map(({ name }) => name));
    const { services, unseen, ...result } = judge(sources);
    const isOwn = ({ stack: name }: { readonly stack: string }) => names.has(name);
    const kept = services.filter(isOwn);
    return new ReadinessReport({ ...result, services: kept, summary: summaryOf(kept), unseen: unseen.filter(isOwn) });
  }

  /**
   * The services of all stacks of an app or a stage, with those of the stages in it.
   *
   * @param app the app or stage, which is synthesised
   */
  public static ofApp(app: Stage): ReadinessReport {
    return new ReadinessReport(judge(synthesise(app)));
  }

  /**
   * The services of a template.
   *
   * @param path a template in JSON or YAML
   */
  public static ofTemplate(path: string): ReadinessReport {
    return ReadinessReport.ofTemplates([path]);
  }

  /**
   * The services of templates that are deployed together and may refer to each other.
   *
   * @param paths templates in JSON or YAML
   */
  public static ofTemplates(paths: string[]): ReadinessReport {
    return new ReadinessReport(judge(load(paths)));
  }

  /**
   * The services of all stacks that `cdk synth` wrote to a folder.
   *
   * @param directory the folder, such as `cdk.out`
   */
  public static ofAssembly(directory: string): ReadinessReport {
    return new ReadinessReport(judge(load([directory])));
  }

  /**
   * Whether ECS Exec will work wherever it is not switched off, and is switched on at least once.
   *
   * Nothing that is broken or unknown is ready, and neither is a report in which nothing has ECS Exec on, or with a nested stack whose
   * template is not at hand. Warnings do not matter.
   */
  public readonly ready: boolean;

  /**
   * Everything that starts ECS tasks, in the order of the templates.
   */
  public readonly services: ReadinessService[];

  /**
   * What is wrong with any of them, each finding once.
   */
  public readonly findings: ReadinessFinding[];

  private constructor(private readonly result: Result) {
    this.services = result.services.map(publicService);
    this.findings = engine().distinctFindings(result.services).map(publicFinding);
    const verdicts = this.services.map(({ verdict }) => verdict).filter((verdict) => verdict !== ReadinessVerdict.OFF);
    this.ready = result.unseen.length === 0 && verdicts.length > 0 && verdicts.every((verdict) => verdict === ReadinessVerdict.READY);
  }

  /**
   * The report as the command `exec-ready check` prints it.
   */
  public toString(): string {
    return engine().renderText(this.result);
  }

  /**
   * The report as the command `exec-ready check --format json` prints it.
   */
  public toJson(): string {
    return engine().renderJson(this.result);
  }
}

/** Files are called by their names in the assembly, so that a report is the same wherever the assembly is written. */
function synthesise(stage: Stage): Sources {
  const { DISK, filesIn, loadSources } = engine();
  return loadSources(['.'], filesIn(stage.synth().directory, DISK));
}

function load(paths: string[]): Sources {
  const { DISK, loadSources } = engine();
  return loadSources(paths, DISK);
}

function judge(sources: Sources): Result {
  const result = engine().check(sources);
  if (result.errors.length > 0) {
    const errors = result.errors.map(({ file, line, message }) => `${line === undefined ? file : `${file}:${line}`}: ${message}`);
    throw new Error(`cannot be checked: ${errors.join('; ')}`);
  }
  return result;
}
