/**
 * Room in tasks beside what the application needs.
 */
export interface ExecHeadroomOptions {
  /**
   * CPU units in addition to `cpu`; 1024 are one vCPU.
   *
   * @default 0
   */
  readonly cpu?: number;

  /**
   * MiB in addition to `memoryLimitMiB`.
   *
   * @default 0
   */
  readonly memoryMiB?: number;
}

/**
 * Room in tasks for the agent of ECS Exec and for sessions, which have the CPU and the memory of the container that they run in.
 *
 * It is added to `cpu` and `memoryLimitMiB` of the task, and to `memoryLimitMiB` of the container of the application where that
 * has one; on AWS Fargate, the task gets the smallest size that is large enough.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-considerations
 *
 * @example
 * new ExecReadyService(this, 'Api', {
 *   container: { image: ecs.ContainerImage.fromEcrRepository(repository, 'v1') },
 *   cpu: 512,
 *   memoryLimitMiB: 1024,
 *   headroom: ExecHeadroom.of({ memoryMiB: 256 }), // a task of 512 CPU units and 2048 MiB
 * });
 */
export class ExecHeadroom {
  /**
   * Room for the agent and two shells: 64 CPU units and 128 MiB.
   *
   * AWS says that the agent needs some of both, and not how much. These amounts are an estimate; measure where it matters.
   */
  public static standard(): ExecHeadroom {
    return ExecHeadroom.of({ cpu: 64, memoryMiB: 128 });
  }

  /**
   * Room of a size of your choice.
   *
   * Throws when an amount is not an integer of 0 or more.
   *
   * @param options the amounts
   */
  public static of(options: ExecHeadroomOptions): ExecHeadroom {
    return new ExecHeadroom(options.cpu ?? 0, options.memoryMiB ?? 0);
  }

  /**
   * CPU units in addition to those of the application.
   */
  public readonly cpu: number;

  /**
   * MiB in addition to those of the application.
   */
  public readonly memoryMiB: number;

  private constructor(cpu: number, memoryMiB: number) {
    this.cpu = cpu;
    this.memoryMiB = memoryMiB;
    Object.entries({ cpu, memoryMiB }).forEach(([name, amount]) => {
      if (!Number.isInteger(amount) || amount < 0) {
        throw new Error(`ExecHeadroom: ${name} ${amount} is not an integer of 0 or more; choose one that is`);
      }
    });
  }
}
