/** What templates have and the local AWS drops, in the words of its log, and why that is no loss here. */
export const NOT_MODELLED: Record<string, string> = {
  'No Moto CloudFormation support for AWS::CDK::Metadata': 'tells AWS which constructs are used, and makes nothing',
};
