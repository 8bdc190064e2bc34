/**
 * What fails a synthesis.
 */
export enum FailOn {
  /**
   * A service on which ECS Exec certainly will not work, or on which it is on or off against the rules of the plugin.
   */
  BROKEN = 'broken',

  /**
   * A service of which it cannot be known whether ECS Exec will work.
   */
  UNKNOWN = 'unknown',

  /**
   * A service on which ECS Exec works, but loses logs, leaks access or breaks on the next change.
   */
  WARNING = 'warning',
}
