import * as ec2 from 'aws-cdk-lib/aws-ec2';

/** What instances do at their first start: they join the cluster, and then whatever users add. */
export class HostUserData extends ec2.UserData {
  private isClosed = false;

  constructor(private readonly lines: ec2.UserData) {
    super();
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
