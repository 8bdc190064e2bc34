import { Lazy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { AgentPlatform } from '../agent-context';

/** What instances do at their first start: they configure their agent, and then whatever users add. */
export class HostUserData extends ec2.UserData {
  private readonly lines: ec2.UserData;
  private isClosed = false;

  /** @param own what configures the agent, asked for when everything is known of the tasks */
  constructor(agent: AgentPlatform, own: () => string) {
    super();
    const text = Lazy.uncachedString({ produce: own });
    this.lines = agent === 'bottlerocket' ? ec2.UserData.custom(text) : agent === 'windows' ? ec2.UserData.forWindows() : ec2.UserData.forLinux();
    if (agent !== 'bottlerocket') {
      this.lines.addCommands(text);
    }
  }

  /** Leaves out what is added meanwhile: the L2 starts the agent in its own way. */
  public leaveOut(change: () => void): void {
    this.isClosed = true;
    change();
    this.isClosed = false;
  }

  public addCommands(...commands: string[]): void {
    if (!this.isClosed) {
      this.lines.addCommands(...commands);
    }
  }

  public addOnExitCommands(...commands: string[]): void {
    this.lines.addOnExitCommands(...commands);
  }

  public render(): string {
    return this.lines.render();
  }

  public addS3DownloadCommand(params: ec2.S3DownloadOptions): string {
    return this.lines.addS3DownloadCommand(params);
  }

  public addExecuteFileCommand(params: ec2.ExecuteFileOptions): void {
    this.lines.addExecuteFileCommand(params);
  }

  public addSignalOnExitCommand(resource: Parameters<ec2.UserData['addSignalOnExitCommand']>[0]): void {
    this.lines.addSignalOnExitCommand(resource);
  }
}
