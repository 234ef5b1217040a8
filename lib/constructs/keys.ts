import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, type IRole, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** AWS's longest waiting period: a key deleted by mistake takes signed grants or the archive with it. */
const pendingWindow = Duration.days(30);

/**
 * The two customer keys. `grant` signs grants (ECDSA P-256); `data` encrypts the archive and the Slack secret, and turns
 * every year. The table is not under `data`: it uses the AWS managed key, so that access to it is judged in IAM alone.
 */
export class GatewayKeys extends Construct {
  readonly grant: Key;
  readonly data: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.grant = new Key(this, 'Grant', {
      description: 'Countersign: signs grants',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      pendingWindow,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.data = new Key(this, 'Data', {
      description: 'Countersign: encrypts the archive and the Slack secret',
      enableKeyRotation: true,
      pendingWindow,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }

  /** Lets nobody else sign grants, whatever their own policies say; only a change of the key's policy can. */
  signOnlyAs(signer: IRole): void {
    this.grant.addToResourcePolicy(
      new PolicyStatement({
        sid: 'OnlyTheAnswerSigns',
        effect: Effect.DENY,
        principals: [new StarPrincipal()],
        actions: ['kms:Sign'],
        resources: ['*'], // in a key policy: this key
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': signer.roleArn } },
      }),
    );
  }
}
