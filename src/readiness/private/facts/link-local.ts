/**
 * Where a container finds the metadata of its task and the credentials of the task role, over plain HTTP.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export const TASK_CREDENTIALS_ADDRESS = '169.254.170.2';

/** Where an instance finds its own. */
export const INSTANCE_METADATA_ADDRESS = '169.254.169.254';
