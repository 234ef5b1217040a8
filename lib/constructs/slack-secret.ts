import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { acknowledge } from './acknowledge.ts';

/**
 * The secret `{"botToken", "signingSecret"}`. Until a team fills it in, the signing secret is random and known to nobody,
 * so that no click can be forged. An L1 resource, since the L2 lets the whole account decrypt through Secrets Manager.
 */
export class SlackSecret extends Construct {
  /** The secret's ARN. */
  readonly arn: string;
  readonly #key: IKey;

  constructor(scope: Construct, id: string, key: IKey) {
    super(scope, id);
    this.#key = key;
    const secret = new CfnSecret(this, 'Secret', {
      description: 'Countersign: the Slack app, {"botToken": "xoxb-...", "signingSecret": "..."}',
      kmsKeyId: key.keyArn,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ botToken: 'not-set' }),
        generateStringKey: 'signingSecret',
        passwordLength: 64,
        excludePunctuation: true,
      },
    });
    secret.applyRemovalPolicy(RemovalPolicy.DESTROY);
    this.arn = secret.ref;
    acknowledge(secret, {
      'AwsSolutions-SMG4':
        'Slack issues both values and rotates neither by itself; docs/deploy.md tells how to replace them.',
    });
  }

  /** Allows reading the secret, and decrypting this secret only. */
  read(): readonly PolicyStatement[] {
    const conditions = {
      StringEquals: {
        'kms:ViaService': `secretsmanager.${Aws.REGION}.amazonaws.com`,
        'kms:EncryptionContext:SecretARN': this.arn,
      },
    };
    return [
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [this.arn] }),
      new PolicyStatement({ actions: ['kms:Decrypt'], resources: [this.#key.keyArn], conditions }),
    ];
  }
}
