import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, type IRole, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** What a pseudonym key makes holds for hours: a shorter wait is long enough. */
const briefWindow = Duration.days(7);

/** AWS's longest waiting period: a key deleted by mistake takes signed grants or the archive with it. */
const pendingWindow = Duration.days(30);

/**
 * The three customer keys. `grant` signs grants (ECDSA P-256); `data` encrypts the archive and the Slack secret, and turns
 * every year; `pseudonym` makes the secrets of sessions (HMAC), which are kept nowhere else. The table is not under `data`: it uses
 * the AWS managed key, so that access to it is judged in IAM alone.
 */
export class GatewayKeys extends Construct {
  readonly grant: Key;
  readonly data: Key;
  readonly pseudonym: Key;

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
    this.pseudonym = new Key(this, 'Pseudonym', {
      description: 'Countersign: makes the secrets that pseudonyms of sessions rest on',
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      pendingWindow: briefWindow,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  /** Verifying grants and making the secrets of sessions. */
  verifyAndName(): readonly PolicyStatement[] {
    return [
      new PolicyStatement({ actions: ['kms:GetPublicKey'], resources: [this.grant.keyArn] }),
      new PolicyStatement({ actions: ['kms:GenerateMac'], resources: [this.pseudonym.keyArn] }),
    ];
  }

  /** Lets nobody else sign grants, whatever their own policies say; only a change of the key's policy can. */
  signOnlyAs(signer: IRole): void {
    this.grant.addToResourcePolicy(only(signer, 'OnlyTheAnswerSigns', ['kms:Sign']));
  }

  /** Lets nobody else make, or try, the secrets of sessions. */
  nameOnlyAs(namer: IRole): void {
    const actions = ['kms:GenerateMac', 'kms:VerifyMac'];
    this.pseudonym.addToResourcePolicy(only(namer, 'OnlyTheExecutorNames', actions));
  }
}

function only(role: IRole, sid: string, actions: string[]): PolicyStatement {
  return new PolicyStatement({
    sid,
    effect: Effect.DENY,
    principals: [new StarPrincipal()],
    actions,
    resources: ['*'], // in a key policy: this key
    conditions: { ArnNotEquals: { 'aws:PrincipalArn': role.roleArn } },
  });
}
