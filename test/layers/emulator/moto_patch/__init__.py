"""What stock moto lacks, one module for each part of AWS. See moto_ecs.py."""


def apply_all():
    from . import (
        autoscaling_group,
        batch_job_definition,
        ec2_network,
        ecs_capacity_provider,
        ecs_cluster,
        ecs_daemon,
        ecs_exec,
        ecs_service,
        ecs_task_definition,
        events_rule,
        iam_roles,
        scheduler_schedule,
        session_stores,
        ssm_public_images,
        stack_engine,
    )

    for part in (
        stack_engine,
        ec2_network,
        session_stores,
        ssm_public_images,
        iam_roles,
        autoscaling_group,
        ecs_cluster,
        ecs_capacity_provider,
        ecs_task_definition,
        ecs_service,
        ecs_daemon,
        ecs_exec,
        events_rule,
        scheduler_schedule,
        batch_job_definition,
    ):
        part.apply()
