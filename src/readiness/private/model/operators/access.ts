import { EXEC_ACTION, type ExecStatement } from './exec-statement';
import type { Gate, Side } from './gate';
import type { Operator } from './operator';
import { anyOf, callBy, clusterIn, isAbout, isAboutAny, isEverything, names, SIDES, taskByTask, TYPES } from './reach';
import { isSwitch } from './switch-key';
import { tagOf, tagsOf, type TagKey } from './tags';
import { contextOf, identityAllows, merged, splitText, type Context, type Decision } from '../../iam/index';
import type { Answer } from '../answer';
import { Memory } from '../memory';
import type { Text } from '../text';

const NOTHING_MORE: Context = new Map();

/** What someone may do at a gate. */
export class Access {
  /** The statements that let in here, and those that keep out here. */
  public readonly grants: readonly ExecStatement[];
  public readonly denials: readonly ExecStatement[];
  /** The ARN of the task that is asked for: any of the cluster, or one that a statement names where none is about all. */
  public readonly tasks: Text;
  private readonly decisions = new Map<Side, Decision>();
  private readonly coverage = new Map<ExecStatement, Map<Side, Answer>>();
  private readonly memory = new Memory();

  constructor(public readonly operator: Operator, public readonly gate: Gate) {
    this.tasks = this.taskNamed() ?? gate.tasks;
    const isHere = (each: ExecStatement) => SIDES.some((side) => this.covers(each, side) !== 'no'
      && (each.statement.conditions.length === 0 || this.reach(each, side, (key) => !isSwitch(key) && tagOf(key) === undefined) !== 'no'));
    this.grants = operator.grants.filter(isHere);
    this.denials = operator.denials.filter(isHere);
  }

  /** Whether a session may be opened, as far as one side is asked. */
  public exec(side: Side): Decision {
    const decision = this.decisions.get(side) ?? this.execWith(side, NOTHING_MORE);
    this.decisions.set(side, decision);
    return decision;
  }

  /** The same, with more that is known of the call. */
  public execWith(side: Side, context: Context): Decision {
    return this.may(EXEC_ACTION, this.resourceOf(side), new Map([...this.contextOf(side), ...context]));
  }

  /** Whether nothing is known to keep it from opening sessions. */
  public get opens(): boolean {
    return SIDES.every((side) => this.exec(side).answer !== 'no');
  }

  /** Whether it may certainly open sessions here, and in a cluster that no policy names as well. */
  public get opensAll(): boolean {
    const { cluster } = this.gate;
    const anywhere = () => SIDES.every((side) => this.may(EXEC_ACTION, anyOf(cluster, 'ecs', TYPES[side])).answer === 'yes');
    return SIDES.every((side) => this.exec(side).answer === 'yes') && this.operator.once(`opens all of ${splitText(cluster, ':')[1]}`, anywhere);
  }

  /** Whether it is let in for the tags of the tasks only. */
  public get byTags(): boolean {
    return this.once('by tags', () => {
      const onTasks = this.grants.filter((each) => this.covers(each, 'tasks') !== 'no');
      return onTasks.length > 0 && onTasks.every(({ statement }) => tagsOf(statement).length > 0);
    });
  }

  /** The statements that let it in whatever tags the tasks have. */
  public get untagged(): readonly ExecStatement[] {
    return this.once('untagged', () => this.grants.filter(({ statement }) => tagsOf(statement).length === 0));
  }

  /** All tags that are asked for. */
  public get tags(): readonly TagKey[] {
    return this.once('tags', () => [...new Set([...this.grants, ...this.denials].flatMap(({ statement }) => tagsOf(statement)))]);
  }

  /** Whether those who let it in had this cluster in mind, or the tags of tasks in it. */
  public get isMeant(): boolean {
    return this.byTags || this.grants.some((each) => this.isNamedIn(each) && SIDES.some((side) => this.covers(each, side) === 'yes'));
  }

  /** Whether a statement names this cluster, or tasks or services in it. */
  public isNamedIn({ statement }: ExecStatement): boolean {
    return statement.resources!.items.some((item) => typeof item === 'string' && clusterIn(item) === this.gate.name);
  }

  /** What the resources of a statement say, whatever its conditions do. */
  public covers(each: ExecStatement, side: Side): Answer {
    const known = this.coverage.get(each) ?? new Map<Side, Answer>();
    const answer = known.get(side) ?? (isEverything(each) ? 'yes' : this.reach(each, side, () => false));
    this.coverage.set(each, known.set(side, answer));
    return answer;
  }

  /** The same, of any cluster or any task. */
  public coversAny(each: ExecStatement, side: Side): Answer {
    return isAboutAny(each, this.gate, side);
  }

  /**
   * Whether a statement is about a session here, as far as some of its conditions are asked.
   *
   * @param context what else is known of the call
   */
  public reach(each: ExecStatement, side: Side, asks: (key: Text) => boolean, context = NOTHING_MORE): Answer {
    const all = merged(this.contextOf(side), context);
    return isAbout(each, callBy(this.operator, this.gate, EXEC_ACTION, this.resourceOf(side), all), asks);
  }

  /** Whether some of its conditions keep a statement from ever being about a session here. */
  public isBarred(each: ExecStatement, asks: (key: Text) => boolean, context = NOTHING_MORE): boolean {
    return SIDES.every((side) => this.covers(each, side) === 'no' || this.reach(each, side, asks, context) === 'no');
  }

  /** Whether it may call something, with what is known of the call. */
  public may(action: string, resource: Text | undefined, context = NOTHING_MORE): Decision {
    return identityAllows(callBy(this.operator, this.gate, action, resource, context), this.operator.identityFor(action));
  }

  /** Whether it may call something on no resource of a type at all. */
  public isNowhere(action: string, service: string, type: string): boolean {
    const statements = this.operator.identityFor(action).policies.flatMap((policy) => policy.statements);
    return this.may(action, anyOf(this.gate.cluster, service, type)).answer === 'no'
      && !statements.some((statement) => statement.effect !== 'Deny' && names(statement, type));
  }

  private resourceOf(side: Side): Text {
    return side === 'tasks' ? this.tasks : this.gate.cluster;
  }

  private contextOf(side: Side): Context {
    const context = this.gate.contextOf(side);
    return this.tasks === this.gate.tasks ? context : merged(context, contextOf({ 'ecs:task': this.tasks }));
  }

  /** A task that is named one by one, where no statement is about all tasks of the cluster. */
  private taskNamed(): Text | undefined {
    const { operator: { grants }, gate } = this;
    const isOn = (each: ExecStatement, task: Text) => isAbout(each, callBy(this.operator, gate, EXEC_ACTION, task), () => false) !== 'no';
    const named = grants.flatMap(taskByTask);
    const isOnAll = named.length === 0 || grants.some((each) => isEverything(each) || isOn(each, gate.tasks));
    const [, id] = named.find(([each, one]) => !isOnAll && isOn(each, gate.task(one))) ?? [];
    return id === undefined ? undefined : gate.task(id);
  }

  private once<T>(key: string, make: () => T): T {
    return this.memory.once(key, make);
  }
}
