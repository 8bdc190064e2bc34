"""moto with our patch: a local AWS that keeps what decides whether ECS Exec works.

Stock moto accepts a CloudFormation template with an exec-ready ECS service, answers
CREATE_COMPLETE, and forgets most of what makes the service exec-ready. The package
`moto_patch` puts that back, one module for each part of AWS:

    ecs_cluster            executeCommandConfiguration, settings, tags, default capacity
    ecs_capacity_provider  scaling, draining and protection of a group; Managed Instances
    ecs_task_definition    roles, network mode, size, platform, volumes, tags; new revisions
    ecs_service            enableExecuteCommand, circuit breaker, network, launch type, tags
    ecs_daemon             daemons and their task definitions
    ecs_exec               managed agents of a task, and the ExecuteCommand operation
    autoscaling_group      updates in place, lifecycle hooks, warm pools
    ssm_public_images      the newest images of Amazon ECS in every region
    events_rule            targets as the API has them, the same name after an update
    events_targets         events for topics and state machines
    scheduler_schedule     schedules and their groups
    batch_job_definition   everything of a job definition; new revisions
    ec2_network            DNS of a VPC, rules of a security group, policy of an endpoint
    session_stores         key of a log group, policy of a key and of a bucket
    iam_roles              a changed trust policy
    iam_managed_policy     updates and deletes of a managed policy
    organizations_policy   policies of an organization, and whom they hold for
    sso_permission_set     permission sets with their inline policy
    cloudtrail_trail       trails, what they record, and whether they do
    cloudwatch_alarm       alarms on one metric
    logs_query_definition  saved queries of CloudWatch Logs Insights
    sns_topic_policy       the policy of a topic
    stack_engine           updates of a stack as the cdk CLI makes them, what it keeps, partitions, zones

Run it as moto_server is run:

    python3 moto_ecs.py -H 127.0.0.1 -p 5000
"""

import sys

from moto_patch.owner import exit_with_owner
from moto_patch.pinned_version import moto_version_problem


def main():
    # the patch imports private parts of moto, which are only known to exist in the pinned version
    problem = moto_version_problem()
    if problem:
        sys.exit(problem)

    from moto.server import main as serve
    from moto_patch import apply_all

    apply_all()
    exit_with_owner()
    serve()


if __name__ == "__main__":
    main()
