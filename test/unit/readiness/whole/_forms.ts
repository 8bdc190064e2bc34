import { add, addBefore, all, attribute, set, type Change } from './_table';
import { policy, ref } from '../rules/_ready';

/** Moves the inline policy of a role to a resource of its own. */
export function apart(role: string, form: 'AWS::IAM::Policy' | 'AWS::IAM::RolePolicy' | 'AWS::IAM::ManagedPolicy'): Change {
  return (resources, template) => {
    const [{ PolicyDocument }] = resources[role].Properties.Policies;
    const target = form === 'AWS::IAM::RolePolicy' ? { RoleName: ref(role) } : form === 'AWS::IAM::Policy' ? { Roles: [ref(role)] } : {};
    delete resources[role].Properties.Policies;
    addBefore('Own', form, { ...form === 'AWS::IAM::ManagedPolicy' ? {} : { PolicyName: 'own' }, PolicyDocument, ...target })(resources, template);
    if (form === 'AWS::IAM::ManagedPolicy') {
      resources[role].Properties.ManagedPolicyArns = [ref('Own')];
    }
  };
}

/** Another policy of a role, in a resource of its own. */
export function also(role: string, ...statements: unknown[]): Change {
  return addBefore('More', 'AWS::IAM::Policy', { PolicyName: 'more', Roles: [ref(role)], PolicyDocument: policy(...statements) });
}

/** What a role may do at most. */
export function bounded(role: string, ...statements: unknown[]): Change {
  return all(add('Boundary', 'AWS::IAM::ManagedPolicy', { PolicyDocument: policy(...statements) }), set(`${role}.PermissionsBoundary`, ref('Boundary')));
}

/** A user in place of the role for people. */
export const BY_USER: Change = ({ Operator }) => {
  Operator.Type = 'AWS::IAM::User';
  delete Operator.Properties.AssumeRolePolicyDocument;
};

/** A permission set in place of the role for people. */
export const BY_PERMISSION_SET: Change = ({ Operator }) => {
  const [{ PolicyDocument }] = Operator.Properties.Policies;
  Operator.Type = 'AWS::SSO::PermissionSet';
  Operator.Properties = { Name: 'exec', InstanceArn: 'arn:aws:sso:::instance/i', InlinePolicy: PolicyDocument };
};

/** A policy for anyone in place of the role for people. */
export const FOR_ANYONE: Change = ({ Operator }) => {
  const [{ PolicyDocument }] = Operator.Properties.Policies;
  Operator.Type = 'AWS::IAM::ManagedPolicy';
  Operator.Properties = { PolicyDocument };
};

/** The launch template becomes a launch configuration. */
export const BY_CONFIGURATION: Change = ({ Launch, Instances }) => {
  const { ImageId, InstanceType, IamInstanceProfile: { Arn }, MetadataOptions, NetworkInterfaces: [{ AssociatePublicIpAddress, Groups }], UserData } =
    Launch.Properties.LaunchTemplateData;
  Launch.Type = 'AWS::AutoScaling::LaunchConfiguration';
  Launch.Properties = { ImageId, InstanceType, IamInstanceProfile: Arn, MetadataOptions, AssociatePublicIpAddress, SecurityGroups: Groups, UserData };
  delete Instances.Properties.LaunchTemplate;
  Instances.Properties.LaunchConfigurationName = ref('Launch');
};

/** The resource exists only under a condition that nobody can decide. */
export function perhaps(id: string): Change {
  return attribute(id, { Condition: 'Perhaps' });
}

/** Lines at the end of the script of the instances. */
export function lines(...more: string[]): Change {
  return (resources) => {
    const { Launch: { Properties } } = resources;
    const data = Properties.LaunchTemplateData ?? Properties;
    const script = data.UserData['Fn::Base64']['Fn::Sub'];
    data.UserData = {
      'Fn::Base64': {
        'Fn::Sub': script.includes('</powershell>')
          ? script.replace('</powershell>', `${more.join('\n')}\n</powershell>`) : [script, ...more].join('\n'),
      },
    };
  };
}

/** Settings for the agent of the instances. */
export function settings(...more: string[]): Change {
  return lines(...more.map((each) => `echo ${each} >> /etc/ecs/ecs.config`));
}
