import { keptOut, operatorRule, placeOfStatement } from './operator-rule';
import { violated, type Outcome, type Rule } from './rule';
import { isSwitch, type Access, type ExecStatement } from '../model/operators/index';
import { Unknown } from '../model/unknown';

const NUMBER = { catalogue: ['X-063'] };

export const SwitchCondition: Rule = operatorRule({
  id: 'SwitchCondition',
  ...NUMBER,
  severity: 'error',
  requirement: 'No statement about ecs:ExecuteCommand asks for ecs:enable-execute-command, which only calls that start services and tasks carry.',
  fix: {
    cloudFormation: 'leave the key out of the Condition; it belongs to statements about ecs:CreateService, ecs:UpdateService, ecs:RunTask and ecs:StartTask',
  },
  docs: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html',
  *look(access) {
    const { operator: { meant }, grants, denials } = access;
    yield* meant ? barred(access, grants).map((each) => neverAllows(access, each)) : [];
    yield* barred(access, denials).map((each) => violated(placeOfStatement(each, 'Condition'),
      `${access.operator.name} denies ecs:ExecuteCommand under a condition on ecs:enable-execute-command that is never met`, { severity: 'warning', ...NUMBER }));
  },
});

function barred(access: Access, statements: readonly ExecStatement[]): readonly ExecStatement[] {
  return statements.filter((each) => each.named && asks(each) && access.isBarred(each, isSwitch));
}

function asks({ statement }: ExecStatement): boolean {
  return statement.conditions.some((condition) => !(condition instanceof Unknown) && isSwitch(condition.key));
}

/** Another statement may let in. */
function neverAllows(access: Access, each: ExecStatement): Outcome {
  const cause = `${access.operator.name} allows ecs:ExecuteCommand under a condition on ecs:enable-execute-command that is never met`;
  return keptOut(access, placeOfStatement(each, 'Condition'), cause, { ...NUMBER, sure: !access.opens });
}
