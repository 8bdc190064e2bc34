/**
 * What the agent does on Windows alone.
 */
export interface EcsAgentWindowsOptions {
  /**
   * Whether containers without a CPU limit run beside those with one (`ECS_ENABLE_CPU_UNBOUNDED_WINDOWS_WORKAROUND`).
   *
   * Windows only.
   *
   * @default false
   */
  readonly enableCpuUnboundedWindowsWorkaround?: boolean;

  /**
   * Whether the memory reservation of containers is ignored, so that those without a memory limit run beside those
   * with one (`ECS_ENABLE_MEMORY_UNBOUNDED_WINDOWS_WORKAROUND`).
   *
   * Windows only.
   *
   * @default false
   */
  readonly enableMemoryUnboundedWindowsWorkaround?: boolean;

  /**
   * Whether tasks can use volumes of FSx for Windows File Server (`ECS_FSX_WINDOWS_FILE_SERVER_SUPPORTED`).
   *
   * Windows only.
   *
   * @default true
   */
  readonly fsxWindowsFileServerSupported?: boolean;
}
