/**
 * A line for a shell that opens a session in a running task.
 *
 * It always names the container: without, `execute-command` fails when the task has several, and Service Connect and GuardDuty add theirs when it starts.
 *
 * @param where the options that name the Region and the cluster
 * @param filter the option that says which tasks
 */
export function sessionCommand(where: string, filter: string, container: string, shell = '/bin/sh'): string {
  const task = `$(aws ecs list-tasks ${where} ${filter} --desired-status RUNNING --query 'taskArns[0]' --output text)`;
  return `aws ecs execute-command ${where} --task "${task}" --container ${container} --interactive --command ${shell}`;
}
