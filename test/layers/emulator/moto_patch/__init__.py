"""What stock moto lacks, one module for each part of AWS. See moto_ecs.py."""


def apply_all():
    from . import (
        ec2_network,
        ecs_cluster,
        ecs_exec,
        ecs_service,
        ecs_task_definition,
        iam_roles,
        session_stores,
        stack_engine,
    )

    for part in (
        stack_engine,
        ec2_network,
        session_stores,
        iam_roles,
        ecs_cluster,
        ecs_task_definition,
        ecs_service,
        ecs_exec,
    ):
        part.apply()
