import * as cdk from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/**
 * Options for the key that an ExecSession makes.
 */
export interface SessionKeyOptions {
  /**
   * How often KMS rotates the key, in whole days from 90 to 2560.
   *
   * @default - every year
   */
  readonly rotationPeriod?: cdk.Duration;

  /**
   * What happens to the key when it leaves the stack.
   *
   * @default - kept, unless the deployment that made it is rolled back
   */
  readonly removalPolicy?: cdk.RemovalPolicy;
}

/**
 * How the data between the client and the container is encrypted.
 *
 * A key that is there already is passed to the session as its `key`.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging
 */
export abstract class SessionEncryption {
  /**
   * With a new KMS key that is rotated, on top of TLS.
   *
   * @param options how often it is rotated, and how long it is kept
   */
  public static newKey(options: SessionKeyOptions = {}): SessionEncryption {
    return new NewKey(options);
  }

  /**
   * By TLS alone, as AWS does without a KMS key.
   *
   * Neither the tasks nor whoever opens sessions then need KMS for it. A log that the session makes is still encrypted, with a key of its own.
   */
  public static tlsOnly(): SessionEncryption {
    return new TlsOnly();
  }

  /**
   * The session key, if there is one.
   *
   * @internal
   */
  public abstract _bind(scope: Construct): kms.IKey | undefined;
}

class NewKey extends SessionEncryption {
  constructor(private readonly options: SessionKeyOptions) {
    super();
  }

  public _bind(scope: Construct): kms.IKey {
    const { rotationPeriod, removalPolicy = cdk.RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE } = this.options;
    return new kms.Key(scope, 'Key', { description: `Sessions of ECS Exec: ${scope.node.path}`, enableKeyRotation: true, rotationPeriod, removalPolicy });
  }
}

class TlsOnly extends SessionEncryption {
  public _bind(): undefined {
    return undefined;
  }
}
