import type { ResolvedResource, ResolvedSystem } from '../../sources/resolved';
import { Property } from '../property';
import type { Tie } from './attachment';
import { Bindings, type Owners } from './bindings';
import type { Finder } from './finder';
import { choices, listed, type Listed } from './listed';
import { unseenTie } from './own-policies';
import { assign } from './separate-policies';

const ADDITION = 'AWS::IAM::UserToGroupAddition';

/** The groups that users are in, with the policies that they get from there. */
export class Memberships {
  private readonly additions: Bindings;

  constructor(system: ResolvedSystem, private readonly finder: Finder, users: Owners) {
    this.additions = new Bindings(users);
    for (const resource of system.templates.flatMap(({ resources }) => [...resources.values()])) {
      if (resource.type === ADDITION) {
        assign(this.additions, Property.of(resource).at('Users'));
      }
    }
  }

  /**
   * What a user gets from groups; nothing when too much may be.
   *
   * @param tiesOf the policies of a group
   */
  public of(user: ResolvedResource, tiesOf: (group: ResolvedResource) => readonly Tie[]): Tie[] | undefined {
    const added = this.additions.of(user)?.flatMap(({ from, doubt }) => choices({ at: Property.of(from).at('GroupName'), doubt }));
    return added && [...listed(Property.of(user).at('Groups')), ...added].flatMap((membership) => this.through(membership, tiesOf));
  }

  private through({ at, doubt }: Listed, tiesOf: (group: ResolvedResource) => readonly Tie[]): Tie[] {
    const group = this.finder.at(at, 'AWS::IAM::Group');
    return 'to' in group
      ? tiesOf(group.to).map((tie) => ({ ...tie, needs: [at.resource, ...tie.needs], doubt: doubt ?? tie.doubt }))
      : [unseenTie(at, 'the policies of a group', 'unseen' in group ? group.unseen : 'the group is not given')];
  }
}
